"""A row of a table as a person: what it says, and by what one knows the person again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.intake.columns import COLUMNS, OTHER, WISHES
from accounts.models import Membership, Organisation
from foundation.my_number import mask
from municipalities.models import Municipality
from textsearch.folding import fold

_KNOWN_BY = ("nickname", "family_name", "given_name", "family_kana", "given_kana", "birth_date", "birth_year")


@dataclass(frozen=True)
class Written:
    """What a row says. `key` is the same whenever the same person's row comes again."""

    line: int
    key: str
    person: dict[str, Any]
    wishes: dict[str, Any]
    how: str
    staff: int | None = None

    def told(self) -> dict[str, Any]:
        """Everything it says of the person, fit for JSON."""
        plain = self.person | (
            {"birth_date": str(self.person["birth_date"])} if "birth_date" in self.person else {}
        )
        plain |= {"not_until": str(self.person["not_until"])} if "not_until" in self.person else {}
        return {"person": plain, "wishes": self.wishes}


@dataclass(frozen=True)
class Unreadable:
    """A row that has to be mended, and why, in sentences."""

    line: int
    reasons: list[str] = field(default_factory=list)


NAMES = ("family_name", "given_name", "family_kana", "given_kana")


def _usual_name(person: dict[str, Any]) -> str:
    """What somebody without a nickname is called in a list, from what the row has of their name."""
    return next((str(person[name]) for name in NAMES if person.get(name)), "")


class Reader:
    """Reads the rows of one file: `columns` names the column of each cell, `how` is the file's own statement."""

    def __init__(self, desk: Organisation, columns: Sequence[str], *, how: str = "") -> None:
        self.desk, self.columns, self.how = desk, list(columns), how
        self._towns: dict[str, str | None] = {}
        self._staff: dict[str, int | None] = {}

    def read(self, line: int, cells: Sequence[str]) -> Written | Unreadable:
        """The row as a person, or what to mend."""
        parts: dict[str, dict[str, Any]] = {"person": {}, "wishes": {}, "other": {}}
        reasons = []
        for key, text in zip(self.columns, cells, strict=False):
            if not key or not text.strip():
                continue
            try:
                parts[COLUMNS[key].of] |= self._cell(key, text)
            except ValidationError as problem:
                label = str(COLUMNS[key].label)
                reasons += [f"{label}：{sentence}" for sentence in problem.messages]
        person, wishes, other = parts["person"], parts[WISHES], parts[OTHER]
        reasons += self._contradictions(person, other)
        if reasons:
            return Unreadable(line, reasons)
        key = _key(person, other)
        person.setdefault("nickname", _usual_name(person)[:40])
        return Written(line, key, person, wishes, other["how"], other.get("staff"))

    def _cell(self, key: str, text: str) -> dict[str, Any]:
        column = COLUMNS[key]
        if column.read is not None:
            return column.read(text)
        if key == "municipality":
            return {"municipality_id": self._town(text)}
        if key == "staff":
            return {"staff": self._colleague(text)}
        return {"reference": fold(mask(text))[:80]}

    def _contradictions(self, person: dict[str, Any], other: dict[str, Any]) -> list[str]:
        reasons = []
        if not (person.get("nickname") or _usual_name(person)):
            reasons.append(_("ニックネームか、お名前が要ります。"))
        day, year = person.get("birth_date"), person.get("birth_year")
        if day and year and day.year != year:
            reasons.append(_("生年月日と、生まれた年が合っていません。"))
        other.setdefault("how", self.how)
        if not other["how"]:
            reasons.append(_("どのように同意されたかが、書かれていません。"))
        return reasons

    def _town(self, text: str) -> str:
        said = fold(text).replace(" ", "")
        if said not in self._towns:
            self._towns[said] = self._find_town(text, said)
        code = self._towns[said]
        if code is None:
            raise ValidationError(_("「{text}」という市町村は見つかりません。").format(text=text[:30]))
        return code

    def _find_town(self, text: str, said: str) -> str | None:
        """By code, by name within the desk's prefecture, or with the name of another prefecture before it."""
        if town := Municipality.objects.by_code(text):
            return town.code
        bodies = Municipality.objects.filter(abolished_on__isnull=True).select_related("prefecture")
        near = sorted(bodies, key=lambda town: town.prefecture_id != self.desk.prefecture_id)
        for town in near:
            if said == fold(town.prefecture.name + town.name):
                return town.code
        named = [town for town in near if said == fold(town.name)]
        own = [town for town in named if town.prefecture_id == self.desk.prefecture_id]
        return (own or named)[0].code if len(own or named) == 1 else None

    def _colleague(self, text: str) -> int:
        said = text.strip().lower()
        if said not in self._staff:
            places = Membership.objects.current().filter(
                organisation=self.desk, role__in=["supporter", "peer", "manager"], user__is_active=True
            )
            users = set(places.filter(user__email=said).values_list("user", flat=True))
            users |= set(places.filter(user__name=text.strip()).values_list("user", flat=True))
            self._staff[said] = users.pop() if len(users) == 1 else None
        user = self._staff[said]
        if user is None:
            raise ValidationError(_("「{text}」は、この窓口の担当者にいません。").format(text=text[:60]))
        return user


def _key(person: dict[str, Any], other: dict[str, Any]) -> str:
    """The file's own number, else names and birth: all of them stand readable in the record anyway."""
    if other.get("reference"):
        return f"no:{other['reference']}"
    said = "|".join(fold(str(person.get(name, ""))) for name in _KNOWN_BY)
    return "as:" + hashlib.sha256(said.encode()).hexdigest()[:40]
