"""When somebody at a desk reads: weeks, holidays, single days, the year's end."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from foundation.moves import Refused
from realtime import workflow
from realtime.hours import Hours
from realtime.models import DeskDay, DeskHours

pytestmark = pytest.mark.django_db
NINE, FIVE = time(9), time(17)
JAPAN = ZoneInfo("Asia/Tokyo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.fixture
def week(cast):
    for weekday in range(5):
        workflow.add_hours(cast.oita, weekday=weekday, opens=NINE, closes=FIVE, by=cast.abe)
    return cast


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"),  # a Tuesday
        ("2026-11-24 08:59", "2026-11-24 09:00"),
        ("2026-11-24 17:00", "2026-11-25 09:00"),
        ("2026-11-27 18:00", "2026-11-30 09:00"),  # over a week-end
        ("2026-11-22 12:00", "2026-11-24 09:00"),  # Monday the 23rd is a holiday
        ("2026-12-31 23:59", "2027-01-04 09:00"),  # New Year's Day is a Friday and a holiday
    ],
)
def test_words_are_read_from_the_next_opening(week, written, read):
    assert Hours.of(week.oita).reads_from(at(written)) == at(read)


def test_single_days_go_before_the_week_and_before_holidays(week):
    days = {date(2027, 1, 4): (None, None), date(2027, 1, 1): (time(10), time(12))}
    DeskDay.objects.bulk_create(
        DeskDay(desk=week.oita, day=day, opens=opens, closes=closes) for day, (opens, closes) in days.items()
    )
    hours = Hours.of(week.oita)
    assert hours.reads_from(at("2026-12-31 20:00")) == at("2027-01-01 10:00")
    assert hours.reads_from(at("2027-01-01 12:00")) == at("2027-01-05 09:00")


def test_a_break_at_noon(cast):
    for opens, closes in ((NINE, time(12)), (time(13), FIVE)):
        workflow.add_hours(cast.oita, weekday=1, opens=opens, closes=closes, by=cast.abe)
    hours = Hours.of(cast.oita)
    assert hours.reads_from(at("2026-11-24 12:30")) == at("2026-11-24 13:00")


def test_a_desk_that_said_nothing_names_no_day(cast, week):
    hours = Hours.of(cast.beppu)
    assert hours.reads_from(timezone.now()) is None


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [(FIVE, NINE, "closes"), (NINE, NINE, "closes"), (time(16), time(18), "opens")],
)
def test_stretches_that_make_no_sense_are_refused_in_a_sentence(week, opens, closes, field):
    with pytest.raises(Refused) as refused:
        workflow.add_hours(week.oita, weekday=0, opens=opens, closes=closes, by=week.abe)
    assert refused.value.field == field
    assert DeskHours.objects.filter(desk=week.oita, weekday=0).count() == 1


@pytest.mark.parametrize("name", ["saito", "goto", "ono"])
def test_only_the_desks_managers_plan(week, name):
    with pytest.raises(Refused):
        workflow.add_hours(week.oita, weekday=6, opens=NINE, closes=FIVE, by=getattr(week, name))
    with pytest.raises(Refused):
        workflow.add_day(week.oita, day=timezone.localdate(), opens=None, closes=None, by=getattr(week, name))


def test_a_day_is_said_once_and_lies_ahead(week):
    today = timezone.localdate()
    workflow.add_day(week.oita, day=today, opens=None, closes=None, by=week.abe)
    for wrong in (
        {"day": today, "opens": NINE, "closes": FIVE},
        {"day": date(2020, 1, 1), "opens": None, "closes": None},
        {"day": date(9999, 12, 31), "opens": None, "closes": None},
        {"day": date(today.year + 1, 1, 2), "opens": NINE, "closes": None},
    ):
        with pytest.raises(Refused):
            workflow.add_day(week.oita, by=week.abe, **wrong)
    assert DeskDay.objects.filter(desk=week.oita).count() == 1
