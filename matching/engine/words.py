"""The Japanese and English words for columns and values; the caller may bring more."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

MAX_WORD = 30


class Said(NamedTuple):
    """The same in Japanese and in English."""

    ja: str
    en: str


KNOWN: dict[str, tuple[str, str]] = {
    "set_days": ("曜日", "days"),
    **{
        f"set_days={key}": (ja, key.capitalize())
        for key, ja in zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "月火水木金土日", strict=True)
    },
    "set_dayparts": ("時間帯", "time of day"),
    "set_dayparts=morning": ("午前", "morning"),
    "set_dayparts=afternoon": ("午後", "afternoon"),
    "set_dayparts=evening": ("夕方", "evening"),
    "set_dayparts=night": ("夜", "night"),
    "set_interests": ("興味のある分野", "interests"),
    "set_skills": ("できること", "skills"),
    "text_wish": ("希望や、あると助かること", "wishes and what helps"),
    "cat_municipality": ("市町村", "municipality"),
    "cat_pace": ("ペース", "pace"),
    "cat_pace=slow": ("ゆっくり", "slow"),
    "cat_pace=own": ("自分のペース", "one's own"),
    "cat_pace=steady": ("一定のペース", "steady"),
    "cat_place": ("場所", "place"),
    "cat_place=home": ("家", "at home"),
    "cat_place=onsite": ("現地", "on site"),
    "cat_kind": ("種類", "kind"),
    "cat_kind=task": ("切出し仕事", "micro-task"),
    "cat_kind=programme": ("仕事プログラム", "work programme"),
    "cat_engagement": ("かかわり方", "engagement"),
    "cat_engagement=visit": ("見学", "visit"),
    "cat_engagement=experience": ("就労体験", "job experience"),
    "cat_engagement=employment": ("雇用", "employment"),
    "minutes": ("一度に働ける時間", "how long at a time"),
    "hours_week": ("一週間に働ける時間", "hours a week"),
    "distance": ("どこから通うか", "where from"),
    "contact": ("どのくらい人と会えるか", "how much contact with people is all right"),
    "noise": ("どのくらいの音まで大丈夫か", "how much noise is all right"),
    "telephone": ("電話があってもよいか", "whether telephone work is all right"),
    "face": ("顔を合わせてもよいか", "whether meeting face to face is all right"),
    "place": ("家と現地のどちらがよいか", "whether at home or on site"),
}


class Words:
    """Labels of columns (``set_interests``) and of values (``set_interests=cleaning``), in both languages."""

    def __init__(self, extra: Mapping[str, tuple[str, str]] | None = None) -> None:
        self._known = {**KNOWN, **(extra or {})}

    def column(self, column: str) -> Said:
        """The label of a column or topic; an unknown one is its own name without the prefix."""
        bare = column.partition("_")[2] if column[:4] in {"num_", "cat_", "set_", "text"} else column
        return Said(*self._known.get(column, (clean(bare), clean(bare))))

    def value(self, column: str, value: Any) -> Said:
        """One value of a column in words."""
        if isinstance(value, frozenset):
            return self.items(column, value)
        if isinstance(value, float | int):
            return Said(number(float(value)), number(float(value)))
        return Said(*self._known.get(f"{column}={value}", (clean(str(value)), clean(str(value)))))

    def items(self, column: str, items: Iterable[str], most: int = 3) -> Said:
        """A few items of a set, in a fixed order (weekdays in theirs)."""
        order = list(self._known)
        keys = {item: f"{column}={item}" for item in items}
        ranked = sorted(
            keys, key=lambda i: (order.index(keys[i]) if keys[i] in self._known else len(order), i)
        )
        said = [self.value(column, item) for item in ranked[: max(most, 7 if column == "set_days" else most)]]
        return Said("・".join(one.ja for one in said), ", ".join(one.en for one in said))


def clean(text: str) -> str:
    """One line without control characters, cut to a length that fits a sentence."""
    line = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in text[: 4 * MAX_WORD])
    line = " ".join(line.split())
    return line if len(line) <= MAX_WORD else line[: MAX_WORD - 1] + "…"


def number(value: float) -> str:
    """12 for 12.0, 2.5 for 2.50, 43.2 for 43.21."""
    if math.isnan(value):
        return "?"
    return f"{value:.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.3g}"
