"""Logistic regression that is shrunk to a prior instead of to zero."""

from __future__ import annotations

import numpy as np
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from matching.engine.schema import FloatArray

MAX_STEPS = 50
TOLERANCE = 1e-9


class PriorLogistic(ClassifierMixin, BaseEstimator):
    """Maximum a posteriori logistic regression with a normal prior around given weights.

    ``strength`` is the prior's precision: the outcomes' log-loss plus strength/2 · |coef - prior_coef|² is
    least. No rows give exactly the prior; many rows give plain logistic regression. Labels lie between 0
    and 1. The intercept is shrunk ``intercept_strength`` strong, so that a base rate is learnt soonest.
    """

    def __init__(
        self,
        prior_coef: FloatArray | None = None,
        prior_intercept: float = 0.0,
        strength: float = 10.0,
        intercept_strength: float = 1.0,
    ) -> None:
        self.prior_coef = prior_coef
        self.prior_intercept = prior_intercept
        self.strength = strength
        self.intercept_strength = intercept_strength

    def fit(self, x: FloatArray, y: FloatArray) -> PriorLogistic:
        """``x`` has shape (rows, features), ``y`` (rows,); both may have no row."""
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        mean = np.zeros(x.shape[1]) if self.prior_coef is None else np.asarray(self.prior_coef, dtype=float)
        start = np.append(mean, self.prior_intercept)
        precision = np.append(np.full(len(mean), self.strength), self.intercept_strength)
        found = start
        if len(y):
            design = np.column_stack([x, np.ones(len(y))])
            found = self._minimum(design, y, start, precision)
        self.classes_ = np.array([0, 1])
        self.coef_, self.intercept_ = found[:-1], float(found[-1])
        return self

    @staticmethod
    def _minimum(design: FloatArray, y: FloatArray, start: FloatArray, precision: FloatArray) -> FloatArray:
        """Newton's method with halved steps; the loss is strictly convex, so it ends at the one minimum."""

        def loss(weights: FloatArray) -> float:
            odds = design @ weights
            fit = np.sum(np.logaddexp(0, odds) - y * odds)
            return float(fit + 0.5 * np.sum(precision * (weights - start) ** 2))

        weights, least = start, loss(start)
        for _ in range(MAX_STEPS):
            p = expit(design @ weights)
            gradient = design.T @ (p - y) + precision * (weights - start)
            curvature = (design.T * (p * (1 - p))) @ design + np.diag(precision)
            step = np.linalg.solve(curvature, gradient)
            if np.abs(step).max() < TOLERANCE:
                break
            share = 1.0
            while loss(weights - share * step) > least and share > TOLERANCE:
                share /= 2
            weights = weights - share * step
            least = loss(weights)
        return weights

    def decision_function(self, x: FloatArray) -> FloatArray:
        """Log-odds of a yes, shape (rows,)."""
        check_is_fitted(self)
        odds: FloatArray = x @ self.coef_ + self.intercept_
        return odds

    def predict_proba(self, x: FloatArray) -> FloatArray:
        """Probabilities of no and yes, shape (rows, 2)."""
        yes = expit(self.decision_function(x))
        return np.column_stack([1 - yes, yes])

    def predict(self, x: FloatArray) -> FloatArray:
        """1 where a yes is likelier than a no."""
        likely: FloatArray = (self.decision_function(x) > 0).astype(float)
        return likely
