"""The pages that combine rooms."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
