"""Suggestions: what is feasible, best score first, with reasons; and what is not, with its conditions."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.constraints import CONSTRAINTS, Constraint, masks
from matching.engine.encoding import Catalogue, Pairs, People
from matching.engine.explain import Blocked, Explanation, explain, explain_blocks
from matching.engine.schema import IntArray, Table
from matching.engine.scorer import Scorer
from matching.engine.words import Words

NEAREST_POOL = 500
"""Of the blocked ones, so many with the fewest conditions are scored to find the nearest."""


@dataclass(frozen=True)
class Suggestion:
    """One feasible opportunity for one person; rank 1 is the first."""

    opportunity_id: str
    rank: int
    score: float
    p_accept: float
    explanation: Explanation


@dataclass(frozen=True)
class NotSuggested:
    """One opportunity that a constraint keeps away, and what would have to change."""

    opportunity_id: str
    conditions: tuple[Blocked, ...]


@dataclass(frozen=True)
class ForPerson:
    """Everything for one person. ``nearest`` holds blocked opportunities, fewest conditions first."""

    participant_id: str
    suggestions: tuple[Suggestion, ...]
    nearest: tuple[NotSuggested, ...]
    feasible: int
    blocked: int


def suggest(
    participants: Table,
    opportunities: Table | Catalogue,
    scorer: Scorer,
    k: int = 5,
    *,
    nearest: int = 5,
    reasons: int = 3,
    words: Words | None = None,
    constraints: Sequence[Constraint] = CONSTRAINTS,
    left_out: Iterable[tuple[str, str]] = (),
    seed: int = 0,
) -> list[ForPerson]:
    """The best ``k`` feasible opportunities of every participant, in the order of the table.

    Whoever has any feasible opportunity gets ``k`` of them (or all): no score is too low. Equal scores are
    ordered by chance, fixed by ``seed``, so that the first rows of the catalogue get no advantage. Pairs in
    ``left_out`` (participant id, opportunity id) are neither suggested nor listed as blocked. Pass a kept
    ``Catalogue`` to save encoding the opportunities again.
    """
    catalogue = opportunities if isinstance(opportunities, Catalogue) else Catalogue(opportunities)
    people = People(participants, catalogue)
    words = words or Words()
    column = {key: at for at, key in enumerate(catalogue.table.ids)}
    skipped: dict[str, set[int]] = {}
    for person, work in left_out:
        if work in column:
            skipped.setdefault(person, set()).add(column[work])
    found = []
    for index, key in enumerate(participants.ids):
        pairs = Pairs.of_one(people, index)
        if key in skipped:
            pairs = pairs.take(np.setdiff1d(pairs.right, sorted(skipped[key])))
        mask = masks(pairs, constraints)
        open_, shut = np.flatnonzero(mask == 0), np.flatnonzero(mask)
        chance = np.random.default_rng([seed, zlib.crc32(str(key).encode("utf-8", "surrogatepass"))])
        best = _best(scorer, pairs.take(open_), k, reasons, words, chance.permutation(len(open_)))
        near = _nearest(scorer, pairs.take(shut), mask[shut], nearest, words, constraints)
        found.append(ForPerson(str(key), best, near, len(open_), len(shut)))
    return found


def _best(
    scorer: Scorer, pairs: Pairs, k: int, reasons: int, words: Words, chance: IntArray
) -> tuple[Suggestion, ...]:
    if not len(pairs) or k < 1:
        return ()
    rating = scorer.rate(pairs)
    # Rounded: sums in another order of columns may differ in the last digits, suggestions may not.
    top = np.lexsort((chance, -np.round(rating.score, 9)))[:k]
    explained = explain(scorer, pairs.take(top), words, most=reasons)
    ids = pairs.catalogue.table.ids
    return tuple(
        Suggestion(
            str(ids[pairs.right[at]]), rank, float(rating.score[at]), float(rating.p_accept[at]), explanation
        )
        for rank, (at, explanation) in enumerate(zip(top, explained, strict=True), start=1)
    )


def _nearest(
    scorer: Scorer,
    pairs: Pairs,
    mask: NDArray[np.uint32],
    most: int,
    words: Words,
    constraints: Sequence[Constraint],
) -> tuple[NotSuggested, ...]:
    if not len(pairs) or most < 1:
        return ()
    conditions = np.bitwise_count(mask)
    pool = np.argsort(conditions, kind="stable")[:NEAREST_POOL]
    score = np.round(scorer.rate(pairs.take(pool)).score, 9)
    chosen = pool[np.lexsort((pool, -score, conditions[pool]))[:most]]
    ids = pairs.catalogue.table.ids
    near = pairs.take(chosen)
    return tuple(
        NotSuggested(str(ids[near.right[at]]), explain_blocks(int(mask[one]), near, at, words, constraints))
        for at, one in enumerate(chosen)
    )
