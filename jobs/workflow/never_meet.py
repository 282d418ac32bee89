"""Somebody asked never to meet a company or a colleague: what is under way with them ends or goes on without."""

from accounts.models import Consent, NeverMeet, User
from jobs.models import Application, Placement
from jobs.workflow import applications, placements

State = Placement.State
AHEAD = (State.AGREED, State.UNDER_WAY)


def part(named: NeverMeet, *, by: User) -> None:
    """With a company everything ends that is not over; a colleague does not come along any more."""
    if named.company_id is not None:
        _end_with_company(named, by=by)
    elif named.person_id is not None:
        along = Placement.objects.filter(participant=named.participant_id, accompanied_by=named.person_id)
        along.filter(state__in=AHEAD).update(accompanied_by=None)


def _end_with_company(named: NeverMeet, *, by: User) -> None:
    about = {"participant": named.participant_id, "opportunity__company": named.company_id}
    arranged = Placement.objects.filter(state__in=AHEAD, **about)
    for placement in arranged:
        placements.end_here(placement, by=by)
    rows = Application.objects.open().filter(**about)
    consents = rows.order_by("consent").values("consent")
    # The consents before the applications, as where a consent is taken back.
    list(Consent.objects.select_for_update(of=("self",)).filter(pk__in=consents))
    applications.end_for_good(rows, by=by)
