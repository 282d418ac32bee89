"""My record to take along: as a paper to read, or as a file for another program."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.export import own_copy
from accounts.models import Participant
from portal.views import copies
from portal.views.me_guard import OwnRequest, for_participants


@require_safe
@for_participants
def page(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What is in the copy, what is not, and the two ways to take it."""
    return render(request, "portal/me/copy.html")


@require_safe
@for_participants
def paper(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The PDF, under a name that says nothing."""
    return copies.paper(own_copy(participant))


@require_safe
@for_participants
def data(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The JSON (docs/export.md)."""
    return copies.data(own_copy(participant))
