"""`/placements/<id>/`: one address for an experience; each side is led to its own page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from jobs.models import Placement
from portal.views.signed_in import SignedInRequest


def placement(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The participant's, the company's or the desk's page of an experience; 404 for everybody else."""
    rows = Placement.objects.filter(public_id=public_id)
    sides = (
        ("portal:my_placement", rows.filter(participant__user=request.user)),
        ("portal:company_placement", rows.of_company_of(request.user)),
        ("portal:desk_placement", rows.of_people_visible_to(request.user)),
    )
    for name, found in sides:
        if found.exists():
            try:
                return redirect(reverse(name, args=[public_id]))
            except NoReverseMatch as missing:
                raise Http404 from missing
    raise Http404
