"""Where to call now: the lines at the foot of every page, from the database or else from the file."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.forms.models import model_to_dict
from django.utils.translation import get_language

from content.load import crisis_numbers
from content.models import EmergencyLine


@dataclass(frozen=True)
class Number:
    shown: str
    dial: str


@dataclass(frozen=True)
class Line:
    """One line in the words of one language."""

    name: str
    numbers: tuple[Number, ...]
    hours: str
    for_whom: str
    note: str
    confirmed_on: datetime.date | None = None


def _line(row: dict[str, Any], language: str) -> Line:
    def words(field: str) -> str:
        own = row.get(f"{field}_{language}") if language != "ja" else None
        return str(own or row[field])

    numbers = tuple(
        Number(shown=shown, dial=shown.replace("-", "")) for shown in str(row["number"]).split(" / ")
    )
    return Line(
        name=words("name"),
        numbers=numbers,
        hours=words("hours"),
        for_whom=words("for_whom"),
        note=words("note"),
        confirmed_on=row.get("confirmed_on"),
    )


def lines_from_file() -> list[Line]:
    """For pages that must not need the database."""
    return [_line(row, get_language() or "ja") for row in crisis_numbers()]


def lines() -> list[Line]:
    """For all other pages. One small query; nobody is ever left without a number."""
    try:
        rows = [model_to_dict(line) for line in EmergencyLine.objects.shown()]
    except DatabaseError:
        rows = []
    return [_line(row, get_language() or "ja") for row in rows] or lines_from_file()
