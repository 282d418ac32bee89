"""`/me/`: the one next thing if there is one, and what is so."""

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Consent, Participant, Wishes
from jobs.models import Application, Bookmark, Opportunity
from portal.me import coming
from portal.me.access import in_words, looks_at
from portal.me.allowed import RECIPIENT, with_work
from portal.me.people import team_of
from portal.me.steps import drawn, steps_of
from portal.views.me_guard import OwnRequest, for_participants

A_FEW = 3
ON_THE_PATH = 5


@require_safe
@for_participants
def home(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The participant's own page, in a constant number of queries."""
    proposals = on_the_way(participant)
    placements = coming.coming(participant)
    steps = steps_of(participant)
    wishes = Wishes.of(participant)
    asked = len(Wishes.ASKED)
    bookmarks = Bookmark.objects.filter(participant=participant).select_related("opportunity")
    bookmarks = bookmarks.annotate(
        offered=Exists(Opportunity.objects.published().filter(pk=OuterRef("opportunity")))
    )
    consents = Consent.objects.in_force().filter(participant=participant).select_related(*RECIPIENT)
    context = {
        "participant": participant,
        "waits": participant.taken_on_at is None,
        "next_thing": coming.next_thing(participant, proposals, placements),
        "proposals": proposals,
        "placements": [(row, coming.when(row)) for row in placements[:A_FEW]],
        "path": drawn(steps[:ON_THE_PATH], total=len(steps)),
        "path_goes_on": len(steps) > ON_THE_PATH,
        "bookmarks": bookmarks[:A_FEW],
        "team": team_of(participant),
        "looks": in_words(looks_at(participant)[:A_FEW]),
        "consents": with_work(consents[:A_FEW]),
        "wishes": wishes,
        "answered": asked - len(wishes.not_asked_yet()),
        "asked": asked,
    }
    return render(request, "portal/me/home.html", context)


def on_the_way(participant: Participant) -> list[Application]:
    """Proposals and interests that are not settled; what awaits an answer first."""
    rows = Application.objects.open().filter(participant=participant)
    found = rows.select_related("opportunity", "proposed_by").order_by("-changed_at", "-pk")
    return sorted(found, key=lambda row: row.state != Application.State.PROPOSED)
