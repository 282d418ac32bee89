"""A copy of everything that is kept about a person: JSON for machines, a PDF in plain words for people.

Made of what the rooms registered (accounts.known). The copy that somebody takes themselves leaves out what may speak
of other people – what staff or companies wrote – and says so; in the one that an office hands over, a manager has
read these lines one by one (accounts.disclosure, docs/export.md).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import known
from accounts.fields import Reader, is_read_by
from accounts.models import Participant, User
from foundation.papers import pdf

FORMAT = "ippo-person-1"
PAPER = Path(__file__).parent / "papers" / "record.typ"

Held = tuple[str, int, str]
"""A line that stays here: key of the entry, primary key of the row, key of the line."""


@dataclass(frozen=True)
class Part:
    """What one entry tells: the lines that may leave, the rows, and single lines that were held back."""

    entry: known.Known
    lines: list[known.Line]
    rows: list[models.Model]
    held: frozenset[Held] = frozenset()

    def holds_back(self, line: known.Line, row: models.Model) -> bool:
        """Whether somebody read this line and decided that it stays here."""
        return (self.entry.key, row.pk, line.key) in self.held


Copy = list[Part]


def own_copy(participant: Participant) -> Copy:
    """What somebody takes along themselves: without the lines that the desk reads first."""
    return [
        Part(entry, [line for line in entry.lines if not line.checked], _rows_of(entry, participant))
        for entry in known.everything()
    ]


def office_copy(participant: Participant, held: Collection[Held] = ()) -> Copy:
    """What an office hands over: every line but those that it read and holds back."""
    return [
        Part(entry, list(entry.lines), _rows_of(entry, participant), frozenset(held))
        for entry in known.everything()
    ]


def team_copy(participant: Participant, readers: frozenset[Reader]) -> Copy:
    """What these may read of it, where the person lets another desk's team do so."""
    parts = []
    for entry in known.everything():
        lines = [line for line in entry.lines if is_read_by(readers, entry.model, line.key)]
        parts.append(Part(entry, lines, _rows_of(entry, participant) if lines else []))
    return parts


def _rows_of(entry: known.Known, participant: Participant) -> list[models.Model]:
    return list(entry.rows(participant)) if entry.lines else []


def as_json(copy: Copy) -> dict[str, Any]:
    """Stable names, ISO dates, values as they are stored."""
    return {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "parts": {
            part.entry.key: {
                "title": str(part.entry.title),
                "left_out": [line.key for line in part.entry.lines if line not in part.lines],
                "rows": [_plain_row(part, row) for row in part.rows],
            }
            for part in copy
        },
    }


def in_words(copy: Copy) -> list[dict[str, Any]]:
    """Title, note and rows of (what, in words) for each part, in the active language."""
    return [{"title": str(part.entry.title), "note": _note(part), "rows": _rows(part)} for part in copy]


def as_pdf(copy: Copy) -> bytes:
    """The same in plain words, in the active language; what is empty is not mentioned."""
    parts = in_words(copy)
    day = formats.date_format(timezone.localtime(), "DATETIME_FORMAT")
    opening = [
        _("{day}に作りました。Ippoに残っている、あなたについての記録です。").format(day=day),
        _("ほかの人のこと、ご家族の相談の記録は入っていません。"),
    ]
    return pdf(
        PAPER,
        {
            "title": _("わたしの記録"),
            "language": (get_language() or "ja")[:2],
            "opening": opening,
            "parts": parts,
        },
    )


def _plain_row(part: Part, row: models.Model) -> dict[str, Any]:
    told = {line.key: _plain(line.value(row)) for line in part.lines if not part.holds_back(line, row)}
    held = [line.key for line in part.lines if part.holds_back(line, row)]
    return told | ({"held_back": held} if held else {})


def _note(part: Part) -> str:
    if part.entry.left_out:
        return str(part.entry.left_out)
    if not part.rows:
        return _("記録はありません。")
    left = [str(line.words) for line in part.entry.lines if line not in part.lines]
    if left:
        return _(
            "「{lines}」は、ほかの人のことが書かれていることがあるため、窓口が確かめてからお渡しします。"
        ).format(lines="・".join(left))
    return ""


def _rows(part: Part) -> list[list[tuple[str, str]]]:
    told = ([(str(line.words), _read(part, line, row)) for line in part.lines] for row in part.rows)
    return [kept for row in told if (kept := [(words, text) for words, text in row if text])]


def _read(part: Part, line: known.Line, row: models.Model) -> str:
    return _("お渡ししていません") if part.holds_back(line, row) else said(line, row)


def _plain(value: Any) -> Any:
    """JSON's types: dates as ISO 8601 in Japan's time, rows by their name."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, User):
        return value.name
    if isinstance(value, models.Model | Promise):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def said(line: known.Line, row: models.Model) -> str:
    """What stands in one line, in the active language; empty where nothing was said."""
    value = line.value(row)
    if value is None or value == "" or value == []:
        return ""
    labels = _labels(line, row)
    if isinstance(value, list):
        return ("、" if labels else "\n").join(_item(part, labels) for part in value)
    return _item(value, labels)


def _labels(line: known.Line, row: models.Model) -> dict[Any, Any]:
    try:
        field: Any = row._meta.get_field(line.key)
    except FieldDoesNotExist:
        return {}
    source = field.base_field if isinstance(field, ArrayField) else field
    return dict(getattr(source, "flatchoices", None) or ())


def _item(value: Any, labels: dict[Any, Any]) -> str:
    if value in labels if isinstance(value, str | int) else False:
        return str(labels[value])
    if isinstance(value, models.Choices):
        return str(value.label)
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, dict):
        return _("{label}：{value}").format(label=value.get("label", ""), value=value.get("value", ""))
    return str(getattr(value, "display_name", None) or _plain(value))
