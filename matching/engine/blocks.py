"""Why a pair is not suggested, and the nearest change, in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from matching.engine.constraints import Condition
from matching.engine.phrases import CONTACT, NOISE
from matching.engine.words import Said, Words, number

Text = tuple[Said, Said | None]
"""The condition, and what would lift it."""


def minutes(c: Condition, words: Words) -> Text:
    most, takes = number(c.wished), number(c.offered)
    return (
        Said(
            f"{takes}分の仕事です（一度に{most}分までのご希望です）。",
            f"It takes {takes} minutes (the wish: up to {most}).",
        ),
        Said(
            f"{most}分までに分けられれば、候補になります。",
            f"It would fit if split into {most} minutes at most.",
        ),
    )


def hours_week(c: Condition, words: Words) -> Text:
    most, takes = number(c.wished), number(c.offered)
    return (
        Said(
            f"週{takes}時間の仕事です（週{most}時間までのご希望です）。",
            f"It takes {takes} hours a week (the wish: up to {most}).",
        ),
        Said(
            f"週{most}時間までにできれば、候補になります。", f"It would fit with {most} hours a week at most."
        ),
    )


def distance(c: Condition, words: Words) -> Text:
    # Rounded up: 30.04 km is beyond 30 km, and has to read so.
    most, way = number(c.wished), math.ceil(c.offered)
    return (
        Said(
            f"片道およそ{way}kmです（{most}kmまでのご希望です）。",
            f"It is about {way} km one way (the wish: up to {most}).",
        ),
        Said("家でできる形か送迎があれば、候補になります。", "It would fit if done at home, or with a lift."),
    )


def contact(c: Condition, words: Words) -> Text:
    return _level(c, CONTACT)


def noise(c: Condition, words: Words) -> Text:
    return _level(c, NOISE)


def telephone(c: Condition, words: Words) -> Text:
    return (
        Said(
            "電話がある仕事です（電話はしたくないとのことです）。",
            "There is telephone work (the wish: no telephone).",
        ),
        Said(
            "電話をほかの人が受ければ、候補になります。", "It would fit if somebody else takes the telephone."
        ),
    )


def face(c: Condition, words: Words) -> Text:
    return (
        Said(
            "顔を合わせる場面がある仕事です（避けたいとのことです）。",
            "People are met face to face (the wish: rather not).",
        ),
        Said("顔を合わせずにできれば、候補になります。", "It would fit if it can be done without."),
    )


def place(c: Condition, words: Words) -> Text:
    if c.wished == "home":
        return (
            Said("現地に行く仕事です（家でのご希望です）。", "It is done on site (the wish: at home)."),
            Said(
                "家でできる部分を分けられれば、候補になります。",
                "It would fit if a part can be done at home.",
            ),
        )
    return (
        Said("家でする仕事です（現地でのご希望です）。", "It is done at home (the wish: on site)."),
        Said("現地でもできれば、候補になります。", "It would fit if it can be done on site too."),
    )


def remote(c: Condition, words: Words) -> Text:
    return place(Condition("place", "home", "onsite"), words)


def days(c: Condition, words: Words) -> Text:
    return _apart(c, "set_days", words)


def dayparts(c: Condition, words: Words) -> Text:
    return _apart(c, "set_dayparts", words)


def municipality(c: Condition, words: Words) -> Text:
    said = words.items("cat_municipality", c.offered)
    return (
        Said(f"{said.ja}にお住まいの方のための仕事です。", f"It is for residents of {said.en}."),
        Said(
            "ほかの市町村にも開かれれば、候補になります。", "It would fit if opened to other municipalities."
        ),
    )


def capacity(c: Condition, words: Words) -> Text:
    return (
        Said("いまは空きがありません。", "No place is free now."),
        Said("空きが出れば、候補になります。", "It would fit once a place is free."),
    )


def paused(c: Condition, words: Words) -> Text:
    return (
        Said("いまは受け入れをお休みしています。", "It is paused now."),
        Said("再開すれば、候補になります。", "It would fit once it goes on."),
    )


def no_introductions(c: Condition, words: Words) -> Text:
    return Said("紹介は希望しないとのことです。", "The person does not wish introductions."), None


def avoided(c: Condition, words: Words) -> Text:
    return Said("会いたくないと聞いている先です。", "The person asked not to meet them."), None


TEXTS: dict[str, Callable[[Condition, Words], Text]] = {
    "minutes": minutes,
    "hours_week": hours_week,
    "distance": distance,
    "contact": contact,
    "noise": noise,
    "telephone": telephone,
    "face": face,
    "place": place,
    "remote": remote,
    "days": days,
    "dayparts": dayparts,
    "municipality": municipality,
    "capacity": capacity,
    "paused": paused,
    "no_introductions": no_introductions,
    "avoided": avoided,
}


def block_text(condition: Condition, words: Words) -> Text:
    """The sentences of a condition; an unknown constraint shows its name and values."""
    known = TEXTS.get(condition.name)
    if known:
        return known(condition, words)
    label = words.column(condition.name)
    ours, theirs = (_shown(condition.name, value, words) for value in (condition.wished, condition.offered))
    return Said(
        f"「{label.ja}」が合いません（ご希望は{ours.ja}、仕事は{theirs.ja}）。",
        f"{label.en} does not fit (the wish: {ours.en}, the work: {theirs.en}).",
    ), None


def _level(c: Condition, levels: tuple[Said, ...]) -> Text:
    most, has = (levels[min(max(int(value), 0), len(levels) - 1)] for value in (c.wished, c.offered))
    return (
        Said(f"{has.ja}（ご希望は「{most.ja}」までです）。", f"{has.en} (the wish goes up to: {most.en})."),
        Said("ご希望の範囲にできれば、候補になります。", "It would fit if this can be kept within the wish."),
    )


def _apart(c: Condition, column: str, words: Words) -> Text:
    ours, theirs = words.items(column, c.wished), words.items(column, c.offered)
    return (
        Said(
            f"{theirs.ja}の仕事です（ご希望は{ours.ja}です）。",
            f"It is on {theirs.en} (the wish: {ours.en}).",
        ),
        Said(f"{ours.ja}にもできれば、候補になります。", f"It would fit if possible on {ours.en} too."),
    )


def _shown(column: str, value: Any, words: Words) -> Said:
    return Said("－", "-") if value is None else words.value(column, value)
