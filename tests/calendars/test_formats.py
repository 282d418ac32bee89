"""Days and times read naturally in both languages; forms take days in any writing."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from calendars.forms import DateField

DAY = date(2026, 11, 23)
EVENING_IN_TOKYO = datetime(2026, 11, 22, 23, 5, tzinfo=UTC)


def render(filter_name: str, value: object) -> str:
    template = Template("{% load calendars %}{{ value|" + filter_name + " }}")
    return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("filter_name", "value", "japanese", "english"),
    [
        ("wareki", DAY, "令和8年11月23日（月）", "Mon 23 November 2026"),
        ("jp_date", DAY, "11月23日（月）", "Mon 23 November 2026"),
        ("jp_date", EVENING_IN_TOKYO, "11月23日（月）", "Mon 23 November 2026"),
        ("jp_time", time(14, 30), "14:30", "14:30"),
        ("jp_time", EVENING_IN_TOKYO, "8:05", "8:05"),
        ("jp_time", time(0, 5), "0:05", "0:05"),
        ("jp_datetime", EVENING_IN_TOKYO, "11月23日（月）8:05", "Mon 23 November 2026, 8:05"),
        ("minutes", 15, "15分", "15 min"),
        ("minutes", 0, "0分", "0 min"),
        ("minutes", 60, "1時間", "1 h"),
        ("minutes", 90, "1時間30分", "1 h 30 min"),
        ("jp_date", None, "", ""),
        ("jp_datetime", "", "", ""),
        ("minutes", None, "", ""),
    ],
)
def test_filters_write_for_the_reader(filter_name, value, japanese, english):
    assert render(filter_name, value) == japanese
    with translation.override("en"):
        assert render(filter_name, value) == english


class BirthForm(forms.Form):
    born_on = DateField(required=False)


@pytest.mark.parametrize("typed", ["昭和51年3月4日", "S51.3.4", "１９７６／３／４", " 1976-03-04 "])
def test_a_form_reads_a_day_in_any_writing(typed):
    form = BirthForm({"born_on": typed})
    assert form.is_valid()
    assert form.cleaned_data["born_on"] == date(1976, 3, 4)
    assert typed.strip() in str(form["born_on"])


@pytest.mark.parametrize("typed", ["", " 　", None])
def test_an_empty_day_stays_empty(typed):
    form = BirthForm({"born_on": typed})
    assert form.is_valid()
    assert form.cleaned_data["born_on"] is None


def test_an_impossible_day_is_told_in_place():
    form = BirthForm({"born_on": "2026-02-30"})
    assert form.errors == {"born_on": ["2026年2月30日という日はありません。確かめてください。"]}
    assert "2026-02-30" in str(form["born_on"])


def test_a_stored_day_is_shown_so_that_it_reads_back_unchanged():
    shown = BirthForm(initial={"born_on": DAY})
    assert 'value="2026-11-23"' in str(shown["born_on"])
    assert not BirthForm({"born_on": "令和8年11月23日"}, initial={"born_on": DAY}).has_changed()
    assert BirthForm({"born_on": "R8.11.24"}, initial={"born_on": DAY}).has_changed()
