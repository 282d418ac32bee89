"""The contract of the arrays: participants, opportunities and outcomes as plain columns.

A column's kind is written in its name (``num_``, ``cat_``, ``set_``, ``text_``); the constraint columns
without a prefix are listed in ``KINDS``. Blank (None, NaN, infinity, "", an empty set) always means
"not asked" or "does not apply", never zero and never no.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]
ObjectArray = NDArray[np.object_]

HUGE = 1e12
"""Finite numbers beyond this are clipped: sums and squares stay finite."""

KINDS: dict[str, str] = {
    # participants
    "lat": "num",
    "lon": "num",
    "max_commute_km": "num",
    "max_contact_level": "num",
    "max_noise": "num",
    "telephone_ok": "num",
    "face_ok": "num",
    "no_introductions": "num",
    "remote_only": "num",
    "avoid_companies": "set",
    # opportunities
    "hours_week": "num",
    "contact_level": "num",
    "noise": "num",
    "telephone": "num",
    "face": "num",
    "remote": "num",
    "capacity_left": "num",
    "paused": "num",
    "company": "cat",
    "only_municipalities": "set",
}
ALIASES = {"max_hours_week": "num_hours_week_max", "capacity": "capacity_left"}
RANGES = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0)}


class SchemaError(ValueError):
    """A table breaks the contract; the message names table, row, column and value."""


def kind_of(column: str) -> str | None:
    """ "num", "cat", "set" or "text" as the name says; None for a name that says nothing."""
    prefix, mark, rest = column.partition("_")
    if mark and rest and prefix in {"num", "cat", "set", "text"}:
        return prefix
    return KINDS.get(column)


def is_feature(column: str) -> bool:
    """A prefixed column describes its side; the others only restrict."""
    return column not in KINDS


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of one side. Numbers are float64 with NaN, all other kinds are object arrays with None."""

    name: str
    ids: ObjectArray
    columns: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    @classmethod
    def from_columns(cls, name: str, ids: Sequence[object], columns: Mapping[str, Sequence[object]]) -> Table:
        """Check and convert. Raises SchemaError on double ids, unknown columns, wrong lengths or values."""
        keys = [str(one) for one in ids]
        if len(set(keys)) != len(keys):
            double = next(key for key in keys if keys.count(key) > 1)
            raise SchemaError(f"{name}: the id {double!r} occurs twice")
        read: dict[str, NDArray[Any]] = {}
        for given, values in columns.items():
            column = ALIASES.get(given, given)
            if len(values) != len(keys):
                raise SchemaError(f"{name}: column {given} has {len(values)} values for {len(keys)} rows")
            read[column] = _read(name, column, values)
        return cls(name, _objects(keys), read)

    @classmethod
    def from_rows(cls, name: str, rows: Iterable[Mapping[str, object]], *, id_column: str = "id") -> Table:
        """The same from dictionaries; a key that a row lacks is blank there."""
        listed = list(rows)
        columns = sorted({key for row in listed for key in row if key != id_column})
        return cls.from_columns(
            name,
            [row[id_column] for row in listed],
            {column: [row.get(column) for row in listed] for column in columns},
        )

    def __len__(self) -> int:
        return len(self.ids)

    def numbers(self, column: str) -> FloatArray:
        """Shape (rows,); all NaN if the table has no such column."""
        found = self.columns.get(column)
        return np.full(len(self), np.nan) if found is None else found

    def values(self, column: str) -> ObjectArray:
        """Shape (rows,) of str, frozenset or None; all None if the table has no such column."""
        found = self.columns.get(column)
        return np.full(len(self), None, dtype=object) if found is None else found

    def row(self, index: int) -> dict[str, Any]:
        """What is known about one row: blanks are left out."""
        known: dict[str, Any] = {}
        for column, values in self.columns.items():
            value = values[index]
            if value is not None and not (isinstance(value, float) and math.isnan(value)):
                known[column] = value
        return known


@dataclass(frozen=True)
class Outcomes:
    """What happened to pairs. Every label is 1, 0 or NaN (unknown); ``liked`` may be on any ordered scale."""

    participant_ids: ObjectArray
    opportunity_ids: ObjectArray
    at: FloatArray
    accepted: FloatArray
    completed: FloatArray
    liked: FloatArray

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object]]) -> Outcomes:
        """``participant_id``, ``opportunity_id``, ``at`` (seconds) and any labels; absent: unknown."""
        listed = list(rows)

        def numbers(column: str) -> FloatArray:
            return _read("outcomes", f"num_{column}", [row.get(column) for row in listed])

        return cls(
            _objects([str(row["participant_id"]) for row in listed]),
            _objects([str(row["opportunity_id"]) for row in listed]),
            *(numbers(column) for column in ("at", "accepted", "completed", "liked")),
        )

    def __len__(self) -> int:
        return len(self.participant_ids)


def _objects(values: Sequence[object]) -> ObjectArray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _read(table: str, column: str, values: Sequence[object]) -> NDArray[Any]:
    kind = kind_of(column)
    if kind is None:
        raise SchemaError(
            f"{table}: the column {column} is unknown (num_, cat_, set_, text_ say what it holds)"
        )
    if kind == "num":
        low, high = RANGES.get(column, (-math.inf, math.inf))
        return np.array([_number(table, column, row, v, low, high) for row, v in enumerate(values)])
    convert = _items if kind == "set" else _words
    return _objects([convert(table, column, row, value) for row, value in enumerate(values)])


def _number(table: str, column: str, row: int, value: object, low: float, high: float) -> float:
    if value is None:
        return math.nan
    if not isinstance(value, bool | int | float | np.number | np.bool_):
        raise SchemaError(f"{table}: row {row + 1}, column {column}: {value!r} is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.copysign(HUGE, 1 if value > 0 else -1)
    if not math.isfinite(number):
        return math.nan
    if not low <= number <= high:
        raise SchemaError(
            f"{table}: row {row + 1}, column {column}: {value!r} is not within {low:g}…{high:g}"
        )
    return min(max(number, -HUGE), HUGE)


def _words(table: str, column: str, row: int, value: object) -> str | None:
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if not isinstance(value, str):
        raise SchemaError(f"{table}: row {row + 1}, column {column}: {value!r} is not text")
    return value


def _items(table: str, column: str, row: int, value: object) -> frozenset[str] | None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise SchemaError(f"{table}: row {row + 1}, column {column}: {value!r} is not a set of items")
    return frozenset(str(item) for item in value if item not in (None, "")) or None
