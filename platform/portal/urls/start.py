"""Pages of whoever has signed in: where one begins, and one's notices."""

from django.urls import path

from portal.views import inbox, start

urlpatterns = [
    path("start/", start.start, name="start"),
    path("inbox/", inbox.entries, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read_all"),
    path("inbox/<str:public_id>/", inbox.open_entry, name="inbox_entry"),
]
