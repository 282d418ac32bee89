"""Every day has one Japanese name, and what people write is read back as the same day."""

from contextlib import suppress
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.eras import DateError, era_of, parse_date, wareki


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 23), "令和8年11月23日（月）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2019, 4, 30), "平成31年4月30日（火）"),
        (date(1989, 1, 8), "平成元年1月8日（日）"),
        (date(1989, 1, 7), "昭和64年1月7日（土）"),
        (date(1926, 12, 25), "昭和元年12月25日（土）"),
        (date(1912, 7, 30), "大正元年7月30日（火）"),
        (date(1900, 1, 1), "明治33年1月1日（月）"),
        (date(1850, 1, 1), "1850年1月1日（火）"),
    ],
)
def test_a_day_is_named_by_its_era(day, name):
    assert wareki(day) == name


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026/11/23",
        "2026.11.23",
        "20261123",
        "２０２６－１１－２３",
        "2026年11月23日",
        "西暦2026年11月23日",
        "令和8年11月23日（月）",
        "令和８年１１月２３日",
        "令和 8 年 11 月 23 日",
        "R8.11.23",
        "r8/11/23",
        "Ｒ８．１１．２３",
        "令8.11.23",
        "2026−11―23",
        "㋿8年11月23日",
        "2026-11-23(月曜日)",
    ],
)
def test_ways_of_writing_one_day(text):
    assert parse_date(text) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("S51.3.4", date(1976, 3, 4)),
        ("昭和51年3月4日", date(1976, 3, 4)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("H1.1.8", date(1989, 1, 8)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("M45.7.30", date(1912, 7, 30)),
        ("2024-2-29", date(2024, 2, 29)),
    ],
)
def test_eras_are_read(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "読めませんでした"),
        ("あした", "読めませんでした"),
        ("2026-11", "読めませんでした"),
        ("2026-11-23-1", "読めませんでした"),
        ("\0", "読めませんでした"),
        ("²⁰²⁶-11-23x", "読めませんでした"),
        ("9" * 10_000_000, "読めませんでした"),
        ("٢٠٢٦-11-23", "読めませんでした"),
        ("26-11-23", "4けた"),
        ("2026-02-30", "2026年2月30日という日はありません"),
        ("2025-2-29", "という日はありません"),
        ("0000-01-01", "という日はありません"),
        ("令和8年13月1日", "という日はありません"),
        ("令和9999年1月1日", "という日はありません"),
        ("R0.1.1", "令和は2019-05-01からです"),
        ("令和元年4月30日", "令和は2019-05-01からです"),
        ("平成40年1月1日", "2019-04-30まで"),
        ("S64.1.8", "1989-01-07まで"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(text, reason):
    with pytest.raises(DateError, match=reason):
        parse_date(text)


def test_the_sentence_comes_in_english_too():
    with translation.override("en"), pytest.raises(DateError, match="There is no day 2026-2-30"):
        parse_date("2026-02-30")


@settings(deadline=None)
@given(st.dates(min_value=date(1868, 10, 23)))
def test_a_name_is_read_back_as_its_day(day):
    assert parse_date(wareki(day)) == day
    assert era_of(day) is not None


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_day_or_refused(text):
    with suppress(DateError):
        assert isinstance(parse_date(text), date)
