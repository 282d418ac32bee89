"""Suggestions, their reasons, and data nobody expected."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from matching.engine.encoding import Catalogue, Pairs, People
from matching.engine.explain import explain, topic_sums
from matching.engine.features import DEMANDS, LIMITS
from matching.engine.rank import suggest
from matching.engine.schema import SchemaError, Table
from matching.engine.scorer import Scorer
from matching.engine.words import Words
from tests.matching.engine.world import answers, draw, feasible, people_rows, town, work_rows

COLUMNS = {
    **{topic: value for topic, (_, value) in (LIMITS | DEMANDS).items()},
    "place": "cat_place",
    "distance": "lat",
    "people": "num_people",
}


def tables(person: dict[str, Any], work: list[dict[str, Any]]) -> tuple[Table, Table, Scorer]:
    participants = Table.from_rows("participants", [{"id": "p", **person}])
    opportunities = Table.from_rows("opportunities", [{"id": f"w{i}", **row} for i, row in enumerate(work)])
    return participants, opportunities, Scorer().fit_outcomes(People(participants, Catalogue(opportunities)))


def test_somebody_of_whom_nothing_is_known_gets_k_suggestions() -> None:
    random = np.random.default_rng(0)
    blank = {key: None for key in people_rows(random, 1)[0] if key != "id"}
    work = [{**row, "id": f"w{at}", "capacity_left": 1} for at, row in enumerate(work_rows(random, 30))]
    [found] = suggest(*tables(blank, work), 5)
    assert len(found.suggestions) == 5
    assert [one.rank for one in found.suggestions] == [1, 2, 3, 4, 5]
    first = found.suggestions[0].explanation
    assert first.reasons_for
    assert first.unknown
    assert "まだ体験の記録がない" in first.certainty.text_ja


def test_whoever_has_fewer_feasible_gets_all_of_them_however_low_they_score() -> None:
    work = [{"num_minutes": 60, "contact_level": 4, "telephone": 1}, {"num_minutes": 61}]
    [found] = suggest(*tables({"num_minutes_max": 60}, work), 5)
    assert [one.opportunity_id for one in found.suggestions] == ["w0"]
    assert [one.opportunity_id for one in found.nearest] == ["w1"]


@pytest.mark.parametrize(
    ("limit", "words"), [(None, "片道1km未満です。"), (5, "片道1km未満です。ご希望は5kmまでです。")]
)
def test_a_way_round_the_corner_is_no_zero(limit: int | None, words: str) -> None:
    person = {"lat": 33.0, "lon": 131.0, "max_commute_km": limit}
    work = [{"lat": 33.0, "lon": 131.0}, {"lat": 33.5, "lon": 131.5}]
    participants, opportunities, scorer = tables(person, work)
    people = People(participants, Catalogue(opportunities))
    near = explain(scorer, Pairs.of_one(people, 0), Words({}), most=9)[0]
    assert words in {reason.text_ja for reason in near.reasons_for}


def test_the_sentences_hold_the_real_values() -> None:
    person = {
        "num_minutes_max": 60,
        "cat_place": "home",
        "set_interests": ["cleaning"],
        "lat": 33.0,
        "lon": 131.0,
    }
    work = [
        {"num_minutes": 15, "cat_place": "home", "set_interests": ["cleaning"], "telephone": 1},
        {"num_minutes": 60, "lat": 33.1, "lon": 131.0, "set_interests": ["office"]},
    ]
    words = Words({"set_interests=cleaning": ("清掃", "cleaning")})
    participants, opportunities, scorer = tables(person, work)
    people = People(participants, Catalogue(opportunities))
    near, far = explain(scorer, Pairs.of_one(people, 0), words, most=9)
    assert {reason.text_ja for reason in near.reasons_for} >= {
        "15分の仕事です。ご希望は60分までです。",
        "家でできます。ご希望どおりです。",
        "興味のある「清掃」に近い仕事です。",
    }
    assert "It is close to an interest: cleaning." in {reason.text_en for reason in near.reasons_for}
    assert near.unknown[0].text_ja == "電話があってもよいかは、まだ聞いていません。"
    assert "片道およそ11kmです。" in {reason.text_ja for reason in far.reasons_against}
    assert all(r.contribution > 0 for r in near.reasons_for)
    assert all(r.contribution < 0 for r in near.reasons_against)


def test_columns_that_nobody_described_get_plain_sentences() -> None:
    person = {"set_badge": ["k1"], "cat_colour": "red", "num_level": 3, "text_note": "庭の手入れ"}
    work = [
        {"set_badge": ["k1"], "cat_colour": "red", "num_level": 3, "text_note": "庭の手入れ", "cat_x": "=1"}
    ]
    participants, opportunities, scorer = tables(person, work)
    pairs = Pairs.of_one(People(participants, Catalogue(opportunities)), 0)
    [one] = explain(scorer, pairs, Words(), most=9)
    said = {reason.feature: reason.text_ja for reason in one.reasons_for}
    assert said["cat_colour"] == "colour：ご本人は「red」、仕事は「red」です。"
    assert said["text_note"] == "「note」の文が似ています。"
    assert said["set_badge"] == "badge：ご本人は「k1」、仕事は「k1」です。"


def test_reasons_are_the_largest_contributions_and_add_up() -> None:
    people = town(1)
    pairs = feasible(people)
    scorer = Scorer().fit_outcomes(people)
    names = scorer.features_.feature_names_
    contributions, scores = scorer.contributions(pairs), scorer.decision_function(pairs)
    for at, one in enumerate(explain(scorer, pairs.take(np.arange(50)), Words(), most=99)):
        sums = topic_sums(names, contributions[at])
        assert sum(sums.values()) + scorer.intercept_ == pytest.approx(scores[at], abs=1e-9)
        told = [reason.contribution for reason in one.reasons_for]
        assert told == sorted(told, reverse=True)
        assert all(sums[reason.feature] == reason.contribution for reason in one.reasons_for)
        assert all(reason.text_ja.endswith("。") and reason.text_en for reason in one.reasons_for)


def test_taking_away_the_named_reason_moves_the_rank_more_than_taking_another() -> None:
    random = np.random.default_rng(2)
    people, rows = people_rows(random, 25), work_rows(random, 60)
    participants = Table.from_rows("participants", people)
    opportunities = Table.from_rows("opportunities", rows)
    encoded = People(participants, Catalogue(opportunities))
    pairs = feasible(encoded)
    odds = answers(Scorer().fit_outcomes(encoded), pairs, random, 0.7)
    scorer = Scorer().fit(pairs, draw(odds, random))
    named, other = [], []
    for person, row in enumerate(people):
        score = scorer.decision_function(Pairs.of_one(encoded, person))
        at = int(np.argmax(score))
        [one] = explain(scorer, Pairs(encoded, np.array([person]), np.array([at])), Words(), most=99)
        topics = [reason.feature for reason in one.reasons_for]
        for topic, moves in ((topics[0], named), (str(random.choice(topics[1:])), other)):
            without = {**rows[at], COLUMNS.get(topic, topic): None}
            catalogue = Catalogue(Table.from_rows("opportunities", [*rows[:at], without, *rows[at + 1 :]]))
            alone = People(Table.from_rows("participants", [row]), catalogue)
            changed = scorer.decision_function(Pairs.of_one(alone, 0))[at]
            moves.append(int((score > changed).sum()))
    assert np.mean(named) > np.mean(other)


def test_the_same_seed_gives_the_same_list_and_ties_favour_nobody() -> None:
    work = [{"num_minutes": 30} for _ in range(40)]
    rows = [{"id": f"p{i}"} for i in range(60)]
    participants = Table.from_rows("participants", rows)
    opportunities = Table.from_rows("opportunities", [{"id": f"w{i}", **row} for i, row in enumerate(work)])
    scorer = Scorer().fit_outcomes(People(participants, Catalogue(opportunities)))
    first, again, other = (suggest(participants, opportunities, scorer, 1, seed=seed) for seed in (0, 0, 1))
    assert first == again
    assert first != other
    assert len({found.suggestions[0].opportunity_id for found in first}) > 20


def test_left_out_pairs_are_not_mentioned() -> None:
    participants, opportunities, scorer = tables(
        {"num_minutes_max": 30}, [{"num_minutes": 15}, {"num_minutes": 60}]
    )
    [found] = suggest(participants, opportunities, scorer, left_out=[("p", "w0"), ("p", "w1"), ("p", "gone")])
    assert (found.suggestions, found.nearest, found.feasible, found.blocked) == ((), (), 0, 0)


STRANGE = ["𠮷野家の髙﨑さん", "🌱🧑‍🌾", "\ud842", "\x00\x07 ", "あ" * 1_000_000, "", "、。！", "a"]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_are_compared_and_shown_without_harm(text: str) -> None:
    person = {"text_wish": text, "text_other": text, "set_interests": [text], "cat_pace": text}
    work = [{"text_wish": "𠮷野家で働く", "text_other": text, "set_interests": [text], "cat_pace": text}] * 3
    [found] = suggest(*tables(person, work), 3)
    assert len(found.suggestions) == 3
    for one in found.suggestions:
        assert 0 < one.p_accept < 1
        for reason in one.explanation.reasons_for + one.explanation.unknown:
            assert len(reason.text_ja) < 200
            assert "\x00" not in reason.text_ja


def test_rare_kanji_are_words_of_their_own() -> None:
    participants, opportunities, _ = tables(
        {"text_wish": "𠮷𡈽の畑"}, [{"text_wish": "𠮷𡈽の畑"}, {"text_wish": "髙﨑の海"}]
    )
    same, other = Pairs.of_one(People(participants, Catalogue(opportunities)), 0).likeness("text_wish")
    assert same == pytest.approx(1)
    assert other < 0.2


def test_constant_blank_and_enormous_columns_do_no_harm() -> None:
    person = {
        "num_same": 1,
        "num_blank": None,
        "num_huge": 1e300,
        "num_odd": float("nan"),
        "num_inf": float("inf"),
    }
    work = [{**person, "cat_many": f"c{i}", "num_one_sided": 7, "num_minutes": -5} for i in range(50)]
    participants, opportunities, scorer = tables(person, work)
    pairs = Pairs.of_one(People(participants, Catalogue(opportunities)), 0)
    assert np.isfinite(scorer.features_.transform(pairs)).all()
    assert np.isfinite(scorer.decision_function(pairs)).all()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"num_minutes": "30"}, "row 1, column num_minutes: '30' is not a number"),
        ({"lat": 91}, "is not within"),
        ({"set_days": "mon"}, "is not a set of items"),
        ({"cat_pace": 3}, "is not text"),
        ({"colour": 3}, "column colour is unknown"),
    ],
)
def test_what_breaks_the_contract_is_named(row: dict[str, Any], says: str) -> None:
    with pytest.raises(SchemaError, match=says):
        Table.from_rows("participants", [{"id": "a", **row}])


def test_ids_are_kept_as_given_and_never_twice() -> None:
    assert list(Table.from_rows("p", [{"id": "007"}, {"id": "7"}]).ids) == ["007", "7"]
    with pytest.raises(SchemaError, match="'7' occurs twice"):
        Table.from_rows("p", [{"id": "7"}, {"id": 7}])


def test_nobody_and_nothing_are_answered() -> None:
    participants, opportunities, scorer = tables({}, [])
    [found] = suggest(participants, opportunities, scorer)
    assert (found.suggestions, found.nearest) == ((), ())
    assert suggest(Table.from_rows("participants", []), opportunities, scorer) == []
