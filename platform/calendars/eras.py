"""Dates as people in Japan write and read them: eras (元号), western years, full-width digits."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

WEEKDAYS = "月火水木金土日"
_LONGEST = 40


class DateError(ValueError):
    """The text is no date; the message is a sentence for the person who typed it."""


class Era(NamedTuple):
    name: str
    letter: str
    first_day: date
    last_day: date  # where two eras share their day of change, it belongs to both

    def year(self, day: date) -> int:
        """The day's year in this era, from 1."""
        return day.year - self.first_day.year + 1


ERAS = (
    Era("令和", "R", date(2019, 5, 1), date.max),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "M", date(1868, 10, 23), date(1912, 7, 30)),
)

_DASHES = re.compile(r"[‐‑‒–—―−ー]")
_SPACES = re.compile(r"\s+")
_WEEKDAY = re.compile(rf"\(?[{WEEKDAYS}](曜日?)?\)?$")
_DATE = re.compile(
    r"(?:西暦|(?P<era>令和|平成|昭和|大正|明治|[RHSTM令平昭大明])[.]?)?"
    r"(?P<year>[0-9]{1,4}|元)[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", re.ASCII)


def era_of(day: date) -> Era | None:
    """The era in which a day lies; None before Meiji. The day of change belongs to the new era."""
    return next((era for era in ERAS if date(day.year, day.month, day.day) >= era.first_day), None)


def era_year(day: date) -> str:
    """令和8年, 令和元年; the western year before Meiji."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年"
    year = era.year(day)
    return f"{era.name}{'元' if year == 1 else year}年"


def wareki(day: date) -> str:
    """令和8年11月23日（月）."""
    return f"{era_year(day)}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def parse_date(text: str) -> date:
    """The day that a text names; raises `DateError` with a sentence for the reader.

    Reads 2026-11-23, 2026/11/23, 2026.11.23, 20261123, 2026年11月23日, 令和8年11月23日（月）, R8.11.23,
    S51.3.4, 元年, full-width digits and dashes of any kind.
    """
    if len(text) > _LONGEST:
        raise DateError(_("日付を読めませんでした。2026-11-23 や 令和8年11月23日 のように入力してください。"))
    plain = _SPACES.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    plain = _WEEKDAY.sub("", plain) if plain.endswith((")", "曜", "曜日")) else plain
    found = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        raise DateError(_("日付を読めませんでした。2026-11-23 や 令和8年11月23日 のように入力してください。"))
    parts = found.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    if parts.get("era"):
        return _in_era(_era(parts["era"]), year, int(parts["month"]), int(parts["day"]))
    if len(parts["year"]) < 4:
        raise DateError(_("年は、2026のような4けたか、令和8年のように入力してください。"))
    return _calendar_day(year, int(parts["month"]), int(parts["day"]))


def _era(written: str) -> Era:
    return next(era for era in ERAS if written.upper() in (era.name, era.name[0], era.letter))


def _in_era(era: Era, year: int, month: int, day: int) -> date:
    found = _calendar_day(era.first_day.year + year - 1, month, day)
    if year < 1 or not era.first_day <= found <= era.last_day:
        raise DateError(
            _("%(era)sは%(first)sから%(last)sまでです。年を確かめてください。")
            % {"era": era.name, "first": _western(era.first_day), "last": _western(era.last_day)}
            if era.last_day < date.max
            else _("%(era)sは%(first)sからです。年を確かめてください。")
            % {"era": era.name, "first": _western(era.first_day)}
        )
    return found


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise DateError(
            _("%(year)s年%(month)s月%(day)s日という日はありません。確かめてください。")
            % {"year": year, "month": month, "day": day}
        ) from impossible


def _western(day: date) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}"
