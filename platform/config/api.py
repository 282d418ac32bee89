"""`/api/v1/`: where the rooms' resources are put together; `/api/schema/` and `/api/docs/` describe them."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api.participants import Participants
from config.views import api_not_found
from jobs.api.applications import Applications
from jobs.api.opportunities import Opportunities
from jobs.api.placements import Placements
from matching.api import Suggestions

router = SimpleRouter()
router.register("opportunities", Opportunities, basename="opportunity")
router.register("participants", Participants, basename="participant")
router.register("applications", Applications, basename="application")
router.register("placements", Placements, basename="placement")
router.register("suggestions", Suggestions, basename="suggestion")

app_name = "api"
urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", login_not_required(SpectacularAPIView.as_view()), name="schema"),
    path(
        "docs/", login_not_required(SpectacularSwaggerSplitView.as_view(url_name="api:schema")), name="docs"
    ),
    re_path("", api_not_found, name="nowhere"),
]
