"""After signing in: to the page of one's role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import perms


def start(request: HttpRequest) -> HttpResponse:
    """Participants to their page, staff to their desk or office, companies to theirs, operators to the admin, others home."""
    user = request.user
    if getattr(user, "participant", None) is not None:
        return redirect("portal:me")
    if perms.is_office_manager(user):
        return redirect("portal:office")
    if perms.is_support_worker(user):
        return redirect("portal:desk")
    if perms.is_company_member(user):
        return redirect("portal:company")
    if user.is_superuser:
        return redirect("admin:index")
    return redirect("content:home")
