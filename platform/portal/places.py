"""Where somebody works now: one of their places, chosen in the header and remembered by the session.

What is begun (a registration, an invitation, a review queue) belongs to the chosen place; the caseload and whom
to contact today stay whole, so that nobody is forgotten because another place is open.
"""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.models import Organisation

CHOSEN = "place"


def places(request: HttpRequest) -> list[Organisation]:
    """The places of whoever is signed in, asked for once a request."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return []
    if not hasattr(request, "_places"):
        request._places = list(Organisation.objects.places_of(request.user))  # type: ignore[attr-defined]
    return list(request._places)  # type: ignore[attr-defined]


def chosen_place(request: HttpRequest) -> Organisation | None:
    """The place that was chosen, as long as it is one's own."""
    wanted = request.session.get(CHOSEN, "")
    return next((place for place in places(request) if place.public_id == wanted), None)


def place_here(request: HttpRequest) -> Organisation | None:
    """The chosen place, or the first one; nobody has one who works nowhere."""
    return chosen_place(request) or next(iter(places(request)), None)


def one_of(request: HttpRequest, among: QuerySet[Organisation]) -> Organisation:
    """The chosen place where it is among these, else their first one."""
    found = {place.public_id: place for place in among}
    if not found:
        raise Http404
    return found.get(request.session.get(CHOSEN, "")) or next(iter(found.values()))
