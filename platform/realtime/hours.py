"""Whether somebody at a desk reads now, and if not, from when on. Times are Japan's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Organisation
from calendars.holidays import covers, is_holiday
from realtime.models import DeskDay, DeskHours

FARTHEST = 60
"""Days that are looked ahead; a desk that is closed longer than this names no day."""

Span = tuple[time, time]


@dataclass(frozen=True)
class Hours:
    """The hours of one desk: `week` by weekday (Monday is 0), `days` where it is not as usual (empty: closed)."""

    week: dict[int, list[Span]]
    days: dict[date, list[Span]]

    @classmethod
    def of(cls, desk: Organisation) -> "Hours":
        """Two queries."""
        week: dict[int, list[Span]] = {}
        for row in DeskHours.objects.filter(desk=desk):
            week.setdefault(row.weekday, []).append((row.opens, row.closes))
        coming = DeskDay.objects.filter(desk=desk, day__gte=timezone.localdate() - timedelta(days=1))
        days = {row.day: [(row.opens, row.closes)] if row.opens and row.closes else [] for row in coming}
        return cls(week, days)

    def spans(self, day: date) -> list[Span]:
        """From when to when somebody reads on this day. A national holiday is closed unless the desk says otherwise."""
        if day in self.days:
            return self.days[day]
        if covers(day) and is_holiday(day):
            return []
        return sorted(self.week.get(day.weekday(), []))

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody reads at this moment."""
        local = timezone.localtime(moment)
        return any(opens <= local.time() < closes for opens, closes in self.spans(local.date()))

    def reads_from(self, moment: datetime) -> datetime | None:
        """From when on somebody reads what is written at this moment; the moment itself within the hours.

        None where the desk named no hours, or none within two months.
        """
        if self.open_at(moment):
            return moment
        return next((start for start in self._starts(moment) if start > moment), None)

    def _starts(self, moment: datetime) -> Iterator[datetime]:
        first = timezone.localdate(moment)
        for number in range(FARTHEST + 1):
            day = first + timedelta(days=number)
            for opens, _closes in self.spans(day):
                yield timezone.make_aware(datetime.combine(day, opens))
