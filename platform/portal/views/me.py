"""`/me/`: the one next thing if there is one, and what is so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Participant
from portal.views.me_guard import for_participants


@require_safe
@for_participants
def home(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The participant's own page."""
    return render(request, "portal/me/home.html", {"participant": participant})
