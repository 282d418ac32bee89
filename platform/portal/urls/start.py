"""Pages of whoever has signed in: where one begins, one's notices, and the way to an experience."""

from django.urls import path

from portal.views import inbox, placements, start

urlpatterns = [
    path("start/", start.start, name="start"),
    path("places/", start.choose_place, name="choose_place"),
    path("inbox/", inbox.entries, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read_all"),
    path("inbox/<str:public_id>/", inbox.open_entry, name="inbox_entry"),
    path("placements/<str:public_id>/", placements.placement, name="placement"),
]
