"""Whose work ends by itself: shown some weeks before, computed whenever the page is opened."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, Organisation, TeamMember
from accounts.workflow.memberships import STILL_PROLONGED

SOON = timedelta(days=30)
Kind = Organisation.Kind


@dataclass(frozen=True)
class Ending:
    """Somebody's work that ends soon or ended lately, and how many people count on them there."""

    member: Membership
    on: date
    over: bool
    accompanied: int
    of_own_desk: int
    commissioned: bool


def ending_at(body: Organisation) -> list[Ending]:
    """Of the body's own people, and of NPOs that work for its projects; in three queries.

    Whoever is over and accompanies nobody any more is not worth a line.
    """
    today = timezone.localdate()
    rows = _memberships(body, today)
    cases = _caseloads(rows, body)
    found = []
    for row in rows:
        count, own = cases.get((row.user_id, row.organisation_id), (0, 0))
        on = row.last_day or today
        over = on < today
        if not over or count:
            found.append(Ending(row, on, over, count, own, row.organisation_id != body.pk))
    return sorted(found, key=lambda ending: (ending.on, ending.member.pk))


def contracts_of(body: Organisation) -> QuerySet[Membership]:
    """The memberships of NPOs under contract for projects that an office leads or shares."""
    if body.kind not in (Kind.MUNICIPALITY, Kind.PREFECTURE):
        return Membership.objects.none()
    of_project = Q(project__lead=body) | Q(project__partners=body)
    rows = Membership.objects.filter(of_project, organisation__kind=Kind.NPO, ended_at__isnull=True)
    return Membership.objects.filter(pk__in=rows.values("pk"))


def _memberships(body: Organisation, today: date) -> list[Membership]:
    first, last = today - STILL_PROLONGED, today + SOON
    mine = Membership.objects.filter(organisation=body, ended_at__isnull=True)
    rows = mine | contracts_of(body)
    rows = rows.filter(
        Q(ends_on__range=(first, last)) | Q(project__ends_on__range=(first, last)),
        user__is_active=True,
    ).exclude(starts_on__gt=today)
    rows = rows.exclude(ends_on__lt=first).select_related("user", "organisation", "project")
    current = Membership.objects.current().filter(user__in=rows.values("user")).select_related("project")
    going_on = {
        (row.user_id, row.organisation_id) for row in current if row.last_day is None or row.last_day > last
    }
    return [row for row in rows if (row.user_id, row.organisation_id) not in going_on]


def _caseloads(rows: list[Membership], body: Organisation) -> dict[tuple[int, int], tuple[int, int]]:
    teams: Any = TeamMember.objects.staying().filter(
        user__in=[row.user_id for row in rows], organisation__in=[row.organisation_id for row in rows]
    )
    counted = (
        teams.order_by()
        .values("user", "organisation")
        .annotate(n=Count("pk"), own=Count("pk", filter=Q(participant__desk=body)))
    )
    return {(row["user"], row["organisation"]): (row["n"], row["own"]) for row in counted}
