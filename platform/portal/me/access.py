"""Who looked at my record, in plain words; what was looked at often on one day is one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Participant, RecordAccess
from portal.me.people import name_of

WORDS: dict[str, Any] = {
    RecordAccess.What.RECORD: gettext_lazy("{who}が、あなたの記録を開きました"),
    RecordAccess.What.WISHES: gettext_lazy("{who}が、あなたの希望を見ました"),
    RecordAccess.What.CONTACT: gettext_lazy("{who}が、あなたの連絡先を見ました"),
    RecordAccess.What.NOTES: gettext_lazy("{who}が、相談の経過を見ました"),
    RecordAccess.What.SUGGESTIONS: gettext_lazy("{who}が、あなたに合いそうな仕事を調べました"),
    RecordAccess.What.INTRODUCTION: gettext_lazy("{who}が、あなたが伝えてよいとした内容を見ました"),
}


@dataclass(frozen=True)
class Look:
    """One sentence and its day."""

    text: str
    day: date


def looks_at(participant: Participant) -> QuerySet[RecordAccess, Any]:
    """Who looked at what on which day, newest first; rows for `in_words`."""
    rows = RecordAccess.objects.filter(participant=participant).order_by()
    return (
        rows.annotate(day=TruncDate("at"))
        .values("day", "user", "user__name", "organisation", "what")
        .annotate(last=Max("at"))
        .order_by("-last", "user", "what")
    )


def in_words(rows: Iterable[dict[str, Any]]) -> list[Look]:
    """「大分市の斎藤さんが、あなたの希望を見ました」; one query for all the bodies."""
    found = list(rows)
    named = Organisation.objects.select_related("municipality", "prefecture")
    bodies = named.in_bulk({row["organisation"] for row in found if row["organisation"]})
    return [_look(row, bodies.get(row["organisation"])) for row in found]


def _look(row: dict[str, Any], body: Organisation | None) -> Look:
    words = WORDS.get(row["what"], WORDS[RecordAccess.What.RECORD])
    who = name_of(row["user__name"], body.display_name if body else None)
    return Look(str(words).format(who=who), row["day"])
