"""Holidays are known for the years in the table, and nothing is guessed about others."""

from datetime import date, datetime

import pytest
from django.utils import translation

from calendars.fiscal_years import FiscalYear
from calendars.holidays import NotCoveredError, covered_years, covers, holiday_name, is_holiday


def test_holidays_and_their_substitutes_are_known():
    assert holiday_name(date(2026, 11, 23)) == "勤労感謝の日"
    assert holiday_name(date(2026, 5, 6)) == "憲法記念日 振替休日"
    assert is_holiday(date(2026, 9, 22))  # a day between two holidays
    assert is_holiday(datetime(2026, 1, 1, 12))
    assert not is_holiday(date(2026, 11, 24))
    assert holiday_name(date(2026, 11, 24)) is None


def test_readers_of_english_get_the_english_name():
    with translation.override("en"):
        assert holiday_name(date(2026, 11, 23)) == "Labor Thanksgiving Day"


def test_every_covered_year_has_its_sixteen_holidays():
    assert covered_years() == range(2020, 2029)
    for year in covered_years():
        names = {
            holiday_name(date.fromordinal(n))
            for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        }
        assert len([name for name in names if name and "振替" not in name and name != "国民の休日"]) == 16


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2029, 1, 1)])
def test_a_year_outside_the_table_is_not_guessed(day):
    assert not covers(day)
    with pytest.raises(NotCoveredError, match="2020 to 2028"):
        is_holiday(day)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 3, 31), 2026)]
)
def test_a_fiscal_year_begins_in_april(day, year):
    found = FiscalYear.of(day)
    assert found == FiscalYear(year)
    assert found.first_day <= day <= found.last_day
    assert day in found


@pytest.mark.parametrize(
    ("year", "label"), [(2026, "令和8年度"), (2019, "令和元年度"), (2018, "平成30年度"), (1989, "平成元年度")]
)
def test_a_fiscal_year_has_a_label(year, label):
    assert str(FiscalYear(year)) == label
    with translation.override("en"):
        assert FiscalYear(year).display_name == f"FY{year}"
