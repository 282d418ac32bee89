"""The scorer: a prior over pair features that outcomes may correct, once they have shown that they can."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from matching.engine.choice import CalibratedPrior, judge
from matching.engine.encoding import Pairs, People, pairs_of
from matching.engine.features import PairFeatures
from matching.engine.logistic import PriorLogistic
from matching.engine.prior import HEADS, prior_weights
from matching.engine.schema import FloatArray, Outcomes


@dataclass(frozen=True)
class Rating:
    """What the scorer says about pairs. ``score`` ranks; ``p_accept`` is the chance of a yes."""

    scorer: Scorer
    x: FloatArray

    @cached_property
    def score(self) -> FloatArray:
        """Fused log-odds of the three questions, shape (pairs,)."""
        score: FloatArray = self.x @ self.scorer.coef_ + self.scorer.intercept_
        return score

    @cached_property
    def p_accept(self) -> FloatArray:
        """Probability that the participant says yes, shape (pairs,)."""
        head = self.scorer.heads_["accepted"]
        probability: FloatArray = expit(self.x @ head.coef_ + head.intercept_)
        return probability

    def contributions(self, at: Any = slice(None)) -> FloatArray:
        """Shape (pairs, features): row sums plus ``scorer.intercept_`` are the scores."""
        parts: FloatArray = self.x[at] * self.scorer.coef_
        return parts


class Scorer(BaseEstimator):
    """Ranks pairs by a documented prior, corrected by outcomes.

    Three questions are learnt apart (``accepted``, ``completed``, ``liked``) and fused by fixed shares. A
    label that is NaN is unknown and takes no part. ``used_`` says which model answers the first question
    ("prior", "calibrated" or "learnt"), ``report_`` why, for each question.
    """

    def __init__(self, strength: float = 10.0, min_outcomes: int = 20) -> None:
        self.strength = strength
        self.min_outcomes = min_outcomes

    def fit(
        self,
        pairs: Pairs,
        accepted: FloatArray | None = None,
        completed: FloatArray | None = None,
        liked: FloatArray | None = None,
        at: FloatArray | None = None,
    ) -> Scorer:
        """Learn from pairs with labels (shape (pairs,), NaN unknown) answered at the time ``at``."""
        unknown = np.full(len(pairs), np.nan)
        labels = {"accepted": accepted, "completed": completed, "liked": liked}
        times = np.arange(len(pairs), dtype=float) if at is None else np.nan_to_num(at, nan=-np.inf)
        self.features_ = PairFeatures().fit(pairs)
        x = self.features_.transform(pairs)
        self.heads_: dict[str, PriorLogistic] = {}
        self.report_: dict[str, Any] = {"outcomes": len(pairs), "heads": {}}
        for name, given in labels.items():
            values = unknown if given is None else _from_0_to_1(np.asarray(given, dtype=float))
            self.heads_[name], self.report_["heads"][name] = self._head(name, x, values, times)
        self.used_: str = self.report_["heads"]["accepted"]["used"]
        self.n_outcomes_: int = self.report_["heads"]["accepted"]["known"]
        heads = [(HEADS[name].share, head) for name, head in self.heads_.items()]
        self.coef_: FloatArray = np.sum([share * head.coef_ for share, head in heads], axis=0)
        self.intercept_ = float(sum(share * head.intercept_ for share, head in heads))
        return self

    def fit_outcomes(self, people: People, outcomes: Outcomes | None = None) -> Scorer:
        """Learn from recorded outcomes; none, or none of these people, gives the prior."""
        if outcomes is None:
            nothing = np.arange(0)
            return self.fit(Pairs(people, nothing, nothing))
        pairs, kept = pairs_of(outcomes, people)
        return self.fit(
            pairs, outcomes.accepted[kept], outcomes.completed[kept], outcomes.liked[kept], outcomes.at[kept]
        )

    def _head(
        self, name: str, x: FloatArray, y: FloatArray, at: FloatArray
    ) -> tuple[PriorLogistic, dict[str, Any]]:
        known = ~np.isnan(y)
        x, y, at = x[known], y[known], at[known]
        believed = HEADS[name]
        weights = prior_weights(self.features_.feature_names_) * believed.scale
        nothing = np.arange(0)
        prior = PriorLogistic(weights, believed.intercept).fit(x[nothing], y[nothing])
        candidates: dict[str, Any] = {
            "prior": _Fixed(prior),
            "calibrated": CalibratedPrior(weights, believed.intercept, self.strength),
            "learnt": PriorLogistic(weights, believed.intercept, self.strength),
        }
        verdict = judge(candidates, x, y, at, self.min_outcomes)
        fitted = candidates[verdict.used].fit(x, y)
        head = PriorLogistic(fitted.coef_, fitted.intercept_).fit(x[nothing], y[nothing])
        return head, verdict.as_dict()

    def rate(self, pairs: Pairs) -> Rating:
        """Scores, probabilities and contributions of pairs, features built once."""
        check_is_fitted(self)
        return Rating(self, self.features_.transform(pairs))

    def decision_function(self, pairs: Pairs) -> FloatArray:
        """The score that ranks, shape (pairs,)."""
        return self.rate(pairs).score

    def predict_proba(self, pairs: Pairs) -> FloatArray:
        """Probabilities that the participant says no and yes, shape (pairs, 2)."""
        yes = self.rate(pairs).p_accept
        return np.column_stack([1 - yes, yes])

    def contributions(self, pairs: Pairs) -> FloatArray:
        """Shape (pairs, features), in the order of ``features_.feature_names_``."""
        return self.rate(pairs).contributions()


class _Fixed(BaseEstimator):
    """A model that no outcome changes."""

    def __init__(self, model: PriorLogistic) -> None:
        self.model = model

    def fit(self, x: FloatArray, y: FloatArray) -> PriorLogistic:
        """The model as it was."""
        return self.model


def _from_0_to_1(values: FloatArray) -> FloatArray:
    """Any ordered scale onto 0 to 1; what lies between 0 and 1 already stays."""
    known = values[~np.isnan(values)]
    if not len(known) or (known.min() >= 0 and known.max() <= 1):
        return values
    low, high = known.min(), known.max()
    if low == high:
        return np.full(len(values), np.nan)
    scaled: FloatArray = (values - low) / (high - low)
    return scaled
