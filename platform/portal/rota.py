"""One week of a body's rota, day by day, with the hours in which nobody would be called."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import DutyShift, Organisation

DAYS = 7


@dataclass(frozen=True)
class Piece:
    """The part of a shift that lies in one day; without a shift, a gap."""

    starts: str
    ends: str
    shift: DutyShift | None = None


@dataclass
class Day:
    """What is shown of one day."""

    on: date
    first: list[Piece] = field(default_factory=list)
    second: list[Piece] = field(default_factory=list)
    gaps: list[Piece] = field(default_factory=list)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def week(organisation: Organisation, monday: date) -> list[Day]:
    """Seven days; one query."""
    start, end = _midnight(monday), _midnight(monday + timedelta(days=DAYS))
    shifts = DutyShift.objects.filter(organisation=organisation).between(start, end).select_related("user")
    by_time = list(shifts.order_by("starts_at"))
    return [_day(monday + timedelta(days=number), by_time) for number in range(DAYS)]


def _day(on: date, shifts: Iterable[DutyShift]) -> Day:
    start, end = _midnight(on), _midnight(on + timedelta(days=1))
    day, covered = Day(on), start
    for shift in shifts:
        if shift.starts_at >= end or shift.ends_at <= start:
            continue
        begins, stops = max(shift.starts_at, start), min(shift.ends_at, end)
        piece = Piece(_clock(begins, end), _clock(stops, end), shift)
        if shift.order == DutyShift.Order.SECOND:
            day.second.append(piece)
            continue
        day.first.append(piece)
        if begins > covered:
            day.gaps.append(Piece(_clock(covered, end), _clock(begins, end)))
        covered = max(covered, stops)
    if covered < end:
        day.gaps.append(Piece(_clock(covered, end), _clock(end, end)))
    return day


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _clock(moment: datetime, end_of_day: datetime) -> str:
    if moment == end_of_day:
        return "24:00"
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"
