"""What can be read of somebody, and how the participant is told so: one entry for each kind of read.

A room that opens something new of a person (an API resource, an export, a kind of record) registers it in
`AppConfig.ready` and logs it with `accounts.workflow.log_access` (many people at once: `log_accesses`):

    reads.register("casework.visit", label=_("訪問の記録"), sentence=_("{who}が、{day}に訪問の記録を見ました。"))

What counts as a read: a record or a part of it is opened, also from a search result; it leaves in an export; an
API answers with one record. A line in a list does not count. `{who}` and `{day}` are filled in for the reader.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import RecordAccess

_KEY = re.compile(r"[a-z][a-z0-9_.]{0,39}")


@dataclass(frozen=True)
class Kind:
    """One kind of read: the word for tables, and the sentence for the participant."""

    label: Any
    sentence: Any


KINDS: dict[str, Kind] = {}


def register(key: str, *, label: Any, sentence: Any) -> None:
    """Make a kind of read known; the key stands in the log for ever, so it never changes its meaning."""
    if not _KEY.fullmatch(key) or key in KINDS:
        raise ValueError(f"{key!r} is not a new name for a kind of read.")
    KINDS[key] = Kind(label, sentence)


def label_of(what: str) -> str:
    """What was read, in a few words; a kind whose room is gone counts as the record."""
    return str(KINDS.get(what, KINDS[RecordAccess.What.RECORD]).label)


def sentence_of(what: str) -> str:
    """What the participant reads about it, with the places {who} and {day}."""
    return str(KINDS.get(what, KINDS[RecordAccess.What.RECORD]).sentence)


What = RecordAccess.What
register(What.RECORD, label=_("記録"), sentence=_("{who}が、{day}にあなたの記録を開きました。"))
register(What.WISHES, label=_("希望とできること"), sentence=_("{who}が、{day}にあなたの希望を見ました。"))
register(What.CONTACT, label=_("連絡先"), sentence=_("{who}が、{day}にあなたの連絡先を見ました。"))
register(What.NOTES, label=_("経過の記録"), sentence=_("{who}が、{day}に相談の経過を見ました。"))
register(
    What.SUGGESTIONS,
    label=_("仕事の候補"),
    sentence=_("{who}が、{day}にあなたに合いそうな仕事を調べました。"),
)
register(
    What.INTRODUCTION,
    label=_("同意された内容"),
    sentence=_("{who}が、{day}にあなたが伝えてよいとした内容を見ました。"),
)
register(
    What.EXPORT,
    label=_("書き出し"),
    sentence=_("{who}が、{day}にあなたの記録をファイルに書き出しました。"),
)
register(
    What.BREAK_GLASS,
    label=_("理由を書いて開く"),
    sentence=_("{who}が、{day}に、担当ではありませんが、理由を書いてあなたの記録を開きました。"),
)
register(
    What.GLASS_REVIEW,
    label=_("開いた理由の確認"),
    sentence=_("{who}が、{day}に、あなたの記録が開かれた理由を確認しました。"),
)
register(
    What.API,
    label=_("ほかのシステムからの記録"),
    sentence=_("{who}が、{day}に、つないだシステムからあなたの記録を見ました。"),
)
register(
    What.API_WISHES,
    label=_("ほかのシステムからの希望"),
    sentence=_("{who}が、{day}に、つないだシステムからあなたの希望を見ました。"),
)
DATA_REQUEST = "data_request"
register(DATA_REQUEST, label=_("申し出"), sentence=_("{who}が、{day}にあなたの申し出を読みました。"))
EARLIER_RECORD = "earlier_record"
register(
    EARLIER_RECORD,
    label=_("前の窓口での記録"),
    sentence=_("{who}が、{day}に、あなたが読んでよいとした、前の窓口での記録を見ました。"),
)
