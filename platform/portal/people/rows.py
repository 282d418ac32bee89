"""Which people stand in the list, in which order: one query for the rows, however many there are."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import Exact
from django.utils import timezone

from accounts.models import Participant, TeamMember, User, Wishes
from accounts.models.participants import ParticipantQuerySet
from casework.models import NextContact, Note
from jobs.models import Placement

LONG_AGO = {"month": 30, "quarter": 90}

ORDERS = {
    "kana": [F("reading").asc(), F("pk").asc()],
    "next": [F("next_on").asc(nulls_last=True), F("reading").asc(), F("pk").asc()],
    "last": [F("last_on").desc(nulls_last=True), F("reading").asc(), F("pk").asc()],
    "quiet": [F("last_on").asc(nulls_first=True), F("reading").asc(), F("pk").asc()],
    "new": [F("registered_at").desc(), F("pk").desc()],
    "town": [F("municipality__code").asc(nulls_last=True), F("reading").asc(), F("pk").asc()],
}
WAITING = "waiting"
Described = Any
"""A `ParticipantQuerySet` with what `_described` adds, which the type checker cannot follow."""


def people_open_to(user: User) -> Described:
    """Whose record the user opens as staff, with what the list says of them."""
    opened: Any = Participant.objects.visible_to(user).exclude(user=user)
    return _described(opened.with_reading_for(user))


def people_waiting_for(user: User) -> Described:
    """Those at the user's desks who asked to be contacted and have nobody: a nickname and a town."""
    waiting: Any = Participant.objects.not_yet_anyones().at_desk_of(user).exclude(user=user)
    return _described(waiting.with_reading_for(user))


def _described(people: ParticipantQuerySet) -> Described:
    contact = NextContact.objects.waiting().filter(participant=OuterRef("pk"))
    newest = Note.objects.filter(participant=OuterRef("pk")).order_by("-happened_on", "-pk")
    return people.select_related("municipality", "wishes", "desk__municipality", "desk__prefecture").annotate(
        next_on=Subquery(contact.values("on")[:1]),
        next_channel=Subquery(contact.values("channel")[:1]),
        last_on=Subquery(newest.values("happened_on")[:1]),
        unanswered=_how_many_unanswered(),
    )


def narrowed(people: Described, chosen: dict[str, Any]) -> Described:
    """Those who fit every filter that was chosen."""
    found = people.called(chosen.get("q") or "")
    if town := chosen.get("town"):
        found = found.filter(municipality=town)
    if place := chosen.get("place"):
        found = found.filter(wishes__place="" if place == "not_asked" else place)
    for part in (_by_next, _by_last, _by_state, _by_missing, _by_member):
        found = part(found, chosen)
    return found


def _by_next(people: Described, chosen: dict[str, Any]) -> Described:
    days = {"today": 0, "week": 7}
    match chosen.get("next"):
        case "none":
            return people.filter(next_on__isnull=True)
        case "any":
            return people.filter(next_on__isnull=False)
        case str(when) if when in days:
            return people.filter(next_on__lte=timezone.localdate() + timedelta(days=days[when]))
    return people


def _by_last(people: Described, chosen: dict[str, Any]) -> Described:
    match chosen.get("last"):
        case "never":
            return people.filter(last_on__isnull=True)
        case "recent":
            return people.filter(last_on__gte=timezone.localdate() - timedelta(days=LONG_AGO["month"]))
        case str(since) if since in LONG_AGO:
            day = timezone.localdate() - timedelta(days=LONG_AGO[since])
            return people.filter(Q(last_on__lt=day) | Q(last_on__isnull=True))
    return people


def _by_state(people: Described, chosen: dict[str, Any]) -> Described:
    resting = Q(not_until__gt=timezone.localdate())
    going = Placement.objects.filter(
        participant=OuterRef("pk"), state__in=[Placement.State.AGREED, Placement.State.UNDER_WAY]
    )
    match chosen.get("state"):
        case "resting":
            return people.filter(resting)
        case "reachable":
            return people.exclude(resting)
        case "experience":
            return people.filter(Exists(going))
    return people


def _by_missing(people: Described, chosen: dict[str, Any]) -> Described:
    match chosen.get("missing"):
        case "any":
            return people.filter(unanswered__gt=0)
        case "channel":
            return people.filter(channel="")
        case "visit":
            return people.filter(visit_wished__isnull=True)
        case str(question) if question in Wishes.ASKED:
            return people.filter(_not_asked(question))
    return people


def _by_member(people: Described, chosen: dict[str, Any]) -> Described:
    if colleague := chosen.get("member"):
        team = TeamMember.objects.current().filter(participant=OuterRef("pk"), user=colleague)
        return people.filter(Exists(team))
    return people


def _not_asked(question: str) -> Any:
    field: Any = Wishes._meta.get_field(question)
    if field.null:
        return Q(**{f"wishes__{question}__isnull": True})
    # Words that are encrypted have no other comparison than this; empty ones stay empty.
    return Exact(Coalesce(Length(f"wishes__{question}"), 0), 0)


def _how_many_unanswered() -> Any:
    one = [
        Case(When(_not_asked(name), then=1), default=0, output_field=IntegerField()) for name in Wishes.ASKED
    ]
    return sum(one[1:], one[0])


def colleagues_of(people: QuerySet[Participant]) -> QuerySet[User]:
    """Who accompanies somebody among these people today."""
    teams = TeamMember.objects.current().filter(participant__in=people.order_by().values("pk"))
    return User.objects.filter(pk__in=teams.values("user")).order_by("name", "pk")
