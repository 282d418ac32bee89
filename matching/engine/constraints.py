"""Hard constraints: what must never be suggested, as one bit per constraint and pair.

A blank never restricts, a limit is inclusive. NaN compares false with everything, which is the first rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.encoding import Pairs
from matching.engine.schema import BoolArray

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """One violated constraint: what the person wishes, what the work has, and the nearest change.

    ``change`` is (column of the work, or of the person where only they can change it; the value that
    would lift the constraint). None: nothing that anybody should be asked to change.
    """

    name: str
    wished: Any
    offered: Any
    change: tuple[str, Any] | None = None


class Constraint(Protocol):
    """A named rule about a pair."""

    @property
    def name(self) -> str: ...

    def violated(self, pairs: Pairs) -> BoolArray: ...

    def condition(self, person: Row, work: Row, km: float) -> Condition: ...


@dataclass(frozen=True)
class UpperBound:
    """The work's number may not exceed the person's limit."""

    name: str
    limit: str
    value: str

    def violated(self, pairs: Pairs) -> BoolArray:
        over: BoolArray = pairs.offer(self.value) > pairs.wish(self.limit)
        return over

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, person[self.limit], work[self.value], (self.value, person[self.limit]))


@dataclass(frozen=True)
class Distance:
    """The site lies within the way that the person can go; work done at home has no way."""

    name: str
    limit: str

    def violated(self, pairs: Pairs) -> BoolArray:
        far: BoolArray = pairs.km > pairs.wish(self.limit)
        return far

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, person[self.limit], km, ("cat_place", "home"))


@dataclass(frozen=True)
class Demand:
    """The work demands something that the person said no to."""

    name: str
    willing: str
    demanded: str

    def violated(self, pairs: Pairs) -> BoolArray:
        refused: BoolArray = (pairs.offer(self.demanded) > 0) & (pairs.wish(self.willing) == 0)
        return refused

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, 0, 1, (self.demanded, 0))


@dataclass(frozen=True)
class Needs:
    """The person needs what the work has to offer explicitly; blank there is a no."""

    name: str
    needed: str
    offered: str

    def violated(self, pairs: Pairs) -> BoolArray:
        missing: BoolArray = (pairs.wish(self.needed) > 0) & ~(pairs.offer(self.offered) > 0)
        return missing

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, 1, work.get(self.offered), (self.offered, 1))


@dataclass(frozen=True)
class Place:
    """At home or on site: two different, definite answers do not go together."""

    name: str
    column: str

    def violated(self, pairs: Pairs) -> BoolArray:
        wishes_home = pairs.wish_is(self.column, "home") & pairs.offer_is(self.column, "onsite")
        wishes_site = pairs.wish_is(self.column, "onsite") & pairs.offer_is(self.column, "home")
        other: BoolArray = wishes_home | wishes_site
        return other

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        wished = person[self.column]
        return Condition(self.name, wished, work[self.column], (self.column, wished))


@dataclass(frozen=True)
class Disjoint:
    """Two sets (days, parts of the day) that never meet."""

    name: str
    column: str

    def violated(self, pairs: Pairs) -> BoolArray:
        apart: BoolArray = pairs.both_known(self.column) & (pairs.shared(self.column) == 0)
        return apart

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        wished = person[self.column]
        return Condition(self.name, wished, work[self.column], (self.column, wished))


@dataclass(frozen=True)
class OnlyFor:
    """The work is open to some only (residents of certain municipalities)."""

    name: str
    mine: str
    allowed: str

    def violated(self, pairs: Pairs) -> BoolArray:
        known = pairs.both_known(self.mine, self.allowed)
        outside: BoolArray = known & (pairs.shared(self.mine, self.allowed) == 0)
        return outside

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, person[self.mine], work[self.allowed], (self.allowed, person[self.mine]))


@dataclass(frozen=True)
class Avoids:
    """Whom the person asked never to meet. Nobody is asked to change that."""

    name: str
    avoided: str
    whose: str

    def violated(self, pairs: Pairs) -> BoolArray:
        return pairs.shared(self.avoided, self.whose) > 0

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, None, None)


@dataclass(frozen=True)
class WishFlag:
    """A flag of the person's that blocks everything (introductions not wished)."""

    name: str
    column: str

    def violated(self, pairs: Pairs) -> BoolArray:
        raised: BoolArray = pairs.wish(self.column) > 0
        return raised

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, 1, None)


@dataclass(frozen=True)
class OfferFlag:
    """A flag of the work's that blocks it for everybody (the company pauses)."""

    name: str
    column: str

    def violated(self, pairs: Pairs) -> BoolArray:
        raised: BoolArray = pairs.offer(self.column) > 0
        return raised

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, None, 1, (self.column, 0))


@dataclass(frozen=True)
class Vacancy:
    """At least one place is left."""

    name: str
    column: str

    def violated(self, pairs: Pairs) -> BoolArray:
        full: BoolArray = pairs.offer(self.column) < 1
        return full

    def condition(self, person: Row, work: Row, km: float) -> Condition:
        return Condition(self.name, None, work[self.column], (self.column, 1))


CONSTRAINTS: tuple[Constraint, ...] = (
    WishFlag("no_introductions", "no_introductions"),
    Avoids("avoided", "avoid_companies", "company"),
    OfferFlag("paused", "paused"),
    Vacancy("capacity", "capacity_left"),
    OnlyFor("municipality", "cat_municipality", "only_municipalities"),
    Place("place", "cat_place"),
    Needs("remote", "remote_only", "remote"),
    Distance("distance", "max_commute_km"),
    UpperBound("minutes", "num_minutes_max", "num_minutes"),
    UpperBound("hours_week", "num_hours_week_max", "hours_week"),
    Disjoint("days", "set_days"),
    Disjoint("dayparts", "set_dayparts"),
    UpperBound("contact", "max_contact_level", "contact_level"),
    Demand("telephone", "telephone_ok", "telephone"),
    Demand("face", "face_ok", "face"),
    UpperBound("noise", "max_noise", "noise"),
)
"""Bit i of a mask is constraint i; at most 32."""


def masks(pairs: Pairs, constraints: Sequence[Constraint] = CONSTRAINTS) -> NDArray[np.uint32]:
    """One mask per pair, shape (pairs,): 0 is feasible, a set bit is a violated constraint."""
    result = np.zeros(len(pairs), dtype=np.uint32)
    for bit, constraint in enumerate(constraints):
        result |= constraint.violated(pairs).astype(np.uint32) << np.uint32(bit)
    return result


def explain_block(
    mask: int, person: Row, work: Row, km: float, constraints: Sequence[Constraint] = CONSTRAINTS
) -> list[Condition]:
    """Which constraints a mask names, with both values and the nearest change."""
    return [one.condition(person, work, km) for bit, one in enumerate(constraints) if int(mask) >> bit & 1]
