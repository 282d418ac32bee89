"""From contributions to reasons: for, against, unknown and worth asking, and from how much we know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matching.engine.blocks import block_text
from matching.engine.constraints import CONSTRAINTS, Condition, Constraint, explain_block
from matching.engine.encoding import Pairs
from matching.engine.features import DEMANDS, family_of, topic_of
from matching.engine.phrases import Facts, not_asked, sentence
from matching.engine.schema import FloatArray
from matching.engine.scorer import Scorer
from matching.engine.words import Words

FAINT = 0.02
"""Contributions (log-odds) below this are not worth a sentence."""

FEW = 100
"""Below this many outcomes a learnt order is still called uncertain."""

Direction = Literal["for", "against", "unknown"]


@dataclass(frozen=True)
class Reason:
    """A topic, the sum of its contributions to the score, and one sentence in both languages."""

    feature: str
    direction: Direction
    contribution: float
    text_ja: str
    text_en: str


@dataclass(frozen=True)
class Blocked:
    """A condition that keeps a pair from being suggested, and the nearest change (may be empty)."""

    condition: Condition
    text_ja: str
    text_en: str
    change_ja: str
    change_en: str


@dataclass(frozen=True)
class Certainty:
    """From how many answered suggestions the order comes, and how much is unknown about the person."""

    outcomes: int
    used: str
    unknown: int
    text_ja: str
    text_en: str


@dataclass(frozen=True)
class Explanation:
    """All that a card says about one pair."""

    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    certainty: Certainty


def topic_sums(names: Sequence[str], contributions: FloatArray) -> dict[str, float]:
    """Contributions of one pair by topic; together with the intercept they still add up to the score."""
    sums: dict[str, float] = {}
    for name, value in zip(names, contributions, strict=True):
        sums[topic_of(name)] = sums.get(topic_of(name), 0.0) + float(value)
    return sums


def explain(scorer: Scorer, pairs: Pairs, words: Words, *, most: int = 3) -> list[Explanation]:
    """One explanation per pair, with at most ``most`` reasons of each direction."""
    names = scorer.features_.feature_names_
    rating = scorer.rate(pairs)
    contributions = rating.contributions()
    # What only the person has is the same for all work: it moves no suggestion and is no reason.
    own = {topic_of(name) for name in names if family_of(name).startswith("person")}
    weights = topic_sums(names, np.abs(scorer.coef_))
    blanks = {at: topic_of(name) for at, name in enumerate(names) if family_of(name) == "unknown"}
    explained = []
    for at in range(len(pairs)):
        person = pairs.people.table.row(int(pairs.left[at]))
        work = pairs.catalogue.table.row(int(pairs.right[at]))
        facts = Facts(person, work, float(pairs.km[at]), words)
        sums = topic_sums(names, contributions[at])
        asked = [topic for column, topic in blanks.items() if rating.x[at, column] > 0]
        ranked = sorted((topic for topic in sums if topic not in own), key=lambda t: (-abs(sums[t]), t))
        told = [t for t in ranked if abs(sums[t]) >= FAINT and not (t in DEMANDS and t in asked)]
        worth = sorted(asked, key=lambda t: (t not in DEMANDS, -weights[t], t))
        explained.append(
            Explanation(
                tuple(_reason(t, sums[t], facts) for t in told if sums[t] > 0)[:most],
                tuple(_reason(t, sums[t], facts) for t in told if sums[t] < 0)[:most],
                tuple(_unknown(t, sums[t], words) for t in worth)[:most],
                certainty(scorer, len(asked)),
            )
        )
    return explained


def certainty(scorer: Scorer, unknown: int = 0) -> Certainty:
    """How sure the order is, in words."""
    count, used = scorer.n_outcomes_, scorer.used_
    if not count:
        ja, en = (
            "まだ体験の記録がないため、一般的な目安で並べています。",
            "There is no record of experiences yet: the order follows general guidance.",
        )
    elif used == "prior":
        ja, en = (
            f"記録は{count}件です。まだ少ないか、目安のほうが確かなため、一般的な目安で並べています。",
            f"From {count} records nothing surer was learnt yet: the order follows general guidance.",
        )
    elif count < FEW:
        ja, en = (
            f"{count}件の記録をもとにしています。まだ確かではありません。",
            f"It comes from {count} records and is not certain yet.",
        )
    else:
        ja, en = f"{count}件の記録をもとにしています。", f"It comes from {count} records."
    if unknown:
        ja += f"ご本人にまだ聞いていないことが{unknown}個あります。"
        en += f" Not asked yet: {unknown} thing{'s' if unknown > 1 else ''}."
    return Certainty(count, used, unknown, ja, en)


def explain_blocks(
    mask: int, pairs: Pairs, at: int, words: Words, constraints: Sequence[Constraint] = CONSTRAINTS
) -> tuple[Blocked, ...]:
    """The sentences for the violated constraints of pair ``at``."""
    person = pairs.people.table.row(int(pairs.left[at]))
    work = pairs.catalogue.table.row(int(pairs.right[at]))
    blocked = []
    for condition in explain_block(mask, person, work, float(pairs.km[at]), constraints):
        text, change = block_text(condition, words)
        ja, en = change or ("", "")
        blocked.append(Blocked(condition, text.ja, text.en, ja, en))
    return tuple(blocked)


def _reason(topic: str, contribution: float, facts: Facts) -> Reason:
    positive = contribution > 0
    said = sentence(topic, Facts(facts.person, facts.work, facts.km, facts.words, positive))
    return Reason(topic, "for" if positive else "against", contribution, said.ja, said.en)


def _unknown(topic: str, contribution: float, words: Words) -> Reason:
    said = not_asked(topic, words)
    return Reason(topic, "unknown", contribution, said.ja, said.en)
