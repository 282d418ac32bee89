"""What support workers wrote down and mean to do next, what they put aside, and what they looked at."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import MenuItem, Organisation, RecordAccess, User
from accounts.workflow import frame_of
from casework.models import NextContact, Note
from config.demo.clock import days_ago, standing_at
from config.demo.files import Table, read
from config.demo.keys import chance_of, fraction, key_id
from config.demo.people import Person, registered_ago
from jobs.models import Application, Opportunity
from matching.models import Suggestion

What = RecordAccess.What
MORE_NOTES = 0.7


def ensure_desk_work(people: dict[str, Person], work: dict[str, Opportunity], seed: int) -> None:
    """Notes, next contacts, looks at records and suggestions put aside, of everybody new in this run."""
    words = read("words")
    chance = chance_of(seed, "desk")
    spare = list(words["notes"])
    chance.shuffle(spare)
    aside = list(words["aside"])
    for person in people.values():
        if not person.fresh or not person.team:
            continue
        _write_notes(person, spare)
        if "next" in person.texts:
            _plan(person, person.texts["next"])
        _look(person)
        if aside and "interests" in person.texts["wishes"] and chance.random() < 0.4:
            _put_aside(person, work, aside.pop(), chance)


def _write_notes(person: Person, spare: list[list[str]]) -> None:
    """The person's own notes, and for some people one that fits many days."""
    notes: list[Table] = list(person.texts.get("notes", []))
    if spare and 0 < len(notes) < 3 and fraction(person.key) < MORE_NOTES:
        channel, text = spare.pop()
        notes.append({"ago": max(2, notes[0]["ago"] // 2), "channel": channel, "text": text})
    for number, note in enumerate(notes):
        author = person.team[number % len(person.team)]
        when = days_ago(note["ago"], "16:45")
        row = Note(
            public_id=key_id("note", f"{person.key} {number}"),
            participant=person.participant,
            author=author,
            channel=note["channel"],
            text=note["text"],
            happened_on=when.date(),
            **_frame(person.participant.desk, when),
        )
        with standing_at(when):
            row.save()


def _plan(person: Person, texts: Table) -> None:
    today = timezone.localdate()
    made = days_ago(min(6, registered_ago(person.texts)), "17:05")
    shared: dict[str, Any] = {
        "participant": person.participant,
        "made_by": person.team[0],
        "channel": texts["channel"],
        **_frame(person.participant.desk, made),
    }
    done = made - timedelta(days=1)
    with standing_at(done - timedelta(days=12)):
        NextContact.objects.create(
            public_id=key_id("contact", f"{person.key} before"),
            on=done.date(),
            why=_earlier(texts),
            state=NextContact.State.DONE,
            settled_by=person.team[0],
            settled_at=done,
            **shared,
        )
    with standing_at(made):
        NextContact.objects.create(
            public_id=key_id("contact", person.key),
            on=_next_day(today, texts["in"]),
            why=texts["why"],
            **shared,
        )


def _earlier(texts: Table) -> str:
    """What the contact before was for, by the way it was made."""
    return {
        "telephone": "声を聞く",
        "office": "窓口でお茶を飲む",
        "visit": "お約束の訪問",
        "email": "返事のいらないメール",
        "letter": "季節の便り",
    }.get(texts["channel"], "様子を聞く")


def _next_day(today: date, days: int) -> date:
    """So many days ahead; a weekend is moved to Monday, today stays today."""
    day = today + timedelta(days=days)
    return day if days == 0 or day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def _frame(body: Organisation, when: datetime) -> dict[str, Any]:
    with standing_at(when):
        return frame_of(body, MenuItem.ACCOMPANY)


def _look(person: Person) -> None:
    """The team opened the record now and then, and each look was written down."""
    looks = [
        (person.team[0], What.RECORD, 40),
        (person.team[-1], What.WISHES, 23),
        (person.team[0], What.SUGGESTIONS, 7),
    ]
    begun = registered_ago(person.texts)
    for user, what, ago in looks:
        if ago < begun:
            _log(person, user, what, days_ago(ago, "09:15"))
    for application in Application.objects.filter(
        participant=person.participant, state__in=Application.SEEN_BY_COMPANY
    ).select_related("opportunity__company"):
        company = application.opportunity.company
        reader = User.objects.filter(memberships__organisation=company).earliest("pk")
        _log(person, reader, What.INTRODUCTION, application.changed_at, company)


def _log(person: Person, user: User, what: str, when: datetime, body: Organisation | None = None) -> None:
    with standing_at(min(when, timezone.now())):
        RecordAccess.objects.create(
            participant=person.participant,
            user=user,
            organisation=body or person.participant.desk,
            what=what,
        )


def _put_aside(person: Person, work: dict[str, Opportunity], reason: list[str], chance: Random) -> None:
    """A suggestion that a support worker answered with "not this one", and why."""
    asked = set(
        Application.objects.filter(participant=person.participant).values_list("opportunity", flat=True)
    )
    left = [row for row in work.values() if row.state == Opportunity.State.PUBLISHED and row.pk not in asked]
    because, remark = reason
    when = days_ago(chance.randint(8, 15), "11:40")
    with standing_at(when):
        Suggestion.objects.create(
            public_id=key_id("suggestion", person.key),
            participant=person.participant,
            opportunity=chance.choice(left),
            state=Suggestion.State.SET_ASIDE,
            rank=chance.randint(2, 6),
            score=round(chance.uniform(-0.4, 0.6), 3),
            probability=round(chance.uniform(0.35, 0.55), 3),
            version="demo",
            shown_to=person.team[0],
            because=because,
            remark=remark,
            answered_by=person.team[0],
            answered_at=when,
        )
