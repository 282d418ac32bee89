"""What we believe before the first outcome, written down with reasons. See docs/scorer.md.

Weights are log-odds per unit of a feature (features run over about one unit), small on purpose: without
a person's own history probabilities carry little, so ``HEADS`` scales them down towards a base rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.engine.features import family_of
from matching.engine.schema import FloatArray

WEIGHTS: dict[str, tuple[float, str]] = {
    # A first step is short, near and well below what the person said they can do.
    "small:minutes": (0.4, "a quarter of an hour is easier to begin with than an afternoon"),
    "room:minutes": (0.5, "work well below one's own limit leaves strength for the day"),
    "small:hours_week": (0.2, "few hours a week bind less"),
    "room:hours_week": (0.3, "the same, over a week"),
    "near:distance": (0.5, "the way is part of the step; near is easier"),
    "room:distance": (0.3, "a way well below the own limit"),
    # Fewer people, less noise; and nothing demanded that nobody has asked about.
    "small:contact": (0.3, "meeting fewer people is what most ask for first"),
    "room:contact": (0.4, "less contact than one can bear leaves room"),
    "small:people": (0.2, "small groups are easier to enter"),
    "small:noise": (0.1, "quiet places tire less"),
    "room:noise": (0.2, "less noise than one can bear"),
    "free:telephone": (0.2, "the telephone is what is feared most often"),
    "unknown:telephone": (-0.5, "not asked yet: it may turn out to be impossible"),
    "free:face": (0.1, "work without being seen is easier"),
    "unknown:face": (-0.3, "not asked yet"),
    # At home, if that is the wish.
    "wished:place": (0.7, "the person said: at home"),
    "home:place": (0.2, "work at home is open to nearly everybody"),
    # What one likes and can do.
    "shared:set_interests": (0.9, "interest is why somebody says yes"),
    "cover:set_interests": (0.2, "the work is about little else"),
    "shared:set_skills": (0.5, "something one can already do"),
    "like:text_wish": (0.8, "own words that sound like the work"),
    "same:cat_pace": (0.3, "the pace suits"),
    "same:cat_municipality": (0.3, "one's own town"),
    "shared:set_days": (0.2, "days that suit"),
    "cover:set_days": (0.3, "every day of the work suits"),
    "shared:set_dayparts": (0.2, "hours that suit"),
    "cover:set_dayparts": (0.3, "all hours of the work suit"),
    # Somebody is there, and one may go.
    "flag:num_helper": (0.4, "somebody who helps"),
    "flag:num_can_leave": (0.2, "one may leave at any time"),
    "flag:num_paid": (0.1, "paid work is taken seriously, and money helps"),
    "work:cat_engagement=visit": (0.2, "a visit commits to nothing"),
    "work:cat_engagement=employment": (-0.3, "employment is a large first step"),
}

FAMILIES: dict[str, tuple[float, str]] = {
    "shared": (0.5, "any sets of the same name that meet"),
    "cover": (0.2, "the share of the work's set that is met"),
    "same": (0.3, "any category that agrees"),
    "like": (0.6, "any text that is alike"),
    "gap": (0.2, "numbers of the same name that are close"),
}
"""For columns that nobody described; families that are not named here begin at 0."""


@dataclass(frozen=True)
class HeadPrior:
    """What one question (will they say yes, finish, like it) believes at the start."""

    base_rate: float
    scale: float
    share: float

    @property
    def intercept(self) -> float:
        """The base rate as log-odds."""
        return float(np.log(self.base_rate / (1 - self.base_rate)))


HEADS = {
    "accepted": HeadPrior(base_rate=0.3, scale=0.7, share=0.5),
    "completed": HeadPrior(base_rate=0.8, scale=0.35, share=0.25),
    "liked": HeadPrior(base_rate=0.7, scale=0.5, share=0.25),
}
"""Base rates are cautious guesses, ``scale`` says how much of the weights applies, and ``share`` how much the
answer counts in the score that ranks. Who began usually finishes, so fit says less there."""


def weight_of(feature: str) -> float:
    """The prior weight of a feature: its own, else its family's, else 0."""
    if feature in WEIGHTS:
        return WEIGHTS[feature][0]
    return FAMILIES.get(family_of(feature), (0.0, ""))[0]


def prior_weights(features: list[str]) -> FloatArray:
    """One weight per feature name."""
    return np.array([weight_of(feature) for feature in features], dtype=float)
