"""After signing in: to the page of one's role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch

from accounts import perms


def start(request: HttpRequest) -> HttpResponse:
    """Participants to their page, staff to their desk or office, companies to theirs, others home."""
    try:
        return redirect(_page_of(request))
    except NoReverseMatch:
        return redirect("content:home")


def _page_of(request: HttpRequest) -> str:
    user = request.user
    if getattr(user, "participant", None) is not None:
        return "portal:me"
    if perms.is_office_manager(user):
        return "portal:office"
    if perms.is_support_worker(user):
        return "portal:desk"
    if perms.is_company_member(user):
        return "portal:company"
    return "content:home"
