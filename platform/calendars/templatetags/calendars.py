"""`{% load calendars %}`: dates and times as `calendars.formats` writes them; nothing for an empty value."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import template

from calendars import formats

register = template.Library()


def _write(kind: type | tuple[type, ...], how: Callable[[Any], str], value: Any) -> str:
    return how(value) if isinstance(value, kind) else ""


@register.filter
def wareki(value: Any) -> str:
    return _write(date, formats.long_date, value)


@register.filter
def jp_date(value: Any) -> str:
    return _write(date, formats.short_date, value)


@register.filter
def jp_time(value: Any) -> str:
    return _write((time, datetime), formats.clock, value)


@register.filter
def jp_datetime(value: Any) -> str:
    return _write(datetime, formats.date_and_time, value)


@register.filter
def minutes(value: Any) -> str:
    return _write(int, formats.duration, value)
