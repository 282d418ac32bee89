"""Fiscal years: April to March, named by the year in which they begin."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import get_language

from calendars.eras import era_year


@dataclass(frozen=True, order=True)
class FiscalYear:
    """FiscalYear(2026) is 令和8年度: 2026-04-01 to 2027-03-31."""

    year: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The fiscal year in which a day lies."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.year + 1, 3, 31)

    @property
    def label(self) -> str:
        """令和8年度. The year of a change in spring has its later name: 2019 is 令和元年度."""
        return f"{era_year(date(self.year, 5, 1))}度"

    @property
    def display_name(self) -> str:
        """The label, and for readers of English "FY2026"."""
        return f"FY{self.year}" if (get_language() or "").startswith("en") else self.label

    def __contains__(self, day: date) -> bool:
        return self.of(day) == self

    def __str__(self) -> str:
        return self.label
