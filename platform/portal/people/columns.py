"""What the list says of one person: the same words on the page, on paper and in a file.

Legal name and birth stand here only for whoever may know them (`identity_open`), everything but nickname and
town only where the record is open to the reader. Address and telephone are in no list: their page is opened,
and logged, one by one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Participant
from casework.models import Channel

LONGEST_WISH = 60


@dataclass(frozen=True)
class Cell:
    """One thing about one person, and a smaller word with it; `empty` says why there is nothing."""

    value: str | int | date | None = None
    detail: str = ""
    empty: str = "–"

    @property
    def is_day(self) -> bool:
        """Whether it is written as a day."""
        return isinstance(self.value, date)

    @property
    def is_known(self) -> bool:
        """Whether there is something to say."""
        return self.value not in (None, "")


@dataclass(frozen=True)
class Column:
    """A column of the list. `detail` names the second column that it fills in a file."""

    key: str
    label: Any
    cell: Callable[[Any], Cell]
    detail: Any = ""
    for_whom: str = "record"  # "everybody", "record", "identity"

    def of(self, person: Participant) -> Cell:
        """What may be said of this person here."""
        row: Any = person
        hidden = {"record": not row.record_open, "identity": not (row.record_open and row.identity_open)}
        return Cell() if hidden.get(self.for_whom) else self.cell(row)


def _name(row: Any) -> Cell:
    return Cell(row.full_name, row.full_kana) if row.full_name else Cell(row.full_kana)


def _birth(row: Any) -> Cell:
    if row.birth_not_told:
        return Cell(_("言わない"))
    return Cell(row.birth_date or (str(row.birth_year) if row.birth_year else None), empty=_asked_later())


def _asked_later() -> str:
    return _("まだ聞いていません")


def _place(row: Any) -> Cell:
    wishes = getattr(row, "wishes", None)
    return Cell(wishes.get_place_display() if wishes else "", empty=_asked_later())


def _next(row: Any) -> Cell:
    if row.rests_on(timezone.localdate()):
        return Cell(row.not_until, _("この日まではお休み"))
    channel = str(dict(Channel.choices).get(row.next_channel, ""))
    return Cell(row.next_on, channel if row.next_on else "", empty=_("決まっていません"))


def _state(row: Any) -> Cell:
    if row.taken_on_at is None:
        return Cell(_("連絡を希望された方"))
    if row.rests_on(timezone.localdate()):
        return Cell(_("いったんお休み"))
    wishes = getattr(row, "wishes", None)
    return Cell(_("いまは紹介しない") if wishes and wishes.no_introductions else _("担当あり"))


def _team(row: Any) -> Cell:
    return Cell(_("、").join(str(member.user) for member in row.members))


def _wish(row: Any) -> Cell:
    wishes = getattr(row, "wishes", None)
    words = wishes.wish_text if wishes else ""
    return Cell(
        words if len(words) <= LONGEST_WISH else words[: LONGEST_WISH - 1] + "…", empty=_asked_later()
    )


def _missing(row: Any) -> Cell:
    return Cell(row.unanswered if row.unanswered else None, empty=_("みんな聞きました"))


_ALL = (
    Column("name", gettext_lazy("お名前"), _name, gettext_lazy("よみ"), "identity"),
    Column("born", gettext_lazy("生年月日"), _birth, for_whom="identity"),
    Column(
        "town",
        gettext_lazy("まち"),
        lambda row: Cell(row.municipality.display_name if row.municipality else ""),
        for_whom="everybody",
    ),
    Column("desk", gettext_lazy("窓口"), lambda row: Cell(row.desk.display_name), for_whom="everybody"),
    Column("state", gettext_lazy("いまの状態"), _state, for_whom="everybody"),
    Column("next", gettext_lazy("次の連絡"), _next, gettext_lazy("次の連絡の方法")),
    Column("last", gettext_lazy("最後の記録"), lambda row: Cell(row.last_on, empty=_("まだありません"))),
    Column(
        "channel",
        gettext_lazy("連絡の方法"),
        lambda row: Cell(row.get_channel_display(), empty=_asked_later()),
    ),
    Column("place", gettext_lazy("希望の場所"), _place),
    Column("wish", gettext_lazy("いまの希望"), _wish),
    Column("missing", gettext_lazy("まだ聞いていないこと"), _missing),
    Column("team", gettext_lazy("チーム"), _team),
    Column(
        "since",
        gettext_lazy("登録した日"),
        lambda row: Cell(timezone.localdate(row.registered_at)),
        for_whom="everybody",
    ),
)
COLUMNS = {column.key: column for column in _ALL}
USUAL = ["name", "town", "next", "last"]


def chosen(keys: Iterable[str]) -> list[Column]:
    """The columns with these keys, in the order of the table."""
    wanted = set(keys)
    return [column for key, column in COLUMNS.items() if key in wanted]
