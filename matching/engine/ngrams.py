"""Likeness of short texts by character n-grams: Japanese has no spaces, and names may be rare kanji.

N-grams are hashed, so a stored model holds no readable word of anybody, and built as array arithmetic
(about ten times faster than one by one). Weighting is the usual tf-idf with cosine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine.schema import FloatArray

BUCKETS = 1 << 18
MAX_CHARACTERS = 20_000
"""What stands beyond this in one text is not compared."""

_BREAK = ord(" ")
_NOT_WORDS = re.compile(r"[\W_]+")
_PRIMES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_SHIFT = np.uint64(64 - 18)


def fold(text: str) -> str:
    """One spelling for full and half width and for case; punctuation, emoji and spaces separate words."""
    folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).casefold()
    return _NOT_WORDS.sub(" ", folded)[:MAX_CHARACTERS]


def counts(texts: Sequence[str | None]) -> sparse.csr_matrix:
    """Counts of 2- and 3-grams, shape (texts, BUCKETS); blank texts are empty rows."""
    folded = [fold(text) + "  " if text else "" for text in texts]
    joined = "".join(folded).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(joined, dtype="<u4").astype(np.uint64)
    rows = np.repeat(np.arange(len(folded)), [len(text) for text in folded])
    found_rows, found_columns = [], []
    for size in (2, 3):
        if len(points) < size:
            continue
        hashed, whole = _hashes(points, size)
        # Every text ends in two breaks: no n-gram reaches into the next text.
        found_rows.append(rows[: len(whole)][whole])
        found_columns.append(hashed[whole])
    shape = (len(folded), BUCKETS)
    if not found_rows:
        return sparse.csr_matrix(shape, dtype=float)
    at = (np.concatenate(found_rows), np.concatenate(found_columns))
    return sparse.csr_matrix((np.ones(len(at[0])), at), shape=shape)


def _hashes(points: NDArray[np.uint64], size: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The bucket of the n-gram that starts at each character, and which of them hold no break."""
    starts = len(points) - size + 1
    mixed = np.full(starts, size, dtype=np.uint64)
    whole = np.ones(starts, dtype=bool)
    for offset in range(size):
        part = points[offset : offset + starts]
        mixed = (mixed ^ (part * _PRIMES[offset])) * _PRIMES[0]
        whole &= part != _BREAK
    return (mixed >> _SHIFT).astype(np.int64), whole


def inverse_frequency(counted: sparse.csr_matrix) -> FloatArray:
    """Smoothed idf over the rows, shape (BUCKETS,): what everybody writes (です, ます) says little."""
    frequency = np.bincount(counted.indices, minlength=BUCKETS)
    weights: FloatArray = np.log((1 + counted.shape[0]) / (1 + frequency)) + 1
    return weights


def weighted(counted: sparse.csr_matrix, idf: FloatArray) -> sparse.csr_matrix:
    """Rows of length 1 (or 0 for a blank text), so that a product of two rows is their cosine."""
    result = counted.copy()
    result.data = (1 + np.log(result.data)) * idf[result.indices]
    lengths = np.sqrt(np.asarray(result.multiply(result).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    result.data /= np.repeat(lengths, np.diff(result.indptr))
    return result
