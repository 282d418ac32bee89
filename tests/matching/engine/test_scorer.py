"""The prior carries what no outcome says; outcomes correct it only when they can."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from skops.io import dumps
from skops.io.exceptions import UntrustedTypesFoundException

from matching.engine import store
from matching.engine.constraints import masks
from matching.engine.encoding import Pairs
from matching.engine.logistic import PriorLogistic
from matching.engine.prior import HEADS, WEIGHTS, prior_weights
from matching.engine.schema import Outcomes
from matching.engine.scorer import Scorer
from tests.matching.engine.world import answers, draw, feasible, town


def log_loss(odds: np.ndarray, probability: np.ndarray) -> float:
    """Expected loss under the known truth."""
    truth, p = expit(odds), np.clip(probability, 1e-9, 1 - 1e-9)
    return float(-(truth * np.log(p) + (1 - truth) * np.log(1 - p)).mean())


def learnt(pairs: Pairs, odds: np.ndarray, count: int, random: np.random.Generator) -> Scorer:
    at = random.permutation(len(pairs))[:count]
    return Scorer().fit(pairs.take(at), draw(odds[at], random))


def test_no_outcome_is_exactly_the_prior() -> None:
    people = town()
    scorer = Scorer().fit_outcomes(people)
    weights = prior_weights(scorer.features_.feature_names_)
    head = scorer.heads_["accepted"]
    assert scorer.used_ == "prior"
    assert scorer.n_outcomes_ == 0
    assert np.array_equal(head.coef_, weights * HEADS["accepted"].scale)
    pairs = feasible(people)
    assert np.allclose(
        scorer.predict_proba(pairs)[:, 1],
        expit(scorer.features_.transform(pairs) @ head.coef_ + HEADS["accepted"].intercept),
    )


def test_every_documented_weight_has_a_reason_and_a_feature() -> None:
    names = Scorer().fit_outcomes(town()).features_.feature_names_
    assert set(WEIGHTS) <= set(names)
    assert all(reason for _, reason in WEIGHTS.values())


@pytest.mark.parametrize("count", [0, 300])
def test_contributions_add_up_to_the_score(count: int) -> None:
    people, random = town(1), np.random.default_rng(1)
    pairs = feasible(people)
    odds = answers(Scorer().fit_outcomes(people), pairs, random, 1.0)
    scorer = learnt(pairs, odds, count, random)
    sums = scorer.contributions(pairs).sum(axis=1) + scorer.intercept_
    assert np.abs(sums - scorer.decision_function(pairs)).max() < 1e-9


@pytest.mark.parametrize("surprise", [0.0, 0.4])
def test_never_worse_than_the_prior_by_more_than_noise(surprise: float) -> None:
    losses: dict[int, list[float]] = {0: [], 10: [], 50: [], 250: []}
    for seed in range(5):
        people, random = town(seed, 50, 60), np.random.default_rng(seed)
        pairs = feasible(people)
        prior = Scorer().fit_outcomes(people)
        odds = answers(prior, pairs, random, surprise)
        believed = log_loss(odds, prior.predict_proba(pairs)[:, 1])
        for count, found in losses.items():
            scorer = learnt(pairs, odds, count, random)
            found.append(log_loss(odds, scorer.predict_proba(pairs)[:, 1]) - believed)
    for count, found in losses.items():
        assert np.mean(found) < 0.01, count
        assert max(found) < 0.05, count
    assert losses[0] == [0.0] * 5


def test_many_surprising_outcomes_are_learnt_and_say_so() -> None:
    people, random = town(3, 60, 80), np.random.default_rng(3)
    pairs = feasible(people)
    prior = Scorer().fit_outcomes(people)
    odds = answers(prior, pairs, random, 1.0)
    scorer = learnt(pairs, odds, 400, random)
    assert scorer.used_ == "learnt"
    report = scorer.report_["heads"]["accepted"]
    assert report["log_loss"]["learnt"] < min(report["log_loss"]["prior"], report["log_loss"]["dummy"])
    assert log_loss(odds, scorer.predict_proba(pairs)[:, 1]) < log_loss(
        odds, prior.predict_proba(pairs)[:, 1]
    )


def test_answers_that_fit_nothing_leave_the_order_of_the_prior() -> None:
    people, random = town(4, 60, 80), np.random.default_rng(4)
    pairs = feasible(people)
    scorer = learnt(pairs, np.full(len(pairs), 1.5), 200, random)
    order = Scorer().fit_outcomes(people).heads_["accepted"].coef_
    assert scorer.used_ == "calibrated"
    assert np.corrcoef(scorer.heads_["accepted"].coef_, order)[0, 1] == pytest.approx(1)
    assert abs(scorer.predict_proba(pairs)[:, 1].mean() - expit(1.5)) < 0.1


def test_the_check_judges_on_later_outcomes() -> None:
    """A rule that turned round lately is not used, however well it fits the past."""
    people, random = town(5, 60, 120), np.random.default_rng(5)
    pairs = feasible(people)
    pairs = pairs.take(random.permutation(len(pairs))[:400])
    odds = 4 * np.where(pairs.offer("num_minutes") > 60, 1.0, -1.0)
    time = np.arange(400.0)
    yes = draw(np.where(time < 160, odds, -odds), random)
    assert Scorer().fit(pairs, draw(odds, random), at=time).used_ == "learnt"
    assert Scorer().fit(pairs.take(np.arange(220)), yes[:220], at=time[:220]).used_ != "learnt"


def test_missing_labels_are_unknown_and_not_no() -> None:
    people, random = town(6), np.random.default_rng(6)
    pairs = feasible(people)
    yes = draw(answers(Scorer().fit_outcomes(people), pairs, random, 1.0), random)
    some = random.random(len(pairs)) < 0.5
    apart = Scorer().fit(pairs.take(some), yes[some])
    together = Scorer().fit(pairs, np.where(some, yes, np.nan))
    assert together.n_outcomes_ == some.sum()
    assert np.array_equal(apart.heads_["accepted"].coef_, together.heads_["accepted"].coef_)


def test_would_do_it_again_moves_the_score_but_not_the_chance_of_a_yes() -> None:
    people, random = town(7), np.random.default_rng(7)
    pairs = feasible(people)
    liked = draw(3 * (pairs.offer("num_people") - 6), random) * 4 + 1
    plain, fond = Scorer().fit_outcomes(people), Scorer().fit(pairs, liked=liked)
    assert fond.report_["heads"]["liked"]["used"] == "learnt"
    assert np.array_equal(plain.predict_proba(pairs), fond.predict_proba(pairs))
    crowd = pairs.offer("num_people") > 9
    gain = fond.decision_function(pairs) - plain.decision_function(pairs)
    assert gain[crowd].mean() > gain[~crowd].mean()


def test_the_same_input_gives_the_same_model_and_survives_storing() -> None:
    people, random = town(8), np.random.default_rng(8)
    pairs = feasible(people)
    yes = draw(answers(Scorer().fit_outcomes(people), pairs, random, 1.0), random)
    first, second = (clone(Scorer()).fit(pairs, yes) for _ in range(2))
    kept = store.from_bytes(store.to_bytes(first))
    assert np.array_equal(first.coef_, second.coef_)
    assert np.array_equal(kept.decision_function(pairs), first.decision_function(pairs))
    assert kept.report_ == first.report_
    assert "静か".encode() not in store.to_bytes(first)


def test_a_stored_thing_that_is_no_scorer_is_refused() -> None:
    with pytest.raises(UntrustedTypesFoundException):
        store.from_bytes(dumps(Outcomes.from_rows([])))
    with pytest.raises(TypeError):
        store.from_bytes(dumps(PriorLogistic()))


def test_outcomes_about_unknown_rows_are_left_out() -> None:
    people = town(9)
    rows = [
        {"participant_id": "p0", "opportunity_id": "w0", "at": 1, "accepted": 1},
        {"participant_id": "gone", "opportunity_id": "w0", "at": 2, "accepted": 0},
    ]
    scorer = Scorer().fit_outcomes(people, Outcomes.from_rows(rows))
    assert scorer.n_outcomes_ == 1
    assert scorer.report_["heads"]["completed"]["known"] == 0


def test_the_logistic_is_the_usual_one_when_the_prior_is_zero() -> None:
    random = np.random.default_rng(10)
    x = random.normal(size=(300, 4))
    y = draw(x @ np.array([1.0, -1.0, 0.5, 0.0]), random)
    ours = PriorLogistic(strength=2.0, intercept_strength=1e-9).fit(x, y)
    usual = LogisticRegression(C=0.5, tol=1e-10, max_iter=1000).fit(x, y)
    assert np.allclose(ours.coef_, usual.coef_[0], atol=1e-4)
    assert np.isclose(ours.intercept_, usual.intercept_[0], atol=1e-4)


def test_infeasible_pairs_may_be_learnt_from() -> None:
    people = town(11)
    pairs = Pairs.of_one(people, 0)
    assert (masks(pairs) != 0).any()
    assert np.isfinite(Scorer().fit(pairs, np.ones(len(pairs))).coef_).all()
