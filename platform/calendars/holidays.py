"""National holidays (国民の祝日), substitute holidays among them, for the years that `data/` covers."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

_FILE = Path(__file__).parent / "data" / "holidays_jp.csv"


class NotCoveredError(LookupError):
    """The table says nothing about that year, and an ordinary day would be a guess."""


class _Name(NamedTuple):
    ja: str
    en: str


@cache
def _table() -> dict[date, _Name]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {
            date.fromisoformat(row["date"]): _Name(row["name_ja"], row["name_en"])
            for row in csv.DictReader(file)
        }


@cache
def covered_years() -> range:
    """The years whose holidays are known."""
    years = {day.year for day in _table()}
    return range(min(years), max(years) + 1)


def covers(day: date) -> bool:
    """Whether `is_holiday` and `holiday_name` can answer for this day. Ask first where people type dates."""
    return day.year in covered_years()


def is_holiday(day: date) -> bool:
    """Whether the day is a national holiday; raises `NotCoveredError` outside `covered_years`."""
    return _find(day) is not None


def holiday_name(day: date) -> str | None:
    """The holiday's name in the reader's language, None on other days; raises like `is_holiday`."""
    name = _find(day)
    if name is None:
        return None
    return name.en if (get_language() or "").startswith("en") else name.ja


def _find(day: date) -> _Name | None:
    if not covers(day):
        years = covered_years()
        raise NotCoveredError(f"Holidays are known for {years[0]} to {years[-1]}, not for {day.year}.")
    return _table().get(date(day.year, day.month, day.day))
