"""One short sentence about a topic of a pair. Sentences state facts; the heading says for or against.

Whoever reads them decides: nothing here praises, presses or blames.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matching.engine.constraints import Row
from matching.engine.features import LIMITS
from matching.engine.words import Said, Words, number

CONTACT = (
    Said("人と会わない仕事です", "Nobody has to be met"),
    Said("会うのは、担当の人ひとりです", "Only one person is met"),
    Said("少人数の場です", "It is a small group"),
    Said("まわりに職員がいる場です", "Staff are around"),
    Said("お客さまと接する仕事です", "There are customers"),
)
NOISE = (
    Said("静かな場所です", "The place is quiet"),
    Said("少し音がある場所です", "There is some noise"),
    Said("音が大きい場所です", "The place is loud"),
)
ENGAGEMENT = {
    "visit": Said("見学から始められます。", "It begins with a visit."),
    "experience": Said("就労体験です。", "It is a job experience."),
    "employment": Said("雇用されて働く仕事です。", "It is employment."),
}
KIND = {
    "task": Said("切出し仕事です。", "It is a micro-task."),
    "programme": Said("何回かに分けて進める仕事プログラムです。", "It is a work programme of several steps."),
}


@dataclass(frozen=True)
class Facts:
    """What is known about one pair, and on which side the score counts the topic."""

    person: Row
    work: Row
    km: float
    words: Words
    positive: bool = True

    def both(self, column: str) -> bool:
        """Whether neither side is blank."""
        return column in self.person and column in self.work


Phrase = Callable[[Facts], Said | None]


def minutes(f: Facts) -> Said | None:
    if "num_minutes" not in f.work:
        return None
    takes = number(f.work["num_minutes"])
    return _limited(
        f, "minutes", Said(f"{takes}分の仕事です", f"It takes {takes} minutes"), Said("{}分まで", "up to {}")
    )


def hours_week(f: Facts) -> Said | None:
    if "hours_week" not in f.work:
        return None
    takes = number(f.work["hours_week"])
    fact = Said(f"週{takes}時間の仕事です", f"It takes {takes} hours a week")
    return _limited(f, "hours_week", fact, Said("週{}時間まで", "up to {}"))


def contact(f: Facts) -> Said | None:
    return _level(f, "contact_level", CONTACT)


def noise(f: Facts) -> Said | None:
    return _level(f, "noise", NOISE)


def people(f: Facts) -> Said | None:
    if "num_people" not in f.work:
        return None
    if not f.work["num_people"]:
        return Said("まわりに人はいません。", "Nobody else is there.")
    count = number(f.work["num_people"])
    return Said(f"いっしょにいる人は{count}人ほどです。", f"About {count} people are there.")


def distance(f: Facts) -> Said | None:
    town = f.person.get("cat_municipality")
    # From the middle of a town to another's: within one town it would say nothing true.
    if math.isnan(f.km) or (town is not None and town == f.work.get("cat_municipality")):
        return None
    way = "1km未満です" if f.km < 1 else f"およそ{round(f.km)}kmです"
    english = "less than 1" if f.km < 1 else f"about {round(f.km)}"
    limit = f.person.get("max_commute_km")
    if limit is None:
        return Said(f"片道{way}。", f"It is {english} km one way.")
    most = number(limit)
    return Said(
        f"片道{way}。ご希望は{most}kmまでです。",
        f"It is {english} km one way; the wish is up to {most}.",
    )


def place(f: Facts) -> Said | None:
    home = f.work.get("cat_place") == "home" or f.work.get("remote", 0) > 0
    if not home:
        return Said("現地に行く仕事です。", "It is done on site.")
    if f.person.get("cat_place") == "home":
        return Said("家でできます。ご希望どおりです。", "It can be done at home, as wished.")
    return Said("家でできます。", "It can be done at home.")


def telephone(f: Facts) -> Said | None:
    return _demand(f, "telephone", "telephone_ok", Said("電話", "telephone"))


def face(f: Facts) -> Said | None:
    return _demand(f, "face", "face_ok", Said("顔を合わせる場面", "face-to-face meeting"))


def days(f: Facts) -> Said | None:
    return _meeting(f, "set_days")


def dayparts(f: Facts) -> Said | None:
    return _meeting(f, "set_dayparts")


def interests(f: Facts) -> Said | None:
    if not f.both("set_interests"):
        return None
    common = f.person["set_interests"] & f.work["set_interests"]
    if not common:
        return Said(
            "聞いている興味とは別の分野の仕事です。", "The field is another than the interests told so far."
        )
    said = f.words.items("set_interests", common)
    return Said(f"興味のある「{said.ja}」に近い仕事です。", f"It is close to an interest: {said.en}.")


def skills(f: Facts) -> Said | None:
    if not f.both("set_skills"):
        return None
    common = f.person["set_skills"] & f.work["set_skills"]
    said = f.words.items("set_skills", common or f.work["set_skills"])
    if not common:
        return Said(f"「{said.ja}」ができると役に立つ仕事です。", f"It helps to know: {said.en}.")
    return Said(f"できることの「{said.ja}」を活かせます。", f"It uses a skill: {said.en}.")


def wish(f: Facts) -> Said | None:
    if not f.both("text_wish"):
        return None
    if f.positive:
        return Said("ご希望の言葉に近い内容です。", "It sounds like the person's own words.")
    return Said(
        "ご希望の言葉とは、少し違う内容です。", "It sounds a little different from the person's own words."
    )


def municipality(f: Facts) -> Said | None:
    if not f.both("cat_municipality"):
        return None
    if f.person["cat_municipality"] == f.work["cat_municipality"]:
        return Said("お住まいの市町村の仕事です。", "It is in the person's own municipality.")
    return Said("お住まいとは別の市町村の仕事です。", "It is in another municipality.")


def pace(f: Facts) -> Said | None:
    if "cat_pace" not in f.work:
        return None
    theirs = f.words.value("cat_pace", f.work["cat_pace"])
    ours = f.person.get("cat_pace")
    if ours is None:
        return Said(f"ペースは「{theirs.ja}」です。", f"The pace: {theirs.en}.")
    if ours == f.work["cat_pace"]:
        return Said(f"ペースがご希望と合います（{theirs.ja}）。", f"The pace is as wished: {theirs.en}.")
    said = f.words.value("cat_pace", ours)
    return Said(
        f"ペースは「{theirs.ja}」です。ご希望は「{said.ja}」です。",
        f"The pace: {theirs.en}; wished: {said.en}.",
    )


def engagement(f: Facts) -> Said | None:
    return ENGAGEMENT.get(f.work.get("cat_engagement", ""))


def kind(f: Facts) -> Said | None:
    return KIND.get(f.work.get("cat_kind", ""))


def helper(f: Facts) -> Said | None:
    return _flag(
        f,
        "num_helper",
        Said("そばで手伝う人がいます。", "Somebody is there to help."),
        Said("そばで手伝う人は決まっていません。", "Nobody is named yet who helps."),
    )


def can_leave(f: Facts) -> Said | None:
    return _flag(
        f,
        "num_can_leave",
        Said("途中で帰れます。", "One may leave at any time."),
        Said("途中で抜けにくい仕事です。", "It is hard to leave half-way."),
    )


def paid(f: Facts) -> Said | None:
    return _flag(
        f,
        "num_paid",
        Said("報酬があります。", "It is paid."),
        Said("報酬はありません。", "It is unpaid."),
    )


PHRASES: dict[str, Phrase] = {
    "minutes": minutes,
    "hours_week": hours_week,
    "contact": contact,
    "noise": noise,
    "people": people,
    "distance": distance,
    "place": place,
    "telephone": telephone,
    "face": face,
    "set_days": days,
    "set_dayparts": dayparts,
    "set_interests": interests,
    "set_skills": skills,
    "text_wish": wish,
    "cat_municipality": municipality,
    "cat_pace": pace,
    "cat_engagement": engagement,
    "cat_kind": kind,
    "num_helper": helper,
    "num_can_leave": can_leave,
    "num_paid": paid,
}


def sentence(topic: str, facts: Facts) -> Said:
    """The phrase of a topic, or the fallback for a column that nobody described."""
    phrase = PHRASES.get(topic)
    return (phrase(facts) if phrase else None) or fallback(topic, facts)


def fallback(column: str, f: Facts) -> Said:
    """The bare values of any column, or of the side that has one."""
    label = f.words.column(column)
    if column.startswith("text_"):
        word = Said("似ています", "alike") if f.positive else Said("あまり似ていません", "not much alike")
        return Said(f"「{label.ja}」の文が{word.ja}。", f"The texts about {label.en} are {word.en}.")
    ours, theirs = (
        f.words.value(column, side[column]) if column in side else None for side in (f.person, f.work)
    )
    if ours and theirs:
        return Said(
            f"{label.ja}：ご本人は「{ours.ja}」、仕事は「{theirs.ja}」です。",
            f"{label.en}: the person {ours.en}, the work {theirs.en}.",
        )
    known = theirs or ours
    if known is None:
        return Said(f"「{label.ja}」は、まだわかっていません。", f"Not known yet: {label.en}.")
    return Said(f"{label.ja}は「{known.ja}」です。", f"{label.en}: {known.en}.")


def not_asked(topic: str, words: Words) -> Said:
    """What would be worth asking."""
    label = words.column(topic)
    return Said(f"{label.ja}は、まだ聞いていません。", f"Not asked yet: {label.en}.")


def _limited(f: Facts, topic: str, fact: Said, limit: Said) -> Said:
    most: Any = f.person.get(LIMITS[topic][0])
    if most is None:
        return Said(f"{fact.ja}。", f"{fact.en}.")
    ja, en = limit.ja.format(number(most)), limit.en.format(number(most))
    return Said(f"{fact.ja}。ご希望は{ja}です。", f"{fact.en}; the wish is {en}.")


def _level(f: Facts, column: str, levels: tuple[Said, ...]) -> Said | None:
    if column not in f.work:
        return None
    said = levels[min(max(round(f.work[column]), 0), len(levels) - 1)]
    return Said(f"{said.ja}。", f"{said.en}.")


def _demand(f: Facts, demanded: str, willing: str, what: Said) -> Said | None:
    if demanded not in f.work:
        return None
    if f.work[demanded] <= 0:
        return Said(f"{what.ja}はありません。", f"There is no {what.en}.")
    if willing not in f.person:
        return Said(
            f"{what.ja}があります。できるかどうかは、まだ聞いていません。",
            f"There is {what.en}; whether that is all right was not asked yet.",
        )
    return Said(f"{what.ja}があります。できるとのことです。", f"There is {what.en}, which is all right.")


def _meeting(f: Facts, column: str) -> Said | None:
    if not f.both(column):
        return None
    common = f.person[column] & f.work[column]
    said = f.words.items(column, common or f.work[column])
    if len(common) == len(f.work[column]):
        return Said(f"{said.ja}で、ご希望と合います。", f"The time suits: {said.en}.")
    if common:
        return Said(f"合うのは{said.ja}だけです。", f"Only this time suits: {said.en}.")
    return Said(f"{said.ja}の仕事です。", f"It is on: {said.en}.")


def _flag(f: Facts, column: str, yes: Said, no: Said) -> Said | None:
    if column not in f.work:
        return None
    return yes if f.work[column] > 0 else no
