"""Who reads what of a person: one table, from which pages, search, API and export fetch, and docs/access.md is made.

Each room declares its rows in its `who_reads.py`. Code that shows a participant asks here:

    person = shown_to(user, [person])[0]        # what is not theirs to read is empty; a list costs one query
    rows = Participant.objects.visible_to(user).with_identity_for(user).called(words)   # search knows no more

A projection is never saved (`Participant.save` refuses). What a company reads is not in the record at all: only the
lines that were agreed, `jobs.disclosure.shown_to_company`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Alarm, Membership, Participant

PARTICIPANT = "accounts.Participant"


class Reader(Enum):
    """What somebody is to a participant at this moment."""

    PERSON = gettext_lazy("ご本人")
    WORKER = gettext_lazy("支援チームの支援員")
    PEER = gettext_lazy("支援チームのピアサポーター")
    MANAGER = gettext_lazy("窓口の管理者")
    GLASS = gettext_lazy("理由を書いて開いた人")
    CALLED = gettext_lazy("待てない知らせで呼ばれた人")
    DESK = gettext_lazy("チームの外の同僚")
    COMPANY = gettext_lazy("会社")
    MUNICIPALITY = gettext_lazy("市町村")
    PREFECTURE = gettext_lazy("県")
    FAMILY = gettext_lazy("家族")


TEAM = frozenset({Reader.WORKER, Reader.PEER})
RECORD = TEAM | {Reader.PERSON, Reader.MANAGER}
DESK_RECORD = TEAM | {Reader.MANAGER}
NOBODY: frozenset[Reader] = frozenset()


@dataclass(frozen=True)
class Part:
    """Some fields of one model, who reads them, and why nobody else. Without `fields`: all that no other row names."""

    what: Any
    model: str
    readers: frozenset[Reader]
    why: Any
    fields: tuple[str, ...] = ()


_parts: list[Part] = []


def declare(*parts: Part) -> None:
    """Called in `AppConfig.ready`."""
    _parts.extend(parts)


def parts() -> Iterator[Part]:
    """The whole table, lower rooms first."""
    return iter(_parts)


def part_of(field: "models.Field[Any, Any]") -> Part | None:
    """The row in which a field stands."""
    own = [part for part in _parts if part.model == field.model._meta.label]
    named = next((part for part in own if field.name in part.fields), None)
    return named or next((part for part in own if not part.fields), None)


def is_read_by(readers: frozenset[Reader], model: type[models.Model], name: str) -> bool:
    """Whether one of these reads this field, or what is said under this name, of a model's rows."""
    own = [part for part in _parts if part.model == model._meta.label]
    named = next((part for part in own if name in part.fields), None)
    part = named or next((part for part in own if not part.fields), None)
    return part is not None and bool(part.readers & readers)


def readers_of(user: Any, people: Iterable[Participant]) -> dict[int, frozenset[Reader]]:
    """What the user is to each of them; one query, however many there are."""
    rows = Participant.objects.filter(pk__in=[person.pk for person in people]).order_by()
    managed = Membership.objects.current().of(user).filter(role=Membership.Role.MANAGER)
    called = Alarm.objects.visible_to(user).not_over().filter(participant=OuterRef("pk"))
    asked = rows.annotate(
        opens=_among(Participant.objects.visible_to(user)),
        reads=_among(Participant.objects.readable_by(user)),
        knows=_among(Participant.objects.identity_known_to(user)),
        manages=Exists(managed.filter(organisation=OuterRef("desk"))),
        beside=_among(Participant.objects.at_desk_of(user)),
        called=Exists(called),
    ).values("pk", "user", "opens", "reads", "knows", "manages", "beside", "called")
    return {row["pk"]: _readers(row, getattr(user, "pk", None)) for row in asked}


def _among(rows: models.QuerySet[Participant]) -> Exists:
    return Exists(rows.order_by().filter(pk=OuterRef("pk")))


def _readers(row: Mapping[str, Any], key: int | None) -> frozenset[Reader]:
    if row["user"] is not None and row["user"] == key:
        return frozenset({Reader.PERSON})
    found = set()
    if row["opens"]:
        found.add(Reader.MANAGER if row["manages"] else Reader.WORKER if row["knows"] else Reader.PEER)
    elif row["reads"]:
        found.add(Reader.GLASS)
    elif row["beside"]:
        found.add(Reader.DESK)
    if row["called"]:
        found.add(Reader.CALLED)
    return frozenset(found)


def hidden_from(readers: frozenset[Reader]) -> frozenset[str]:
    """Fields of a participant that none of these read."""
    own = [part for part in _parts if part.model == PARTICIPANT]
    return frozenset(name for part in own if not readers & part.readers for name in part.fields)


def shown_to(user: Any, people: Iterable[Participant]) -> list[Participant]:
    """The same people as this user may read them: what is not theirs is empty, and named in `hidden_fields`."""
    found = list(people)
    readers = readers_of(user, found)
    for person in found:
        person.hidden_fields = hidden_from(readers.get(person.pk, NOBODY))
        for name in person.hidden_fields:
            setattr(person, name, _nothing(name))
    return found


def _nothing(name: str) -> Any:
    field: Any = Participant._meta.get_field(name)
    return None if field.null else field.get_default()


def as_markdown() -> str:
    """The text of docs/access.md, Japanese and English."""
    texts = [
        "<!-- Written by `manage.py access_table` from what the rooms declare; a change by hand is lost. -->",
        "# だれが何を読むか / Who reads what",
        "[日本語](#日本語) ・ [English](#english)",
    ]
    for language, name in (("ja", "日本語"), ("en", "English")):
        with translation.override(language):
            texts += [f"## {name}", *_opening(), _table()]
    return "\n\n".join(texts) + "\n"


def _opening() -> list[str]:
    return [
        _(
            "○のない欄は、その人の画面にも、検索にも、APIにも、書き出しにも出ません。「会社」が読むのは、ご本人が選んだ行だけです。"
        ),
        _(
            "「市町村」「県」は、相談先ではない市町村や県の担当者です。県が見るのは人数だけです。家族は、ご本人の記録を読みません。"
        ),
    ]


def _table() -> str:
    head = [_("何を"), *(str(reader.value) for reader in Reader), _("なぜ"), _("欄")]
    rows = [head, ["---"] * len(head)]
    for part in _parts:
        marks = ["○" if reader in part.readers else "" for reader in Reader]
        rows.append([str(part.what), *marks, str(part.why), _columns(part)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _columns(part: Part) -> str:
    table = apps.get_model(part.model)._meta.db_table
    return " ".join(f"`{table}.{name}`" for name in part.fields) or f"`{table}`"
