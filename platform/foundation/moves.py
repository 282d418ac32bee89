"""Tables of moves: which state follows which, and who may take the step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from foundation.encrypted import EncryptedTextField


class Refused(Exception):  # noqa: N818 - a sentence for people, not a fault of the program
    """A move that is not possible now; `str()` is a sentence for the person who tried."""

    def __init__(self, sentence: Any, *, field: str | None = None) -> None:
        self.sentence = sentence
        self.field = field
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)

    def at_fields(self) -> dict[str, list[str]]:
        """The sentences by the fields that they are about; empty where it is about none."""
        return {self.field: [str(self)]} if self.field else {}


@dataclass(frozen=True)
class MoveTable:
    """The allowed moves of one workflow: {state before: {state after: who}}.

    `who` names the parts people play in this workflow ("company", "reviewer", "participant" …);
    the workflow's predicates say who plays which part.
    """

    moves: Mapping[str, Mapping[str, Iterable[str]]]
    sentence: Any

    def allows(self, before: str, after: str, parts: Iterable[str]) -> bool:
        """Whether somebody playing one of `parts` may go from `before` to `after`."""
        return not set(self.moves.get(before, {}).get(after, ())).isdisjoint(parts)

    def check(self, before: str, after: str, parts: Iterable[str]) -> None:
        """Raise Refused where the table does not allow the move."""
        if not self.allows(before, after, parts):
            raise Refused(self.sentence)

    def ever_allows(self, after: str, parts: Iterable[str]) -> bool:
        """Whether somebody playing one of `parts` may go there from anywhere: else it is not theirs to do."""
        mine = set(parts)
        return any(self.allows(before, after, mine) for before in self.moves)

    def next_states(self, before: str, parts: Iterable[str]) -> list[str]:
        """Where somebody playing one of `parts` can go from here, in the order of the table."""
        return [after for after in self.moves.get(before, {}) if self.allows(before, after, parts)]


class Move(models.Model):
    """One recorded step: who, when, from where, to where. Rows are written once and never changed."""

    at = models.DateTimeField("日時", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作した人",
    )
    before = models.CharField("前の状態", max_length=20, blank=True)
    after = models.CharField("後の状態", max_length=20)
    comment = EncryptedTextField("ひとこと", blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
