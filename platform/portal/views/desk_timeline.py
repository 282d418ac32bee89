"""The time line of a participant: notes, contacts, moves, consents and the team, newest first.

One query finds the page among all of them, one query a kind fetches its rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, DateTimeField, F, Model, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.models import Consent, Participant, TeamMember
from calendars.formats import short_date
from casework.models import NextContact, Note
from jobs.models import Application, ApplicationMove, Placement, PlacementMove

PER_PAGE = 20


@dataclass
class Entry:
    """One thing that happened, ready to be drawn."""

    kind: str
    at: datetime
    title: str
    text: str = ""
    by: Any = ""
    url: str = ""
    note: Note | None = None


@dataclass(frozen=True)
class Source:
    """Where entries of one kind come from, at which time they stand, and how they read."""

    kind: str
    model: type[Model]
    path: str
    at: Any
    related: tuple[str, ...]
    entry: Callable[[Any], dict[str, Any]]


def _url(name: str, public_id: str) -> str:
    try:
        return reverse(f"portal:{name}", kwargs={"public_id": public_id})
    except NoReverseMatch:
        return ""


def _note(row: Note) -> dict[str, Any]:
    channel = row.get_channel_display()
    title = _("記録の訂正（{channel}）") if row.corrects_id else _("記録（{channel}）")
    return {"title": title.format(channel=channel), "text": row.text, "by": row.author, "note": row}


def _planned(row: NextContact) -> dict[str, Any]:
    title = _("次の連絡：{day}、{channel}").format(day=short_date(row.on), channel=row.get_channel_display())
    return {"title": title, "text": row.why, "by": row.made_by}


def _settled(row: NextContact) -> dict[str, Any]:
    words = (
        _("{day}の連絡をしました（{channel}）")
        if row.state == NextContact.State.DONE
        else _("{day}の連絡を、別の日か方法に変えました（{channel}）")
    )
    title = words.format(day=short_date(row.on), channel=row.get_channel_display())
    return {"title": title, "by": row.settled_by}


def _application(row: ApplicationMove) -> dict[str, Any]:
    state = Application.State(row.after).label
    title = _("「{title}」：{state}").format(title=row.application.opportunity.title, state=state)
    url = _url("desk_application", row.application.public_id)
    return {"title": title, "text": row.comment, "by": row.by or "", "url": url}


def _placement(row: PlacementMove) -> dict[str, Any]:
    state = Placement.State(row.after).label
    title = _("就労体験「{title}」：{state}").format(title=row.placement.opportunity.title, state=state)
    url = _url("desk_placement", row.placement.public_id)
    return {"title": title, "text": row.comment, "by": row.by or "", "url": url}


def _given(row: Consent) -> dict[str, Any]:
    said = _("同意：{purpose}") if row.agreed else _("「いいえ」との返事：{purpose}")
    title = said.format(purpose=row.get_purpose_display())
    words = _("{recipient}へ。{how}同意しました。") if row.agreed else _("{recipient}へ。{how}答えました。")
    text = words.format(recipient=row.recipient.display_name, how=row.get_how_display())
    return {"title": title, "text": text, "by": row.recorded_by}


def _withdrawn(row: Consent) -> dict[str, Any]:
    title = _("同意を取りやめました：{purpose}").format(purpose=row.get_purpose_display())
    return {"title": title, "text": row.recipient.display_name, "by": row.withdrawn_by or ""}


def _joined(row: TeamMember) -> dict[str, Any]:
    title = _("{name}がチームに加わりました").format(name=row.user)
    return {"title": title, "text": _place_and_why(row, row.joined_because), "by": row.joined_by or ""}


def _left(row: TeamMember) -> dict[str, Any]:
    words = _("{name}がチームを離れました")
    if row.handed_to:
        words = _("{name}がチームを離れ、{to}に引き継ぎました")
    title = words.format(name=row.user, to=row.handed_to)
    # Who left by themselves reads like whom the person asked never to meet: nobody beside the name.
    by = row.left_by if row.left_by_id != row.user_id else None
    return {"title": title, "text": _place_and_why(row, row.left_because), "by": by or ""}


def _place_and_why(row: TeamMember, because: str) -> str:
    return "\n".join(filter(None, [row.organisation.display_name, because]))


# A note stands at the day of which it tells; one written on that day, at its minute.
_NOTE_AT = Case(
    When(happened_on=TruncDate("written_at"), then=F("written_at")),
    default=Cast("happened_on", DateTimeField()),
    output_field=DateTimeField(),
)

SOURCES = (
    Source("note", Note, "participant", _NOTE_AT, ("author",), _note),
    Source("planned", NextContact, "participant", F("made_at"), ("made_by",), _planned),
    Source("settled", NextContact, "participant", F("settled_at"), ("settled_by",), _settled),
    Source(
        "application",
        ApplicationMove,
        "application__participant",
        F("at"),
        ("by", "application__opportunity"),
        _application,
    ),
    Source(
        "placement",
        PlacementMove,
        "placement__participant",
        F("at"),
        ("by", "placement__opportunity"),
        _placement,
    ),
    Source(
        "given",
        Consent,
        "participant",
        F("given_at"),
        ("recipient__municipality", "recipient__prefecture", "recorded_by"),
        _given,
    ),
    Source(
        "withdrawn",
        Consent,
        "participant",
        F("withdrawn_at"),
        ("recipient__municipality", "recipient__prefecture", "withdrawn_by"),
        _withdrawn,
    ),
    Source(
        "joined",
        TeamMember,
        "participant",
        F("joined_at"),
        ("user", "organisation__municipality", "organisation__prefecture", "joined_by"),
        _joined,
    ),
    Source(
        "left",
        TeamMember,
        "participant",
        F("left_at"),
        ("user", "organisation__municipality", "organisation__prefecture", "left_by", "handed_to"),
        _left,
    ),
)


def timeline(participant: Participant, number: str | int | None) -> Page[Any]:
    """A page of the time line; its `object_list` holds entries."""
    first, *others = [_keys(source, participant) for source in SOURCES]
    keys = first.union(*others, all=True).order_by("-happened", "kind", "-key")
    page = Paginator(keys, PER_PAGE).get_page(number)
    page.object_list = _entries(list(page.object_list))
    return page


def _keys(source: Source, participant: Participant) -> QuerySet[Any, Any]:
    rows = source.model._default_manager.filter(**{source.path: participant}).order_by()
    named = rows.annotate(
        kind=Value(source.kind, output_field=CharField()), key=F("pk"), happened=source.at
    ).filter(happened__isnull=False)
    return named.values_list("kind", "key", "happened")


def _entries(keys: Iterable[tuple[str, int, datetime]]) -> list[Entry]:
    keys = list(keys)
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, key, _at in keys:
        wanted[kind].append(key)
    found: dict[tuple[str, int], Model] = {}
    for source in SOURCES:
        if source.kind in wanted:
            rows = source.model._default_manager.select_related(*source.related).in_bulk(wanted[source.kind])
            found |= {(source.kind, key): row for key, row in rows.items()}
    how = {source.kind: source.entry for source in SOURCES}
    return [
        Entry(kind=kind, at=at, **how[kind](found[kind, key]))
        for kind, key, at in keys
        if (kind, key) in found
    ]
