"""Ids that are the same on every machine, so that a second run finds what the first one made."""

from hashlib import sha256
from random import Random

from foundation.public_ids import ALPHABET, LENGTH


def key_id(kind: str, key: str) -> str:
    """The public id of a written thing: `key_id("opportunity", "tsukimizu-covers")`."""
    number = int.from_bytes(sha256(f"ippo demo/{kind}/{key}".encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def fraction(key: str) -> float:
    """A number from 0 to 1 that belongs to a key."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) / 0xFFFFFFFF


def chance_of(seed: int, key: str) -> Random:
    """The same dice for the same seed and key, whatever was thrown for others."""
    return Random(f"{seed}/{key}")  # noqa: S311 - invented people: nothing here is secret
