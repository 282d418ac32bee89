"""A finished past as rows: what the verbs would have written, many stories with a few statements.

Every row keeps the time that it says; the database's constraints hold as for all others.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from accounts.consent_words import VERSION, words_for
from accounts.models import Consent, MenuItem, Organisation, Participant, Project, User
from calendars.fiscal_years import FiscalYear
from config.demo.clock import moment
from config.demo.files import Table
from config.demo.keys import key_id
from config.demo.work import slot_at
from jobs.models import Application, ApplicationMove, Feedback, Opportunity, Placement, PlacementMove, Slot

State, Placed = Application.State, Placement.State
BATCH = 1000


@contextmanager
def own_times(*kinds: type[models.Model]) -> Iterator[None]:
    """Inside, rows of these models are stored with the times they carry, not with the time of storing."""
    automatic = [
        (column, name)
        for kind in kinds
        for column in kind._meta.fields
        for name in ("auto_now", "auto_now_add")
        if getattr(column, name, False)
    ]
    for column, name in automatic:
        setattr(column, name, False)
    try:
        yield
    finally:
        for column, name in automatic:
            setattr(column, name, True)


def store(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model with the times they carry."""
    if rows:
        kind = type(rows[0])
        with own_times(kind):
            kind._default_manager.bulk_create(rows, batch_size=BATCH)


@dataclass(frozen=True)
class Past:
    """One story that is over: who, which work, how it ended and on what day."""

    key: str
    participant: Participant
    work: Opportunity
    supporter: User
    voice: User
    answers_for_company: User
    how: str
    lines: list[Table]
    stands: str
    day: date
    texts: Table


@dataclass
class Sheaf:
    """Rows of many stories, stored together."""

    stored: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    slots: dict[tuple[int, datetime], Slot] = field(default_factory=dict)
    seats: dict[tuple[int, datetime], int] = field(default_factory=dict)
    projects: dict[tuple[int, int], Project] = field(default_factory=dict)

    def know_slots(self, work: Iterable[Opportunity]) -> None:
        """Look up the dates of these offers that are there already, and how many seats of each are held."""
        held = Count("placements", filter=Q(placements__seat__isnull=False))
        for slot in Slot.objects.filter(opportunity__in=work).annotate(held=held):
            key = (slot.opportunity_id, slot.starts_at)
            self.slots[key], self.seats[key] = slot, slot.held

    def frame(self, body: Organisation, day: date, menu_item: str) -> dict[str, Any]:
        """Project, body and menu item of a day in the past, asked for once a body and year."""
        year = FiscalYear.of(day).year
        if (body.pk, year) not in self.projects:
            found = Project.objects.of_organisation(body).get(starts_on__year=year)
            self.projects[body.pk, year] = found
        return {"project": self.projects[body.pk, year], "body": body, "menu_item": menu_item}

    def add(self, row: Any) -> Any:
        """Keep a row for storing."""
        self.stored.setdefault(type(row), []).append(row)
        return row

    def store(self) -> None:
        """Store everything, what others point at first."""
        for kind in (Slot, Consent, Application, ApplicationMove, Placement, PlacementMove, Feedback):
            store(self.stored.pop(kind, []))


def write(past: Past, sheaf: Sheaf) -> None:
    """Add all rows of a story to the sheaf."""
    begun = _time(past.day, -14, "14:30")
    row = Application(
        public_id=key_id("application", past.key),
        participant=past.participant,
        opportunity=past.work,
        proposed_by=past.supporter,
        message=past.texts.get("message", ""),
        reasons=past.texts.get("reasons", []),
        created_at=begun,
        **sheaf.frame(past.participant.desk, begun.date(), MenuItem.MICRO_WORK),
    )
    sheaf.add(row)
    _move(sheaf, row, past.supporter, State.PROPOSED, begun)
    answered = _time(past.day, -12, "20:10")
    if past.stands in (State.DECLINED, State.RESTING, State.WITHDRAWN):
        by = past.supporter if past.stands == State.WITHDRAWN else past.voice
        _move(sheaf, row, by, past.stands, answered, past.texts.get("comment", ""))
        return
    row.consent = sheaf.add(_consent(past, answered))
    _move(sheaf, row, past.voice, State.ACCEPTED, answered)
    _move(sheaf, row, past.supporter, State.INTRODUCED, _time(past.day, -10, "09:40"))
    agreed = _time(past.day, -8, "17:20")
    if past.stands == "company_declined":
        _move(sheaf, row, past.answers_for_company, State.DECLINED, agreed, past.texts.get("comment", ""))
        return
    _move(sheaf, row, past.answers_for_company, State.AGREED, agreed)
    _placement(past, row, agreed, sheaf)


def _time(day: date, days: int, at: str) -> datetime:
    return min(moment(day + timedelta(days=days), at), timezone.now())


def _move(sheaf: Sheaf, row: Application, by: User, after: str, at: datetime, comment: str = "") -> None:
    sheaf.add(ApplicationMove(application=row, by=by, before=row.state, after=after, at=at, comment=comment))
    row.state, row.changed_at = after, at


def _consent(past: Past, at: datetime) -> Consent:
    company = past.work.company
    return Consent(
        public_id=key_id("consent", past.key),
        participant=past.participant,
        purpose=Consent.Purpose.INTRODUCE,
        recipient=company,
        lines=past.lines,
        words=words_for(Consent.Purpose.INTRODUCE, recipient=company.name),
        version=VERSION,
        how=past.how,
        recorded_by=past.voice,
        given_at=at,
    )


def _placement(past: Past, application: Application, agreed: datetime, sheaf: Sheaf) -> None:
    slot, seat = _slot(past, sheaf)
    day = slot.day if slot else past.day
    application.slot = slot
    over = _time(day, past.texts.get("lasts", 0), "18:00")
    row = Placement(
        public_id=key_id("placement", past.key),
        application=application,
        opportunity=past.work,
        participant=past.participant,
        slot=slot,
        seat=None if past.stands == Placed.DID_NOT_TAKE_PLACE else seat,
        starts_on=day,
        ends_on=over.date(),
        meeting="入口で、担当の人が待っています。",
        engagement=past.work.engagement,
        pay_per_hour=past.work.pay_per_hour,
        insurance=past.work.insurance,
        created_at=agreed,
        project=application.project,
        body=application.body,
        menu_item=application.menu_item,
    )
    row.state = ""
    sheaf.add(row)
    _step(sheaf, row, past.answers_for_company, Placed.AGREED, agreed)
    if past.stands == Placed.DID_NOT_TAKE_PLACE:
        _step(sheaf, row, past.supporter, past.stands, _time(day, 0, "08:50"), past.texts.get("comment", ""))
        return
    _step(sheaf, row, past.answers_for_company, Placed.UNDER_WAY, _time(day, 0, "09:00"))
    if past.stands == Placed.ENDED_HERE:
        _step(sheaf, row, past.supporter, Placed.ENDED_HERE, over, past.texts.get("comment", ""))
    else:
        _step(sheaf, row, past.answers_for_company, Placed.COMPLETED, over)
    _look_back(past, row, over, sheaf)


def _step(sheaf: Sheaf, row: Placement, by: User, after: str, at: datetime, comment: str = "") -> None:
    sheaf.add(PlacementMove(placement=row, by=by, before=row.state, after=after, at=at, comment=comment))
    row.state, row.changed_at = after, at


def _look_back(past: Past, row: Placement, over: datetime, sheaf: Sheaf) -> None:
    for side in ("participant", "company"):
        if answer := past.texts.get(f"{side}_says"):
            at = min(over + timedelta(days=1), timezone.now())
            sheaf.add(Feedback(placement=row, side=side, at=at, **answer))
    if past.stands == Placed.FOLLOWED_UP:
        at = min(over + timedelta(days=4), timezone.now())
        _step(sheaf, row, past.supporter, Placed.FOLLOWED_UP, at, past.texts.get("after", ""))


def _slot(past: Past, sheaf: Sheaf) -> tuple[Slot | None, int | None]:
    """A date of its own for each story of work with dates; a seat is held there for ever."""
    if past.work.timing != Opportunity.Timing.SLOTS:
        return None, None
    start = moment(past.day)
    while sheaf.seats.get((past.work.pk, start), 0) >= past.work.capacity:
        start += timedelta(minutes=max(past.work.minutes, 30))
    key = (past.work.pk, start)
    if key not in sheaf.slots:
        sheaf.slots[key] = sheaf.add(slot_at(past.work, start))
    sheaf.seats[key] = sheaf.seats.get(key, 0) + 1
    return sheaf.slots[key], sheaf.seats[key]
