"""What each room knows about a person. A room registers its models in `AppConfig.ready`; nobody reads upward.

From this come: the copy of everything that a participant can take along (accounts.export), and the joining of
two records that turned out to be one person (`join`, `part`).

A room says for each model with `register(Known(…))`:
    person    the lookup from its row to the participant ("participant", "application__participant")
    key       under which name its rows stand in the JSON copy; never changed once it is published
    title     what these rows are, in plain words
    lines     what of a row is told, in which words (`Line`); none, and `left_out` says why
    joins     whether the rows follow when two records are joined; rows that hang on others follow these anyway

Models that point at Participant, or at a registered model, and are not registered fail tests/accounts/test_known.py.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction

from accounts.models import Participant

Moved = dict[str, list[int]]


@dataclass(frozen=True)
class Line:
    """One line of a row: its name in JSON, its words, and how it is read where that is no plain field.

    `checked` marks what may speak of other people (what staff or companies wrote): it leaves the house only
    after somebody at the desk has read it.
    """

    key: str
    words: Any
    read: Callable[[Any], Any] | None = None
    checked: bool = False

    def value(self, row: models.Model) -> Any:
        """What stands in this row: as stored, or as `read` makes it."""
        return self.read(row) if self.read else getattr(row, self.key)


@dataclass(frozen=True)
class Known:
    """One model's rows about a person."""

    model: type[models.Model]
    key: str
    title: Any
    person: str = "participant"
    lines: Sequence[Line] = ()
    left_out: Any = ""
    only: models.Q = field(default_factory=models.Q)
    with_: tuple[str, ...] = ()
    joins: bool = True

    def rows(self, participant: Participant) -> models.QuerySet[Any]:
        """This person's rows, the oldest first, hidden ones included."""
        rows = self.model._base_manager.filter(self.only, **{self.person: participant.pk})
        return rows.select_related(*self.with_).order_by("pk")


_known: dict[str, Known] = {}


def register(*entries: Known) -> None:
    """Called in `AppConfig.ready`; a key belongs to one entry."""
    for entry in entries:
        if entry.key in _known:
            raise ValueError(f"{entry.key} is registered twice")
        _known[entry.key] = entry


def everything() -> Iterator[Known]:
    """All that the rooms registered, lower rooms first."""
    return iter(_known.values())


def join(into: Participant, other: Participant) -> Moved:
    """Give the rows of `other` to `into`; answers which ones went: {key of the entry: [primary keys]}.

    The caller (a workflow verb) holds the locks of both participants, merges what there is only one of
    (the participant's own fields, the wishes), keeps the answer – `part` takes it to undo – and hides `other`.
    A row that a constraint refuses (the same work marked twice, a second open contact, a colleague in both
    teams) stays where it is, and so do rows that are written once and chained (the read log).
    """
    return {
        entry.key: moved
        for entry in everything()
        if entry.joins and "__" not in entry.person
        if (moved := _give(entry, other, into))
    }


def part(moved: Moved, *, back_to: Participant) -> None:
    """Undo `join`: exactly the rows that went come back; what was written since stays with the joined record."""
    for entry in everything():
        if keys := moved.get(entry.key):
            entry.model._base_manager.filter(pk__in=keys).update(**{entry.person: back_to})


def _give(entry: Known, giver: Participant, taker: Participant) -> list[int]:
    keys = list(entry.rows(giver).values_list("pk", flat=True))
    if _hand_over(entry, keys, taker):
        return keys
    return [key for key in keys if _hand_over(entry, [key], taker)]


def _hand_over(entry: Known, keys: list[int], taker: Participant) -> bool:
    try:
        with transaction.atomic():
            entry.model._base_manager.filter(pk__in=keys).update(**{entry.person: taker})
    except IntegrityError:
        return False
    return True
