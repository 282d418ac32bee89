"""A placement from agreed to followed up. The seat is part of the row: no place is given to two people."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from foundation.moves import MoveTable, Refused
from jobs import guards, notifications, perms
from jobs.models import Application, Opportunity, Placement, PlacementMove

State = Placement.State
FARTHEST = timedelta(days=366)
PARTICIPANT, SUPPORTER, COMPANY = "participant", "supporter", "company"

MOVES = MoveTable(
    {
        State.AGREED: {
            State.UNDER_WAY: [SUPPORTER, COMPANY],
            State.ENDED_HERE: [PARTICIPANT, SUPPORTER],
            State.DID_NOT_TAKE_PLACE: [SUPPORTER, COMPANY],
        },
        State.UNDER_WAY: {
            State.COMPLETED: [SUPPORTER, COMPANY],
            State.ENDED_HERE: [PARTICIPANT, SUPPORTER, COMPANY],
        },
        State.COMPLETED: {State.FOLLOWED_UP: [SUPPORTER]},
        State.ENDED_HERE: {State.FOLLOWED_UP: [SUPPORTER]},
        State.DID_NOT_TAKE_PLACE: {State.FOLLOWED_UP: [SUPPORTER]},
    },
    sentence=gettext_lazy("いまは、その操作ができません。画面を開きなおして、状態を確かめてください。"),
)


def arrange(application: Application, *, starts_on: date | None, meeting: str, by: User) -> Placement:
    """Give the application a seat. The caller holds the lock of the opportunity's row."""
    opportunity, slot = application.opportunity, application.slot
    day = slot.day if slot else starts_on
    if day is None:
        raise Refused(_("始まる日を選んでください。"), field="starts_on")
    if day < timezone.localdate():
        raise Refused(_("始まる日は、今日から後の日にしてください。"), field="starts_on")
    if slot is None and day > timezone.localdate() + FARTHEST:
        raise Refused(_("始まる日は、今日から1年のあいだの日にしてください。"), field="starts_on")
    for sentence in guards.wage_sentence(opportunity, day):
        raise Refused(sentence, field="starts_on")
    _refuse_endless_experience(application)
    placement = Placement.objects.create(
        application=application,
        opportunity=opportunity,
        participant=application.participant,
        slot=slot,
        engagement=opportunity.engagement,
        pay_per_hour=opportunity.pay_per_hour,
        seat=_free_seat(application),
        starts_on=day,
        meeting=meeting,
        insurance=opportunity.insurance,
        project=application.project,
        body=application.body,
        menu_item=application.menu_item,
    )
    PlacementMove.objects.create(placement=placement, by=by, before="", after=State.AGREED)
    return placement


def _free_seat(application: Application) -> int:
    held = Placement.objects.holding_a_seat().filter(
        opportunity=application.opportunity, slot=application.slot
    )
    taken = set(held.values_list("seat", flat=True))
    for seat in range(1, application.opportunity.capacity + 1):
        if seat not in taken:
            return seat
    raise Refused(_("いまは、受け入れの人数がいっぱいです。別の日時を相談してください。"))


def _refuse_endless_experience(application: Application) -> None:
    if application.opportunity.engagement != Opportunity.Engagement.EXPERIENCE:
        return
    times = Placement.objects.filter(
        participant=application.participant,
        opportunity__company=application.opportunity.company,
        engagement=Opportunity.Engagement.EXPERIENCE,
    ).exclude(state=State.DID_NOT_TAKE_PLACE)
    if times.count() >= guards.EXPERIENCE_TIMES_AT_ONE_COMPANY:
        raise Refused(
            _(
                "同じ会社での無給の体験は、{n}回までです。続けるときは、雇用（賃金あり）にしてください。"
            ).format(n=guards.EXPERIENCE_TIMES_AT_ONE_COMPANY)
        )


@transaction.atomic
def prepare(
    placement: Placement, *, by: User, insurance: str, meeting: str, accompanied_by: User | None
) -> Placement:
    """Write down before it starts: which insurance covers it, where one meets, who comes along."""
    row = _lock(placement)
    if "supporter" not in perms.placement_parts(by, row) or row.state not in (State.AGREED, State.UNDER_WAY):
        raise Refused(MOVES.sentence)
    row.insurance, row.meeting, row.accompanied_by = insurance, meeting, accompanied_by
    row.save(update_fields=["insurance", "meeting", "accompanied_by"])
    return row


@transaction.atomic
def start(placement: Placement, *, by: User) -> Placement:
    """It begins; refused until it is written down which insurance covers it."""
    row = _locked(placement, State.UNDER_WAY, by=by)
    if not row.insurance.strip():
        raise Refused(_("始める前に、どの保険で守られるかを書いてください。"), field="insurance")
    return _change(row, State.UNDER_WAY, by=by)


@transaction.atomic
def complete(placement: Placement, *, by: User) -> Placement:
    """It took place."""
    row = _locked(placement, State.COMPLETED, by=by)
    return _finish(row, State.COMPLETED, by=by)


@transaction.atomic
def end_here(placement: Placement, *, by: User, comment: str = "") -> Placement:
    """It ends here, by whoever wishes; the reason is optional and for staff only."""
    row = _locked(placement, State.ENDED_HERE, by=by)
    return _finish(row, State.ENDED_HERE, by=by, comment=comment)


@transaction.atomic
def did_not_take_place(placement: Placement, *, by: User, comment: str = "") -> Placement:
    """It did not come to it; the seat is free again, also of a slot."""
    row = _locked(placement, State.DID_NOT_TAKE_PLACE, by=by)
    row.seat = None
    return _finish(row, State.DID_NOT_TAKE_PLACE, by=by, comment=comment)


@transaction.atomic
def follow_up(placement: Placement, *, by: User, comment: str = "") -> Placement:
    """The support worker has spoken with both sides."""
    row = _locked(placement, State.FOLLOWED_UP, by=by)
    return _change(row, State.FOLLOWED_UP, by=by, comment=comment)


def _finish(row: Placement, after: str, *, by: User, comment: str = "") -> Placement:
    row.ends_on = max(row.starts_on, timezone.localdate())
    if row.slot_id is None:
        row.seat = None
    return _change(row, after, by=by, comment=comment)


def _lock(placement: Placement) -> Placement:
    return (
        Placement.objects.select_for_update(of=("self",))
        .select_related(
            "application__participant__user", "application__opportunity__company", "opportunity__company"
        )
        .get(pk=placement.pk)
    )


def _locked(placement: Placement, after: str, *, by: User) -> Placement:
    row = _lock(placement)
    MOVES.check(row.state, after, perms.placement_parts(by, row))
    return row


def _change(row: Placement, after: str, *, by: User, comment: str = "") -> Placement:
    PlacementMove.objects.create(placement=row, by=by, before=row.state, after=after, comment=comment)
    row.state, row.changed_at = after, timezone.now()
    row.save()
    notifications.tell_of_placement(row, besides=by)
    return row
