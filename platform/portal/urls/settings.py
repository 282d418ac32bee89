"""One's own account; how pages look is for everybody."""

from django.urls import path

from portal.views import settings

urlpatterns = [
    path("display/", settings.display, name="display"),
    path("accounts/settings/", settings.home, name="settings"),
    path("accounts/settings/close/", settings.close, name="settings_close"),
    path("accounts/settings/stay/", settings.stay, name="settings_stay"),
    path(
        "accounts/settings/places/<str:public_id>/leave/", settings.leave_place, name="settings_leave_place"
    ),
]
