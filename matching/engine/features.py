"""Pair features with names, from the kinds of the columns and from what is known about small steps.

A feature is called ``family:topic`` or ``family:topic=level``. Every feature is 0 for a neutral or unknown
pair, about ±1 at most, and has its own ``unknown:`` companion: a blank is neither zero nor no.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from matching.engine.encoding import Pairs
from matching.engine.schema import BoolArray, FloatArray, Table, is_feature, kind_of

Named = Iterator[tuple[str, FloatArray]]

LIMITS = {
    "minutes": ("num_minutes_max", "num_minutes"),
    "hours_week": ("num_hours_week_max", "hours_week"),
    "contact": ("max_contact_level", "contact_level"),
    "noise": ("max_noise", "noise"),
}
"""Topic: the person's limit, the work's value."""

DEMANDS = {"telephone": ("telephone_ok", "telephone"), "face": ("face_ok", "face")}
"""Topic: whether the person can bear it, whether the work has it."""

FLAGS = ("num_helper", "num_can_leave", "num_paid")
HALVING = {"minutes": ("num_minutes", 60.0), "hours_week": ("hours_week", 8.0), "people": ("num_people", 4.0)}
"""Topic: the work's size and the size that counts as neither small nor large."""

SPOKEN_FOR = frozenset(
    {"num_people", "cat_place", *FLAGS, *(column for pair in LIMITS.values() for column in pair)}
)
MAX_LEVELS = 20
NEAR_KM = 5.0
LIKE_FULLY = 0.3
"""Cosine of character n-grams at which two short Japanese texts speak of the same thing."""


class PairFeatures(TransformerMixin, BaseEstimator):
    """Turns ``Pairs`` into a matrix (pairs, features). ``fit`` learns names, levels and scales."""

    def fit(self, pairs: Pairs, y: object = None) -> PairFeatures:
        """Look at both whole tables; which pairs are given does not matter."""
        ours, theirs = pairs.people.table, pairs.catalogue.table
        self.scales_ = {
            column: _scale(table.numbers(column) for table in (ours, theirs))
            for column in sorted(set(_columns(ours, "num")) | set(_columns(theirs, "num")))
        }
        self.shared_ = {
            kind: sorted(set(_columns(ours, kind)) & set(_columns(theirs, kind)))
            for kind in ("num", "cat", "set", "text")
        }
        self.person_numbers_ = sorted(set(_columns(ours, "num")) - set(self.shared_["num"]))
        self.work_numbers_ = sorted(set(_columns(theirs, "num")) - set(self.shared_["num"]))
        self.person_levels_ = self._levels(ours)
        self.work_levels_ = self._levels(theirs)
        nothing = pairs.take(np.arange(0))
        self.feature_names_ = [name for name, _ in self._features(nothing)]
        return self

    def transform(self, pairs: Pairs) -> FloatArray:
        """Shape (pairs, features), float64, always finite."""
        check_is_fitted(self)
        columns = [values for _, values in self._features(pairs)]
        return np.column_stack(columns) if columns else np.zeros((len(pairs), 0))

    def get_feature_names_out(self, input_features: object = None) -> list[str]:
        """The names, in the order of the columns."""
        check_is_fitted(self)
        return list(self.feature_names_)

    def _levels(self, table: Table) -> dict[str, list[str]]:
        """The levels of short category columns of one side only; what is compared is not counted again."""
        found = {}
        for column in sorted(set(_columns(table, "cat")) - set(self.shared_["cat"])):
            levels = sorted({value for value in table.values(column) if value is not None})
            if len(levels) <= MAX_LEVELS:
                found[column] = levels
        return found

    def _features(self, pairs: Pairs) -> Named:
        yield from small_steps(pairs)
        yield from room_to_limits(pairs)
        yield from way_and_place(pairs)
        yield from demands(pairs)
        yield from common_ground(pairs, self.shared_)
        yield from self._numbers(pairs)
        yield from self._categories(pairs)

    def _numbers(self, pairs: Pairs) -> Named:
        for column in self.shared_["num"]:
            centre, width = self.scales_[column]
            ours, theirs = ((v - centre) / width for v in (pairs.wish(column), pairs.offer(column)))
            yield f"gap:{column}", _known(1 - np.minimum(np.abs(ours - theirs), 3))
            yield f"product:{column}", _known(np.clip(ours * theirs, -3, 3))
            yield f"unknown:{column}", _one(np.isnan(ours) & ~np.isnan(theirs))
        for family, columns, read in (
            ("person", self.person_numbers_, pairs.wish),
            ("work", self.work_numbers_, pairs.offer),
        ):
            for column in columns:
                centre, width = self.scales_[column]
                values = read(column)
                yield f"{family}:{column}", _known(np.clip((values - centre) / width, -3, 3))
                yield f"{family}-blank:{column}", _one(np.isnan(values))

    def _categories(self, pairs: Pairs) -> Named:
        for column, levels in self.person_levels_.items():
            for level in levels:
                yield f"person:{column}={level}", _one(pairs.wish_is(column, level))
        for column, levels in self.work_levels_.items():
            for level in levels:
                yield f"work:{column}={level}", _one(pairs.offer_is(column, level))


def small_steps(pairs: Pairs) -> Named:
    """What makes work a small step, whoever does it: short, few people, quiet, somebody helps."""
    for topic, (column, middle) in HALVING.items():
        size = np.maximum(pairs.offer(column), 0.25)
        yield f"small:{topic}", _known(np.clip(np.log2(middle / size) / 2, -1, 1))
    yield "small:contact", _known(np.clip(1 - pairs.offer("contact_level") / 2, -1, 1))
    yield "small:noise", _known(np.clip(1 - pairs.offer("noise"), -1, 1))
    for column in FLAGS:
        yield f"flag:{column}", _known(np.clip(pairs.offer(column), 0, 1) - 0.5)


def room_to_limits(pairs: Pairs) -> Named:
    """How much room is left below what the person can do: 0.5 is nothing used, -0.5 exactly at the limit."""
    for topic, (limit, value) in LIMITS.items():
        yield f"room:{topic}", _room(pairs.wish(limit), pairs.offer(value))
        yield f"unknown:{topic}", _one(np.isnan(pairs.wish(limit)) & ~np.isnan(pairs.offer(value)))
    yield "room:distance", _room(pairs.wish("max_commute_km"), pairs.km)


def way_and_place(pairs: Pairs) -> Named:
    """Near is easier than far, and home is easiest for whoever wishes it."""
    km = pairs.km
    yield "near:distance", _known((NEAR_KM - km) / (NEAR_KM + km))
    unknown = np.isnan(pairs.wish("lat")) & ~np.isnan(pairs.offer("lat")) & ~pairs.at_home
    yield "unknown:distance", _one(unknown)
    home = pairs.at_home
    yield "home:place", _one(home)
    yield "wished:place", _one(home & pairs.wish_is("cat_place", "home"))
    yield "unknown:place", _one(pairs.wish_is("cat_place", None) & pairs.offer_known("cat_place"))


def demands(pairs: Pairs) -> Named:
    """Telephone and face: free of it, or demanded of somebody who was not asked yet."""
    for topic, (willing, demanded) in DEMANDS.items():
        has = pairs.offer(demanded)
        yield f"free:{topic}", _one(has == 0)
        yield f"unknown:{topic}", _one((has > 0) & np.isnan(pairs.wish(willing)))


def common_ground(pairs: Pairs, columns: dict[str, list[str]]) -> Named:
    """Columns of both sides: sets that meet, categories that agree, texts that are alike."""
    for column in columns["set"]:
        both, common = pairs.both_known(column), pairs.shared(column)
        covered = common / np.maximum(pairs.offered(column), 1)
        yield f"shared:{column}", np.where(both, 1 - 0.5**common - 0.4, 0.0)
        yield f"cover:{column}", np.where(both, covered - 0.4, 0.0)
        yield f"unknown:{column}", _one(~both & pairs.offer_known(column))
    for column in columns["cat"]:
        if column not in SPOKEN_FOR:
            both = pairs.both_known(column)
            same = pairs.shared(column) > 0
            yield f"same:{column}", np.where(both, np.where(same, 0.5, -0.5), 0.0)
            yield f"unknown:{column}", _one(~both & pairs.offer_known(column))
    for column in columns["text"]:
        cosine = pairs.likeness(column)
        yield f"like:{column}", _known(np.minimum(cosine / LIKE_FULLY, 1) - 0.2)
        yield f"unknown:{column}", _one(np.isnan(cosine) & pairs.offer_known(column))


def topic_of(feature: str) -> str:
    """What a feature speaks about: ``room:minutes`` and ``small:minutes`` are both about minutes."""
    return feature.partition(":")[2].partition("=")[0]


def family_of(feature: str) -> str:
    """The part before the colon."""
    return feature.partition(":")[0]


def _columns(table: Table, kind: str) -> list[str]:
    return [
        column
        for column in table.columns
        if kind_of(column) == kind and is_feature(column) and (kind != "num" or column not in SPOKEN_FOR)
    ]


def _scale(sides: Iterator[FloatArray]) -> tuple[float, float]:
    """Median and half the 10-90 % spread over both sides; a constant or blank column gets width 1."""
    values = np.concatenate(list(sides))
    values = values[~np.isnan(values)]
    if not len(values):
        return 0.0, 1.0
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    width = float(high - low) / 2 or float(np.std(values))
    return float(middle), width or 1.0


def _room(limit: FloatArray, value: FloatArray) -> FloatArray:
    return _known(np.clip((limit - value) / np.maximum(np.abs(limit), 1e-9), 0, 1) - 0.5)


def _known(values: FloatArray) -> FloatArray:
    """Blank becomes 0, the neutral value that every feature is centred on."""
    return np.nan_to_num(values, nan=0.0)


def _one(condition: BoolArray) -> FloatArray:
    return condition.astype(float)
