"""A conversation as its pages show it: the newest words below, older ones on pages before."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from accounts.models import Organisation, Participant, User
from foundation.digits import clean_text
from realtime.models import DeskHours, Message
from textsearch.folding import fold

A_PAGE = 40
MOST_SEARCHED = 2_000
"""Words are unreadable in the database: a search opens this many, the newest, and says so where there are more."""


@dataclass(frozen=True)
class Line:
    """One message for one reader."""

    message: Message
    mine: bool
    of_person: bool


def shown(request: HttpRequest, participant: Participant, *, reader: User) -> dict[str, Any]:
    """What both sides' pages have in common. Colleagues' notes are for staff alone."""
    rows = Message.objects.filter(conversation__participant=participant).select_related("author")
    if reader.pk == participant.user_id:
        rows = rows.for_the_person()
    newest = rows.order_by("-at", "-pk")
    words = clean_text(request.GET.get("q", ""))[:100]
    found: Any = _search(newest, words) if words else newest
    page: Page[Any] = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lines = [_line(row, participant, reader) for row in reversed(list(page.object_list))]
    return {"page_obj": page, "lines": lines, "q": words, "week": week_of(participant.desk)}


def week_of(desk: Organisation) -> list[tuple[str, list[DeskHours]]]:
    """The usual week: each weekday on which somebody reads, with its stretches."""
    rows = DeskHours.objects.filter(desk=desk)
    return [(day, list(same)) for day, same in groupby(rows, key=lambda row: row.get_weekday_display())]


def _line(row: Message, participant: Participant, reader: User) -> Line:
    of_person = row.author_id is not None and row.author_id == participant.user_id
    return Line(row, row.author_id == reader.pk, of_person)


def _search(newest: Any, words: str) -> list[Message]:
    wanted = fold(words).split()
    return [row for row in newest[:MOST_SEARCHED] if all(word in fold(row.text) for word in wanted)]
