"""Stories of applications and placements, told by the verbs with the clock standing in the past.

A story is a list of stations: proposed (or interested), accepted, introduced, agreed, and then what became
of the placement. Where it stops, it stands today.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User, Wishes
from config.demo.clock import moment, standing_at, working_day
from config.demo.companies import Company
from config.demo.files import Table
from config.demo.fit import Pair, reasons
from config.demo.people import Person
from config.demo.work import slot_at
from jobs.disclosure import lines_of
from jobs.models import Application, Opportunity, Placement, Slot
from jobs.workflow import applications, feedback, placements

PLACED = ("agreed", "under_way", "completed", "followed_up", "ended_here", "did_not_take_place")
ENDS = ("declined", "withdrawn", "resting", "company_declined")
DAYS_BEFORE = {"proposed": 14, "accepted": 12, "introduced": 10, "agreed": 8}
"""How long before the day of the experience each station was reached."""


@dataclass(frozen=True)
class Story:
    """Who, what work, where it stands, and the day (of the experience, or of the last move)."""

    person: Person
    work: Opportunity
    company: Company
    stands: str
    day: date
    texts: Table = field(default_factory=dict)

    @property
    def supporter(self) -> User:
        return self.person.team[0]

    @property
    def answers_alone(self) -> User | None:
        """The participant's own account, where they have one."""
        return self.person.participant.user

    @property
    def voice(self) -> User:
        """Whoever records the participant's answer."""
        return self.answers_alone or self.supporter


def tell(story: Story) -> Application:
    """Walk the story from its first station to where it stands today."""
    slot = _slot(story) if story.work.timing == Opportunity.Timing.SLOTS and story.stands in PLACED else None
    day = slot.day if slot else (working_day(story.day) if story.day > timezone.localdate() else story.day)
    row = _begin(story, day)
    if story.stands in ("proposed", "interested"):
        return row
    if story.stands in ENDS[:3]:
        return _end(story, row, day)
    lines = [line.key for line in lines_of(row.participant)]
    with _at(day, "accepted", "20:10", row.changed_at):
        how = "online" if story.answers_alone else story.person.how
        hidden = set(story.texts.get("hidden", ["help_text"]))
        chosen = [key for key in lines if key not in hidden]
        row = applications.accept(row, by=story.voice, lines=chosen, how=how, slot=slot)
    if story.stands == "accepted":
        return row
    with _at(day, "introduced", "09:40", row.changed_at):
        row = applications.introduce(row, by=story.supporter)
    if story.stands == "introduced":
        return row
    if story.stands == "company_declined":
        with _at(day, "agreed", "17:20", row.changed_at):
            return applications.decline(row, by=story.company.person, comment=story.texts.get("comment", ""))
    with _at(day, "agreed", "17:20", row.changed_at):
        meeting = story.texts.get("meeting", "")
        placement = applications.agree(
            row, by=story.company.person, starts_on=None if slot else day, meeting=meeting
        )
    _place(story, placement)
    return row


def _begin(story: Story, day: date) -> Application:
    person = story.person
    with _at(day, "proposed", "14:30", None):
        if story.texts.get("asked") or story.stands == "interested":
            row = applications.show_interest(story.work, person.participant, by=story.voice)
            if story.stands in ("interested", "accepted"):
                return row
            message = story.texts.get("message", "")
            return applications.propose_again(row, by=story.supporter, message=message)
        pair = Pair(person.participant, Wishes.of(person.participant), story.work)
        return applications.propose(
            story.work,
            person.participant,
            by=story.supporter,
            body=person.participant.desk,
            message=story.texts.get("message", ""),
            reasons=reasons(pair),
        )


def _end(story: Story, row: Application, day: date) -> Application:
    with _at(day, "accepted", "19:05", row.changed_at):
        if story.stands == "resting":
            return applications.rest(row, by=story.voice)
        comment = story.texts.get("comment", "")
        if story.stands == "declined":
            return applications.decline(row, by=story.voice, comment=comment)
        return applications.withdraw(row, by=story.supporter, comment=comment)


def _place(story: Story, placement: Placement) -> None:
    """From agreed to where it stands; the support worker prepares it the day before."""
    day, stands, supporter = placement.starts_on, story.stands, story.supporter
    begins = timezone.localtime(placement.slot.starts_at).time() if placement.slot else time(13, 0)
    comes_along = story.person.team[-1] if story.texts.get("together") else None
    with _at(day, "prepared", "16:00", placement.changed_at, days=3):
        meeting = placement.meeting or story.texts.get("meeting") or "入口で、担当の人が待っています。"
        placement = placements.prepare(
            placement,
            by=supporter,
            insurance=placement.insurance,
            meeting=meeting,
            accompanied_by=comes_along,
        )
    if stands == "agreed":
        return
    if stands == "did_not_take_place":
        with _at(day, "", "10:00", placement.changed_at):
            placements.did_not_take_place(placement, by=supporter, comment=story.texts.get("comment", ""))
        return
    with _at(day, "", begins.isoformat("minutes"), placement.changed_at):
        placement = placements.start(placement, by=story.company.person)
    if stands == "under_way":
        return
    last = day + timedelta(days=7 * (story.work.steps.count() or 1) - 7)
    with _at(min(last, timezone.localdate()), "", "18:00", placement.changed_at):
        if stands == "ended_here":
            placement = placements.end_here(placement, by=supporter, comment=story.texts.get("comment", ""))
        else:
            placement = placements.complete(placement, by=story.company.person)
    _look_back(story, placement)


def _look_back(story: Story, placement: Placement) -> None:
    """The links go out, both sides answer, and the support worker follows up."""
    after = placement.changed_at
    with standing_at(min(after + timedelta(hours=2), timezone.now())):
        for side in ("participant", "company"):
            feedback.make_link(placement, side=side, by=story.supporter)
    with standing_at(min(after + timedelta(days=1), timezone.now())):
        for side in ("participant", "company"):
            if answer := story.texts.get(f"{side}_says"):
                feedback.answer(placement, side=side, **answer)
    if story.stands in ("followed_up", "ended_here"):
        with standing_at(min(after + timedelta(days=4), timezone.now())):
            placements.follow_up(placement, by=story.supporter, comment=story.texts.get("after", ""))


@contextmanager
def _at(
    day: date, station: str, at: str, after: datetime | None, *, days: int | None = None
) -> Iterator[None]:
    """Stand at a station of the way to `day`: never before what came before it, never in the future."""
    back = DAYS_BEFORE.get(station, 0) if days is None else days
    when = moment(day - timedelta(days=back), at)
    if after is not None:
        when = max(when, after + timedelta(hours=1))
    with standing_at(min(when, timezone.now())):
        yield


def _slot(story: Story) -> Slot:
    """A date with a free seat: the last one up to a past day, the first one from a coming day on."""
    work, today = story.work, timezone.localdate()
    pattern = sorted({timezone.localtime(slot.starts_at).strftime("%w %H:%M") for slot in work.slots.all()})
    step = timedelta(days=1 if story.day >= today else -1)
    day = story.day
    for _day in range(120):
        for weekday, at in (text.split() for text in pattern):
            if day.isoweekday() % 7 == int(weekday):
                slot = _slot_on(work, moment(day, at))
                if slot is not None:
                    return slot
        day += step
    raise ValueError(f"{work.title} has no free date near {story.day}.")


def _slot_on(work: Opportunity, start: datetime) -> Slot | None:
    slot = Slot.objects.filter(opportunity=work, starts_at=start).first()
    if slot is None:
        if start > timezone.now():
            return None
        slot = slot_at(work, start)
        slot.save()
    taken = Placement.objects.holding_a_seat().filter(slot=slot).count()
    return slot if taken < work.capacity else None
