"""A copy of everything that is kept about a person: JSON for machines, a PDF in plain words for people.

Made of what the rooms registered (accounts.known). The copy leaves out what may speak of other people – what staff or
companies wrote – and says so: the desk reads that before it hands it over (docs/export.md).
"""

from collections.abc import Iterable
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
from accounts.models import Participant, User
from foundation.papers import pdf

FORMAT = "ippo-person-1"
PAPER = Path(__file__).parent / "papers" / "record.typ"

Copy = list[tuple[known.Known, list[known.Line], list[models.Model]]]


def own_copy(participant: Participant) -> Copy:
    """What somebody takes along themselves: without the lines that the desk reads first."""
    return [
        (
            entry,
            [line for line in entry.lines if not line.checked],
            list(entry.rows(participant)) if entry.lines else [],
        )
        for entry in known.everything()
    ]


def as_json(copy: Copy) -> dict[str, Any]:
    """Stable names, ISO dates, values as they are stored."""
    return {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "parts": {
            entry.key: {
                "title": str(entry.title),
                "left_out": [line.key for line in entry.lines if line not in lines],
                "rows": [{line.key: _plain(line.value(row)) for line in lines} for row in rows],
            }
            for entry, lines, rows in copy
        },
    }


def as_pdf(copy: Copy) -> bytes:
    """The same in plain words, in the active language; what is empty is not mentioned."""
    parts = [
        {"title": str(entry.title), "note": _note(entry, lines, rows), "rows": _rows(lines, rows)}
        for entry, lines, rows in copy
    ]
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


def _note(entry: known.Known, lines: Iterable[known.Line], rows: list[models.Model]) -> str:
    if entry.left_out:
        return str(entry.left_out)
    if not rows:
        return _("記録はありません。")
    left = [str(line.words) for line in entry.lines if line not in lines]
    if left:
        return _(
            "「{lines}」は、ほかの人のことが書かれていることがあるため、窓口が確かめてからお渡しします。"
        ).format(lines="・".join(left))
    return ""


def _rows(lines: list[known.Line], rows: list[models.Model]) -> list[list[tuple[str, str]]]:
    told = ([(str(line.words), _said(line, row)) for line in lines] for row in rows)
    return [kept for row in told if (kept := [(words, text) for words, text in row if text])]


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


def _said(line: known.Line, row: models.Model) -> str:
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
        return f"{value.get('label', '')}：{value.get('value', '')}"
    return str(_plain(value))
