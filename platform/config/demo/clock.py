"""Days and times of the demo: the past is told by letting the clock of the program stand there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock

from django.utils import timezone

from calendars import holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside, every verb and every row believes that it is this moment."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


def moment(day: date, at: str = "10:00") -> datetime:
    """A time of a day, as clocks in Japan show it."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))


def days_ago(days: int, at: str = "10:00") -> datetime:
    """A time some days ago, never in the future."""
    return min(moment(timezone.localdate() - timedelta(days=days), at), timezone.now())


def is_day_off(day: date) -> bool:
    """A national holiday, as far as they are known."""
    return holidays.covers(day) and holidays.is_holiday(day)


def working_day(day: date) -> date:
    """The day itself, or the next one on which offices are open."""
    while day.weekday() > 4 or is_day_off(day):
        day += timedelta(days=1)
    return day


def every_week(wanted: str, first: date, weeks: int) -> list[datetime]:
    """`"tue 10:00"` as moments of the weeks from `first` on, without holidays."""
    name, at = wanted.split()
    start = first + timedelta(days=(WEEKDAYS.index(name) - first.weekday()) % 7)
    days = (start + timedelta(weeks=week) for week in range(weeks))
    return [moment(day, at) for day in days if not is_day_off(day)]
