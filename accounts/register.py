"""The register of data: what is kept, why, on what basis, who answers for it, for how long.

Each room registers its entries in `AppConfig.ready` (its `about_people.py`; accounts has `holdings.py`, libraries' tables
included). The page /privacy/ and docs/data-register.md (`manage.py data_register`) are made from this. A model that
stands in no entry fails tests/accounts/test_register.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DESK = gettext_lazy(
    "相談先の窓口（市町村・県）。委託を受けた団体は、契約のあいだだけ、窓口の指示で扱います。"
)
RUNNERS = gettext_lazy("Ippoを動かしている県")
WITH_THE_RECORD = gettext_lazy(
    "あなたの記録があるあいだ。自動では消えません。消してほしいときは、窓口か支援員に話してください。"
)
WITH_THE_ACCOUNT = gettext_lazy("ログインのための登録があるあいだ")
NO_PERSON = gettext_lazy("人についての情報ではありません。必要なあいだ残します。")
CONSENT = gettext_lazy("あなたの同意")
TASK = gettext_lazy("相談と支援の仕事に必要な範囲（個人情報保護法 第61条）")
SAFETY = gettext_lazy("情報を安全に守るため（個人情報保護法 第66条）")
SERVICE = gettext_lazy("このサイトを動かすのに必要な範囲")


@dataclass(frozen=True)
class Holding:
    """One kind of data and the tables ("app.Model") in which it lies; the words are read by everybody."""

    what: Any
    why: Any
    basis: Any
    responsible: Any
    how_long: Any
    models: tuple[str, ...]
    personal: bool = True

    def tables(self) -> list[str]:
        """The names of the tables in the database."""
        return [apps.get_model(label)._meta.db_table for label in self.models]


_holdings: list[Holding] = []


def declare(*holdings: Holding) -> None:
    """Called in `AppConfig.ready`."""
    _holdings.extend(holdings)


def holdings() -> Iterator[Holding]:
    """All entries, those about people first."""
    return iter(sorted(_holdings, key=lambda holding: not holding.personal))


def as_markdown() -> str:
    """The text of docs/data-register.md, Japanese and English."""
    parts = [
        "<!-- Written by `manage.py data_register` from what the rooms declare; a change by hand is lost. -->",
        "# 情報の台帳 / Register of data",
        "[日本語](#日本語) ・ [English](#english)",
    ]
    for language, name in (("ja", "日本語"), ("en", "English")):
        with translation.override(language):
            parts += [f"## {name}", _table()]
    return "\n\n".join(parts) + "\n"


def _table() -> str:
    head = [_("何を"), _("何のために"), _("根拠"), _("責任をもつところ"), _("いつまで"), _("表")]
    rows = [head, ["---"] * len(head)]
    for holding in holdings():
        said = [holding.what, holding.why, holding.basis, holding.responsible, holding.how_long]
        rows.append([*map(str, said), " ".join(f"`{table}`" for table in holding.tables())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
