"""No violated constraint is ever suggested, and everything else can be."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.constraints import CONSTRAINTS, masks
from matching.engine.encoding import Catalogue, Pairs, People
from matching.engine.rank import suggest
from matching.engine.schema import Table
from matching.engine.scorer import Scorer
from matching.engine.words import Words

SMALL = st.none() | st.integers(0, 4)
YES_NO = st.none() | st.sampled_from([0, 1])
LETTERS = st.none() | st.frozensets(st.sampled_from("abc"), max_size=2)
TOWNS = st.none() | st.sampled_from("xyz")
PEOPLE = {
    "num_minutes_max": SMALL,
    "num_hours_week_max": SMALL,
    "set_days": LETTERS,
    "set_dayparts": LETTERS,
    "cat_place": st.sampled_from([None, "home", "onsite", "either"]),
    "lat": st.sampled_from([None, 33.0, 33.1]),
    "lon": st.sampled_from([None, 131.0, 131.1]),
    "max_commute_km": st.sampled_from([None, 0, 5, 20]),
    "max_contact_level": SMALL,
    "max_noise": SMALL,
    "telephone_ok": YES_NO,
    "face_ok": YES_NO,
    "cat_municipality": TOWNS,
    "no_introductions": YES_NO,
    "remote_only": YES_NO,
    "avoid_companies": LETTERS,
}
WORK = {
    "num_minutes": SMALL,
    "hours_week": SMALL,
    "set_days": LETTERS,
    "set_dayparts": LETTERS,
    "cat_place": st.sampled_from([None, "home", "onsite"]),
    "lat": st.sampled_from([None, 33.0, 33.1]),
    "lon": st.sampled_from([None, 131.0, 131.1]),
    "contact_level": SMALL,
    "noise": SMALL,
    "telephone": YES_NO,
    "face": YES_NO,
    "only_municipalities": st.none() | st.frozensets(st.sampled_from("xyz"), max_size=2),
    "capacity_left": SMALL,
    "paused": YES_NO,
    "remote": YES_NO,
    "company": st.none() | st.sampled_from("abc"),
}


def blocked(p: dict[str, Any], w: dict[str, Any]) -> set[str]:
    """The rules once more, in plain Python, one pair at a time."""

    def over(limit: str, value: str) -> bool:
        return p[limit] is not None and w[value] is not None and w[value] > p[limit]

    def km() -> float:
        if None in (p["lat"], p["lon"], w["lat"], w["lon"]):
            return 0.0
        a, b, c, d = (math.radians(one) for one in (p["lat"], p["lon"], w["lat"], w["lon"]))
        return 6371.0088 * math.acos(
            min(1.0, math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d))
        )

    home = w["cat_place"] == "home" or w["remote"] == 1
    rules = {
        "minutes": over("num_minutes_max", "num_minutes"),
        "hours_week": over("num_hours_week_max", "hours_week"),
        "contact": over("max_contact_level", "contact_level"),
        "noise": over("max_noise", "noise"),
        "days": bool(p["set_days"] and w["set_days"] and not p["set_days"] & w["set_days"]),
        "dayparts": bool(
            p["set_dayparts"] and w["set_dayparts"] and not p["set_dayparts"] & w["set_dayparts"]
        ),
        "place": {p["cat_place"], w["cat_place"]} == {"home", "onsite"},
        "distance": not home and p["max_commute_km"] is not None and km() > p["max_commute_km"] + 1e-6,
        "telephone": p["telephone_ok"] == 0 and w["telephone"] == 1,
        "face": p["face_ok"] == 0 and w["face"] == 1,
        "municipality": bool(
            p["cat_municipality"]
            and w["only_municipalities"]
            and p["cat_municipality"] not in w["only_municipalities"]
        ),
        "no_introductions": p["no_introductions"] == 1,
        "remote": p["remote_only"] == 1 and w["remote"] != 1,
        "avoided": w["company"] is not None and w["company"] in (p["avoid_companies"] or ()),
        "capacity": w["capacity_left"] == 0,
        "paused": w["paused"] == 1,
    }
    return {name for name, holds in rules.items() if holds}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(PEOPLE), min_size=1, max_size=3),
    st.lists(st.fixed_dictionaries(WORK), min_size=1, max_size=6),
)
def test_no_violated_constraint_is_ever_suggested(people: list[Any], work: list[Any]) -> None:
    participants = Table.from_rows("participants", [{"id": i, **row} for i, row in enumerate(people)])
    opportunities = Table.from_rows("opportunities", [{"id": i, **row} for i, row in enumerate(work)])
    encoded = People(participants, Catalogue(opportunities))
    scorer = Scorer().fit_outcomes(encoded)
    for person, found in zip(
        people, suggest(participants, opportunities, scorer, 99, nearest=99), strict=True
    ):
        expected = {str(i): blocked(person, row) for i, row in enumerate(work)}
        assert {one.opportunity_id for one in found.suggestions} == {
            i for i, why in expected.items() if not why
        }
        for one in found.nearest:
            assert {why.condition.name for why in one.conditions} == expected[one.opportunity_id]
            assert all(why.text_ja and why.text_en for why in one.conditions)


def one_pair(person: dict[str, Any], work: dict[str, Any]) -> Pairs:
    participants = Table.from_rows("participants", [{"id": "p", **person}])
    opportunities = Table.from_rows("opportunities", [{"id": "w", **work}])
    return Pairs.of_one(People(participants, Catalogue(opportunities)), 0)


@pytest.mark.parametrize(
    ("person", "work", "free"),
    [
        ({"num_minutes_max": 60}, {"num_minutes": 60}, True),
        ({"num_minutes_max": 60}, {"num_minutes": 60.5}, False),
        ({"num_minutes_max": 0}, {"num_minutes": 15}, False),
        ({"max_hours_week": 4}, {"hours_week": 5}, False),
        ({"telephone_ok": None}, {"telephone": 1}, True),
        ({"max_commute_km": 0, "lat": 33.0, "lon": 131.0}, {"lat": 33.0, "lon": 131.0}, True),
        ({"max_commute_km": 1, "lat": 33.0, "lon": 131.0}, {"lat": 34.0, "lon": 131.0}, False),
        (
            {"max_commute_km": 1, "lat": 33.0, "lon": 131.0},
            {"lat": 34.0, "lon": 131.0, "cat_place": "home"},
            True,
        ),
        ({"set_days": []}, {"set_days": ["mon"]}, True),
        ({"remote_only": 1}, {"remote": None}, False),
    ],
)
def test_limits_are_inclusive_and_blank_does_not_restrict(person: Any, work: Any, free: bool) -> None:
    assert bool(masks(one_pair(person, work))[0] == 0) is free


def test_a_blocked_sentence_names_both_values_and_the_nearest_change() -> None:
    participants = Table.from_rows("p", [{"id": "a", "num_minutes_max": 60, "telephone_ok": 0}])
    opportunities = Table.from_rows("w", [{"id": "b", "num_minutes": 90, "telephone": 1}])
    scorer = Scorer().fit_outcomes(People(participants, Catalogue(opportunities)))
    [found] = suggest(participants, opportunities, scorer, words=Words())
    assert found.suggestions == ()
    [near] = found.nearest
    assert {why.text_ja: why.change_ja for why in near.conditions} == {
        "90分の仕事です（一度に60分までのご希望です）。": "60分までに分けられれば、候補になります。",
        "電話がある仕事です（電話はしたくないとのことです）。": "電話をほかの人が受ければ、候補になります。",
    }
    assert near.conditions[0].condition.change == ("num_minutes", 60)


def test_masks_have_one_bit_per_constraint() -> None:
    assert len(CONSTRAINTS) <= 32
    assert len({constraint.name for constraint in CONSTRAINTS}) == len(CONSTRAINTS)
    assert masks(one_pair({}, {})).dtype == np.uint32
