"""A scorer as bytes, through skops: loading runs no code, and only the types named here are let in."""

from __future__ import annotations

from skops.io import dumps, loads

from matching.engine.scorer import Scorer

TRUSTED = [
    "matching.engine.features.PairFeatures",
    "matching.engine.logistic.PriorLogistic",
    "matching.engine.scorer.Scorer",
]


def to_bytes(scorer: Scorer) -> bytes:
    """The fitted scorer; it holds weights, scales and levels, and no participant's words."""
    data: bytes = dumps(scorer)
    return data


def from_bytes(data: bytes) -> Scorer:
    """The same scorer again. Raises skops' UntrustedTypesFoundException for anything else."""
    scorer = loads(data, trusted=TRUSTED)
    if not isinstance(scorer, Scorer):
        raise TypeError(f"not a scorer: {type(scorer).__name__}")
    return scorer
