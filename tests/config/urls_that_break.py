"""The real addresses, and some behind which something goes wrong."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as real

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


@login_not_required
def forbids(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    *i18n_patterns(path("breaks/", breaks), path("forbids/", forbids), prefix_default_language=False),
    *real,
]
