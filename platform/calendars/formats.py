"""Days, times and lengths of time for the reader's language. The filters of `{% load calendars %}`."""

from datetime import date, datetime, time

from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendars import eras


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _reader_has_english() -> bool:
    return (get_language() or "").startswith("en")


def long_date(value: date | datetime) -> str:
    """令和8年11月23日（月）; Mon 23 November 2026."""
    day = _local(value)
    return dateformat.format(day, "D j F Y") if _reader_has_english() else eras.wareki(day)


def short_date(value: date | datetime) -> str:
    """11月23日（月）; Mon 23 November 2026."""
    day = _local(value)
    if _reader_has_english():
        return dateformat.format(day, "D j F Y")
    return f"{day.month}月{day.day}日（{eras.WEEKDAYS[day.weekday()]}）"


def clock(value: time | datetime) -> str:
    """9:05."""
    moment = _local(value) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}".removeprefix("0")


def date_and_time(value: datetime) -> str:
    """11月23日（月）14:30; Mon 23 November 2026, 14:30."""
    return f"{short_date(value)}{', ' if _reader_has_english() else ''}{clock(value)}"


def duration(minutes: int) -> str:
    """15分, 1時間, 1時間30分; 15 min, 1 h, 1 h 30 min."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%(minutes)d分") % {"minutes": rest}
    if not rest:
        return _("%(hours)d時間") % {"hours": hours}
    return _("%(hours)d時間%(minutes)d分") % {"hours": hours, "minutes": rest}
