"""Both sides as arrays that can be compared: a catalogue of work, people, and pairs of the two.

Build a ``Catalogue`` once and keep it while the opportunities do not change: it holds all that is slow.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy import sparse

from matching.engine import ngrams
from matching.engine.schema import BoolArray, FloatArray, IntArray, ObjectArray, Outcomes, Table

EARTH_KM = 6371.0088


class Catalogue:
    """Opportunities with their words, sets and texts encoded."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._sets: dict[str, tuple[dict[str, int], sparse.csr_matrix]] = {}
        self._texts: dict[str, tuple[FloatArray, sparse.csr_matrix]] = {}

    def __len__(self) -> int:
        return len(self.table)

    def items(self, column: str) -> tuple[dict[str, int], sparse.csr_matrix]:
        """The vocabulary of a set column and its 0/1 rows; a category counts as a set of one."""
        if column not in self._sets:
            values = self.table.values(column)
            vocabulary = {item: at for at, item in enumerate(sorted({i for v in values for i in _as_set(v)}))}
            self._sets[column] = (vocabulary, _one_hot(values, vocabulary))
        return self._sets[column]

    def words(self, column: str) -> tuple[FloatArray, sparse.csr_matrix]:
        """The idf weights of a text column and its weighted n-gram rows."""
        if column not in self._texts:
            counted = ngrams.counts(list(self.table.values(column)))
            idf = ngrams.inverse_frequency(counted)
            self._texts[column] = (idf, ngrams.weighted(counted, idf))
        return self._texts[column]


class People:
    """Participants, encoded in the words of one catalogue."""

    def __init__(self, table: Table, catalogue: Catalogue) -> None:
        self.table = table
        self.catalogue = catalogue
        self._sets: dict[tuple[str, str], sparse.csr_matrix] = {}
        self._texts: dict[str, sparse.csr_matrix] = {}

    def items(self, column: str, theirs: str) -> sparse.csr_matrix:
        """Our column as 0/1 rows over the vocabulary of the catalogue's column ``theirs``."""
        key = (column, theirs)
        if key not in self._sets:
            vocabulary, _ = self.catalogue.items(theirs)
            self._sets[key] = _one_hot(self.table.values(column), vocabulary)
        return self._sets[key]

    def words(self, column: str) -> sparse.csr_matrix:
        """Our text column as n-gram rows, weighted as the catalogue's."""
        if column not in self._texts:
            idf, _ = self.catalogue.words(column)
            self._texts[column] = ngrams.weighted(ngrams.counts(list(self.table.values(column))), idf)
        return self._texts[column]


class Pairs:
    """Pairs (``left[i]``, ``right[i]``) of rows of people and catalogue; every method answers per pair."""

    def __init__(self, people: People, left: IntArray, right: IntArray) -> None:
        self.people = people
        self.catalogue = people.catalogue
        self.left = np.asarray(left, dtype=np.intp)
        self.right = np.asarray(right, dtype=np.intp)

    @classmethod
    def of_one(cls, people: People, index: int) -> Pairs:
        """One person with every opportunity."""
        size = len(people.catalogue)
        return cls(people, np.full(size, index, dtype=np.intp), np.arange(size))

    def __len__(self) -> int:
        return len(self.left)

    def take(self, at: IntArray | BoolArray) -> Pairs:
        """Some of the pairs, in the order of ``at``."""
        return Pairs(self.people, self.left[at], self.right[at])

    def wish(self, column: str) -> FloatArray:
        """A number of the participant's."""
        return self.people.table.numbers(column)[self.left]

    def offer(self, column: str) -> FloatArray:
        """A number of the opportunity's."""
        return self.catalogue.table.numbers(column)[self.right]

    def wish_is(self, column: str, value: str | None) -> BoolArray:
        """Whether the participant's category is this one (None: blank)."""
        return _equals(self.people.table.values(column), value)[self.left]

    def offer_is(self, column: str, value: str | None) -> BoolArray:
        """Whether the opportunity's category is this one (None: blank)."""
        return _equals(self.catalogue.table.values(column), value)[self.right]

    def shared(self, column: str, theirs: str | None = None) -> FloatArray:
        """How many items the participant's set and the opportunity's have in common."""
        theirs = theirs or column
        return self._products(self.people.items(column, theirs), self.catalogue.items(theirs)[1])

    def offered(self, column: str) -> FloatArray:
        """How many items the opportunity's set holds."""
        rows = self.catalogue.items(column)[1]
        sizes: FloatArray = np.diff(rows.indptr).astype(float)[self.right]
        return sizes

    def both_known(self, column: str, theirs: str | None = None) -> BoolArray:
        """Whether neither side is blank."""
        both: BoolArray = ~self.wish_is(column, None) & self.offer_known(theirs or column)
        return both

    def offer_known(self, column: str) -> BoolArray:
        """Whether the opportunity's column is not blank."""
        known: BoolArray = ~self.offer_is(column, None)
        return known

    def likeness(self, column: str) -> FloatArray:
        """Cosine of the two texts, 0 to 1; NaN where one has no words."""
        ours, theirs = self.people.words(column), self.catalogue.words(column)[1]
        cosine = self._products(ours, theirs)
        wordless = (np.diff(ours.indptr) == 0)[self.left] | (np.diff(theirs.indptr) == 0)[self.right]
        cosine[wordless] = np.nan
        return cosine

    @cached_property
    def at_home(self) -> BoolArray:
        """The opportunity is done at home: no way to go."""
        remote: BoolArray = self.offer_is("cat_place", "home") | (self.offer("remote") == 1)
        return remote

    @cached_property
    def km(self) -> FloatArray:
        """Great-circle distance; NaN where a point is unknown or the work is done at home."""
        lat, lon = np.radians(self.wish("lat")), np.radians(self.wish("lon"))
        their_lat, their_lon = np.radians(self.offer("lat")), np.radians(self.offer("lon"))
        chord = (
            np.sin((their_lat - lat) / 2) ** 2
            + np.cos(lat) * np.cos(their_lat) * np.sin((their_lon - lon) / 2) ** 2
        )
        distance: FloatArray = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
        distance[self.at_home] = np.nan
        return distance

    def _products(self, ours: sparse.csr_matrix, theirs: sparse.csr_matrix) -> FloatArray:
        """Row products, one matrix-vector product per person."""
        result = np.zeros(len(self))
        if not len(self):
            return result
        order = np.argsort(self.left, kind="stable")
        people, starts = np.unique(self.left[order], return_index=True)
        for person, at in zip(people, np.split(order, starts[1:]), strict=True):
            row = ours[[person]]
            if row.nnz:
                dense = np.zeros(theirs.shape[1])
                dense[row.indices] = row.data
                few = len(at) < theirs.shape[0] // 2
                result[at] = theirs[self.right[at]] @ dense if few else (theirs @ dense)[self.right[at]]
        return result


def pairs_of(outcomes: Outcomes, people: People) -> tuple[Pairs, IntArray]:
    """The pairs that outcomes speak about, and which outcomes these are (both sides still known)."""
    ours = {key: at for at, key in enumerate(people.table.ids)}
    theirs = {key: at for at, key in enumerate(people.catalogue.table.ids)}
    left = np.array([ours.get(key, -1) for key in outcomes.participant_ids], dtype=np.intp)
    right = np.array([theirs.get(key, -1) for key in outcomes.opportunity_ids], dtype=np.intp)
    kept = np.flatnonzero((left >= 0) & (right >= 0))
    return Pairs(people, left[kept], right[kept]), kept


def _as_set(value: object) -> frozenset[str]:
    if isinstance(value, frozenset):
        return value
    return frozenset() if value is None else frozenset({str(value)})


def _equals(values: ObjectArray, value: str | None) -> BoolArray:
    wanted = np.array(value, dtype=object)
    equal: BoolArray = np.equal(values, wanted).astype(bool)
    return equal


def _one_hot(values: ObjectArray, vocabulary: dict[str, int]) -> sparse.csr_matrix:
    found = [sorted(vocabulary[item] for item in _as_set(value) if item in vocabulary) for value in values]
    indptr = np.concatenate([[0], np.cumsum([len(one) for one in found], dtype=np.int64)])
    indices = np.array([at for one in found for at in one], dtype=np.int64)
    shape = (len(values), max(len(vocabulary), 1))
    return sparse.csr_matrix((np.ones(len(indices)), indices, indptr), shape=shape)
