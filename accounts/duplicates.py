"""Who may be one person with two records: the same reading, and nothing that speaks against it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, Func, Q, TextField, Value
from django.db.models.functions import Concat

from accounts.models import NotTheSame, Organisation, Participant, User
from accounts.models.participants import ParticipantQuerySet
from textsearch.folding import fold

MOST_GROUPS = 200


class Folded(Func):
    """`ja_fold` in the database."""

    function = "ja_fold"
    output_field = TextField()


READING = Folded(Concat("family_kana", Value(""), "given_kana", output_field=TextField()))


@dataclass(frozen=True)
class Pair:
    """Two records of one desk that look alike; the older one first."""

    first: Participant
    second: Participant


def like(said: Mapping[str, Any], desk: Organisation) -> ParticipantQuerySet:
    """People of the desk who look like somebody just described: the same nickname, or reading and birth."""
    at_desk = Participant.objects.in_use().filter(desk=desk, kind=said.get("kind") or Participant.Kind.PERSON)
    found = Q(nickname__iexact=said["nickname"])
    reading = fold(f"{said.get('family_kana', '')}{said.get('given_kana', '')}")
    if reading and said.get("given_kana"):
        named = Q(reading=reading)
        if birth := said.get("birth_date"):
            named &= Q(birth_date=birth) | Q(birth_date__isnull=True)
        found |= named
    return at_desk.annotate(reading=READING).filter(found)


def pairs_for(user: User) -> list[Pair]:
    """Pairs of which the user may open both records and knows the names, but for those known to be two people."""
    open_ones = (
        Participant.objects.visible_to(user)
        .identity_known_to(user)
        .exclude(user=user)
        .filter(ended_at__isnull=True)
        .exclude(family_kana="")
    )
    alike = (
        open_ones.annotate(reading=READING)
        .order_by()
        .values("desk", "reading")
        .annotate(people=Count("pk"))
        .filter(people__gt=1)
        .order_by("reading")[:MOST_GROUPS]
    )
    readings = [row["reading"] for row in alike]
    people = (
        open_ones.annotate(reading=READING)
        .filter(reading__in=readings)
        .select_related("municipality", "desk")
    )
    groups: dict[tuple[int, str], list[Participant]] = defaultdict(list)
    for person in people.order_by("registered_at", "pk"):
        groups[person.desk_id, person.reading].append(person)  # type: ignore[attr-defined]
    found = [Pair(*two) for group in groups.values() for two in combinations(group, 2) if may_be_one(*two)]
    two_people = _known_as_two(found)
    return [pair for pair in found if _key(pair.first, pair.second) not in two_people]


def may_be_one(one: Participant, other: Participant) -> bool:
    """Of two with the same reading: their births do not differ, and their birth or their town is the same."""
    if one.kind != other.kind:
        return False
    births = [
        (row.birth_date, row.birth_date.year if row.birth_date else row.birth_year) for row in (one, other)
    ]
    days, years = ([birth[at] for birth in births] for at in (0, 1))
    if all(days) and days[0] != days[1]:
        return False
    if all(years) and years[0] != years[1]:
        return False
    same_birth = bool(all(years))
    same_town = one.municipality_id is not None and one.municipality_id == other.municipality_id
    return same_birth or same_town


def _known_as_two(pairs: list[Pair]) -> set[tuple[int, int]]:
    people = {person.pk for pair in pairs for person in (pair.first, pair.second)}
    rows = NotTheSame.objects.filter(first__in=people, second__in=people)
    return set(rows.values_list("first", "second"))


def _key(one: Participant, other: Participant) -> tuple[int, int]:
    return min(one.pk, other.pk), max(one.pk, other.pk)
