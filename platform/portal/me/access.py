"""Who looked at my record, in plain words: the same person at the same thing within an hour is one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Lag
from django.utils import dateformat, timezone
from django.utils.translation import get_language

from accounts import reads
from accounts.models import Participant, RecordAccess
from portal.me.people import name_of

ONE_LINE = timedelta(hours=1)


@dataclass(frozen=True)
class Look:
    """One sentence, and when it was."""

    text: str
    at: datetime
    who: str
    what: str


def looks_at(participant: Participant, only: dict[str, str] | None = None) -> QuerySet[RecordAccess, Any]:
    """Who looked at what and when, newest first, without what was looked at again within the hour."""
    before = Window(
        Lag("at"), partition_by=[F("user"), F("organisation"), F("what")], order_by=[F("at"), F("number")]
    )
    rows = RecordAccess.objects.filter(participant=participant, **(only or {})).annotate(looked_before=before)
    again = Q(looked_before__isnull=False, at__lte=F("looked_before") + ONE_LINE)
    return (
        rows.exclude(again)
        .select_related("user", "organisation__municipality", "organisation__prefecture")
        .order_by("-at", "-number")
    )


def in_words(rows: Iterable[RecordAccess]) -> list[Look]:
    """「大分市の斎藤さんが、11月3日にあなたの希望を見ました。」"""
    return [_look(row) for row in rows]


def _look(row: RecordAccess) -> Look:
    who = name_of(row.user.name, row.organisation.display_name if row.organisation else None)
    text = reads.sentence_of(row.what).format(who=who, day=_day(row.at))
    return Look(text, row.at, who, reads.label_of(row.what))


def _day(at: datetime) -> str:
    """11月3日; 3 November. The year stands above, with the day."""
    day = timezone.localtime(at)
    if (get_language() or "").startswith("en"):
        return dateformat.format(day, "j F")
    return f"{day.month}月{day.day}日"
