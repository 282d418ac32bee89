"""The participant's pages. Each is for its owner alone."""

from django.urls import path

from portal.views import me

urlpatterns = [
    path("me/", me.home, name="me"),
]
