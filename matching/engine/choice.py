"""Is what was learnt better than what we believed? Decided on later outcomes, never on a random split."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier

from matching.engine.logistic import PriorLogistic
from matching.engine.schema import FloatArray, IntArray

STARTS = (0.4, 0.55, 0.7, 0.85)
"""Forward chaining: learn from the share before each start, judge on what came until the next."""

SURE = 1.64
"""So many standard errors of the gain: 19 of 20 lucky looks are turned away. With 1.0, fifty outcomes that
merely repeated the prior replaced it now and then, and the result was worse."""


class CalibratedPrior(ClassifierMixin, BaseEstimator):
    """The prior's order of pairs with a learnt base rate and a learnt trust in its weights."""

    def __init__(self, prior_coef: FloatArray, prior_intercept: float = 0.0, strength: float = 10.0) -> None:
        self.prior_coef = prior_coef
        self.prior_intercept = prior_intercept
        self.strength = strength

    def fit(self, x: FloatArray, y: FloatArray) -> CalibratedPrior:
        """Two numbers are learnt, whatever the number of features."""
        line = PriorLogistic(np.array([1.0]), self.prior_intercept, self.strength)
        line.fit((x @ self.prior_coef)[:, None], y)
        self.classes_ = np.array([0, 1])
        # Some trust always remains: the order of suggestions is then the prior's, not an accident.
        self.coef_ = self.prior_coef * max(float(line.coef_[0]), 0.05)
        self.intercept_ = line.intercept_
        return self


@dataclass
class Verdict:
    """Which candidate is used and why; losses are mean log-losses on later outcomes, lower is better."""

    used: str
    why: str
    known: int
    judged_on: int = 0
    log_loss: dict[str, float] = field(default_factory=dict)
    beats_dummy: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for storing and printing."""
        return dict(vars(self))


def judge(candidates: dict[str, Any], x: FloatArray, y: FloatArray, at: FloatArray, minimum: int) -> Verdict:
    """Compare ``candidates`` (the first is the prior, each later one learns more) on time-ordered folds.

    A candidate replaces the one before only if it is surely better, and one that learns weights also has
    to beat the base rate (DummyClassifier).
    """
    prior = next(iter(candidates))
    if len(y) < minimum:
        return Verdict(prior, "too few outcomes to judge", len(y))
    if np.ptp(y) == 0:
        return Verdict(prior, "only one answer was ever given", len(y))
    order = np.argsort(at, kind="stable")
    losses = _later_losses(candidates, x[order], y[order])
    used = prior
    for name in list(candidates)[1:]:
        gain = losses[used] - losses[name]
        sure = gain.mean() > SURE * gain.std(ddof=1) / np.sqrt(len(gain))
        beats = name == "calibrated" or losses[name].mean() < losses["dummy"].mean()
        if sure and beats:
            used = name
    why = "better on later outcomes" if used != prior else "nothing learnt was better on later outcomes"
    means = {name: round(float(loss.mean()), 6) for name, loss in losses.items()}
    return Verdict(used, why, len(y), len(losses[used]), means, means[used] < means["dummy"])


def _later_losses(candidates: dict[str, Any], x: FloatArray, y: FloatArray) -> dict[str, FloatArray]:
    edges = [round(len(y) * share) for share in (*STARTS, 1.0)]
    collected: dict[str, list[FloatArray]] = {"dummy": [], **{name: [] for name in candidates}}
    for begin, end in pairwise(edges):
        past, later = np.arange(begin), np.arange(begin, end)
        for name, candidate in candidates.items():
            fitted = candidate.fit(x[past], y[past])
            odds = x[later] @ fitted.coef_ + fitted.intercept_
            collected[name].append(np.logaddexp(0, odds) - y[later] * odds)
        collected["dummy"].append(_dummy_loss(x, y, past, later))
    return {name: np.concatenate(parts) for name, parts in collected.items()}


def _dummy_loss(x: FloatArray, y: FloatArray, past: IntArray, later: IntArray) -> FloatArray:
    """The base rate of the past, from scikit-learn's dummy; one made-up yes and no keep it off 0 and 1."""
    answers = np.concatenate([y[past] >= 0.5, [True, False]])
    dummy = DummyClassifier(strategy="prior").fit(np.zeros((len(answers), 1)), answers)
    rate = dummy.predict_proba(np.zeros((1, 1)))[0, 1]
    odds = np.log(rate / (1 - rate))
    loss: FloatArray = np.logaddexp(0, odds) - y[later] * odds
    return loss
