"""The calendar, in neutral words, and the one next thing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Participant
from calendars.formats import date_and_time, short_date
from jobs.models import Application, Feedback, Placement
from jobs.models.feedback import Side
from jobs.workflow.feedback import OVER
from portal.me.people import name_of


@dataclass(frozen=True)
class NextThing:
    """What one could do next: never more than one, and never something that one has to do."""

    title: str
    text: str
    url: str
    action: str


def coming(participant: Participant) -> list[Placement]:
    """Arranged and under way, the soonest first."""
    return list(_placements(participant).running().order_by("starts_on", "slot__starts_at", "pk"))


def over(participant: Participant) -> QuerySet[Placement]:
    """What is over, the latest first."""
    running = [Placement.State.AGREED, Placement.State.UNDER_WAY]
    return _placements(participant).exclude(state__in=running).order_by("-starts_on", "-pk")


def _placements(participant: Participant) -> Any:
    return Placement.objects.filter(participant=participant).select_related(
        "opportunity", "slot", "accompanied_by"
    )


def when(placement: Placement) -> str:
    """Day, and time where one was chosen."""
    return date_and_time(placement.slot.starts_at) if placement.slot else short_date(placement.starts_on)


def next_thing(
    participant: Participant, proposals: list[Application], placements: list[Placement]
) -> NextThing | None:
    """Something within a week, then a proposal, then what is further away, then "how was it"."""
    today = timezone.localdate()
    soon = [row for row in placements if row.starts_on >= today]
    if soon and (soon[0].starts_on - today).days < 7:
        return _of_placement(soon[0])
    for proposal in proposals:
        if proposal.state == Application.State.PROPOSED:
            return _of_proposal(proposal)
    return _of_placement(soon[0]) if soon else _how_was_it(participant)


def _of_placement(placement: Placement) -> NextThing:
    return NextThing(
        title=_("次の予定：{when}").format(when=when(placement)),
        text=_("場所や、いっしょに行く人は、ここで確かめられます。やめたくなったら、いつでもやめられます。"),
        url=reverse("portal:my_placement", args=[placement.public_id]),
        action=_("予定を見る"),
    )


def _of_proposal(proposal: Application) -> NextThing:
    who = name_of(proposal.proposed_by.name if proposal.proposed_by else None)
    return NextThing(
        title=_("{who}から、ご提案が届いています").format(who=who),
        text=_("見るだけでも大丈夫です。返事は、急ぎません。"),
        url=reverse("portal:proposal", args=[proposal.public_id]),
        action=_("ご提案を見る"),
    )


def _how_was_it(participant: Participant) -> NextThing | None:
    told = Feedback.objects.filter(placement=OuterRef("pk"), side=Side.PARTICIPANT)
    month = timezone.localdate() - timedelta(days=30)
    row = over(participant).filter(~Exists(told), state__in=OVER, ends_on__gte=month).first()
    if row is None:
        return None
    return NextThing(
        title=_("どうだったか、よかったら教えてください"),
        text=_("30秒で終わります。答えなくても大丈夫です。"),
        url=reverse("portal:my_placement", args=[row.public_id]) + "#how-was-it",
        action=_("ふりかえる"),
    )
