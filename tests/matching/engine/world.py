"""A small made-up town: people, work, and answers drawn from a known truth."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit

from matching.engine.constraints import masks
from matching.engine.encoding import Catalogue, Pairs, People
from matching.engine.schema import FloatArray, Table
from matching.engine.scorer import Scorer

FIELDS = ["清掃", "事務", "倉庫", "農業", "調理", "介護", "入力", "印刷", "園芸", "木工"]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening", "night")
Rows = list[dict[str, Any]]


def people_rows(random: np.random.Generator, count: int) -> Rows:
    """Participants with about a third of everything not asked yet."""
    rows: Rows = []
    for at in range(count):
        row: dict[str, Any] = {
            "num_minutes_max": int(random.choice([30, 60, 120, 240])),
            "num_hours_week_max": int(random.integers(2, 20)),
            "set_days": _some(random, DAYS, 5),
            "set_dayparts": _some(random, PARTS, 2),
            "cat_place": str(random.choice(["home", "onsite", "either"])),
            "lat": 33.2 + random.random() / 5,
            "lon": 131.5 + random.random() / 5,
            "max_commute_km": float(random.integers(3, 30)),
            "max_contact_level": int(random.integers(0, 5)),
            "telephone_ok": int(random.integers(0, 2)),
            "face_ok": int(random.integers(0, 2)),
            "max_noise": int(random.integers(0, 3)),
            "cat_pace": str(random.choice(["slow", "own", "steady"])),
            "set_interests": _some(random, FIELDS, 3),
            "set_skills": _some(random, FIELDS, 2),
            "text_wish": "静かな場所で" + "と".join(_some(random, FIELDS, 2)) + "をしてみたいです",
            "cat_municipality": str(random.choice(["442011", "442020", "442054"])),
        }
        asked = {key: value if random.random() > 0.33 else None for key, value in row.items()}
        rows.append({"id": f"p{at}", **asked})
    return rows


def work_rows(random: np.random.Generator, count: int) -> Rows:
    """Opportunities in all columns of the contract."""
    rows: Rows = []
    for at in range(count):
        field = str(random.choice(FIELDS))
        rows.append(
            {
                "id": f"w{at}",
                "num_minutes": int(random.choice([15, 30, 60, 120, 180])),
                "hours_week": int(random.integers(1, 12)),
                "set_days": _some(random, DAYS, 4),
                "set_dayparts": _some(random, PARTS, 2),
                "cat_place": str(random.choice(["home", "onsite"])),
                "lat": 33.2 + random.random() / 5,
                "lon": 131.5 + random.random() / 5,
                "contact_level": int(random.integers(0, 5)),
                "telephone": int(random.random() < 0.3),
                "face": int(random.random() < 0.4),
                "noise": int(random.integers(0, 3)),
                "cat_pace": str(random.choice(["slow", "own", "steady"])),
                "set_interests": [field, str(random.choice(FIELDS))],
                "set_skills": _some(random, FIELDS, 2),
                "text_wish": f"{field}の仕事です。{random.choice(FIELDS)}の人と少しずつ進めます。",
                "cat_municipality": str(random.choice(["442011", "442020", "442054"])),
                "num_people": int(random.integers(1, 12)),
                "num_helper": int(random.integers(0, 2)),
                "num_can_leave": int(random.integers(0, 2)),
                "num_paid": int(random.integers(0, 2)),
                "capacity_left": int(random.integers(0, 4)),
                "cat_kind": str(random.choice(["task", "programme"])),
                "cat_engagement": str(random.choice(["visit", "experience", "employment"])),
            }
        )
    return rows


def town(seed: int = 0, people: int = 40, work: int = 60) -> People:
    """Both sides, encoded."""
    random = np.random.default_rng(seed)
    participants = Table.from_rows("participants", people_rows(random, people))
    opportunities = Table.from_rows("opportunities", work_rows(random, work))
    return People(participants, Catalogue(opportunities))


def feasible(people: People) -> Pairs:
    """Every pair that no constraint forbids."""
    left, right = (axis.ravel() for axis in np.indices((len(people.table), len(people.catalogue))))
    pairs = Pairs(people, left, right)
    return pairs.take(masks(pairs) == 0)


def answers(scorer: Scorer, pairs: Pairs, random: np.random.Generator, surprise: float) -> FloatArray:
    """True log-odds of a yes: the prior's, plus ``surprise`` times random weights on all features."""
    x = scorer.features_.transform(pairs)
    head = scorer.heads_["accepted"]
    return x @ (head.coef_ + surprise * random.normal(size=x.shape[1])) + head.intercept_


def draw(odds: FloatArray, random: np.random.Generator) -> FloatArray:
    """Answers, 1 or 0."""
    return (random.random(len(odds)) < expit(odds)).astype(float)


def _some(random: np.random.Generator, items: Any, most: int) -> list[str]:
    return [str(item) for item in random.choice(list(items), random.integers(1, most + 1), replace=False)]
