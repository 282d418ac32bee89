"""After signing in: to the page of one's role; and to another place where one works."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import perms
from accounts.models import Organisation
from portal.places import CHOSEN, chosen_place, places


def start(request: HttpRequest) -> HttpResponse:
    """Participants to their page, staff to their desk or office, companies to theirs, operators to the admin, others home."""
    user = request.user
    if place := chosen_place(request):
        return redirect(_page_of(request, place))
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


def _page_of(request: HttpRequest, place: Organisation) -> str:
    offices = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE)
    if place.kind == Organisation.Kind.COMPANY:
        return "portal:company"
    if place.kind in offices and perms.has_role(request.user, place, perms.Role.MANAGER):
        return "portal:office"
    if perms.has_role(request.user, place, *perms.DESK_ROLES):
        return "portal:desk"
    return "content:home"


@require_POST
def choose_place(request: HttpRequest) -> HttpResponse:
    """Another place where one works today; one that ended cannot be chosen."""
    wanted = request.POST.get("place", "")
    if wanted not in [place.public_id for place in places(request)]:
        raise Http404
    request.session[CHOSEN] = wanted
    return redirect("portal:start")
