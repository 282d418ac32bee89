"""The pages that combine rooms; one module for each family of screens."""

from portal.urls import (
    cannot_wait,
    company,
    desk,
    desk_import,
    desk_matching,
    me,
    office,
    settings,
    start,
    talks,
)

app_name = "portal"
urlpatterns = [
    *start.urlpatterns,
    *cannot_wait.urlpatterns,
    *settings.urlpatterns,
    *me.urlpatterns,
    *desk.urlpatterns,
    *desk_import.urlpatterns,
    *desk_matching.urlpatterns,
    *company.urlpatterns,
    *office.urlpatterns,
    *talks.urlpatterns,
]
