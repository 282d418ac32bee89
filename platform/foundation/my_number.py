"""A My Number (個人番号) that somebody types is masked before anything is stored.

Twelve digits, the last of which is a check digit (行政手続における特定の個人を識別するための番号の利用等に関する法律施行規則
第5条の計算式). They are recognised in one piece or in groups of equal length, with one kind of sign between them, full-width or
not. About one in eleven other twelve-digit numbers (a driving licence's) passes the check too and is masked as well: better
one number too many than one that we may not have. Telephone numbers are shorter, corporate numbers have 13 digits.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import Any

MASK = "＊"
_DIGITS = 12
_GROUP = re.compile(r"[0-9]+")
_LONGEST_SIGN = 5
_SPACES = r"[\s\u200b-\u200d\u2060\ufeff]*"
_SIGN = re.compile(rf"{_SPACES}[-‐‑‒–—―−─ーｰ－﹣~〜～・･./／|｜]?{_SPACES}")

_masked: ContextVar[list[bool] | None] = ContextVar("masked_my_numbers", default=None)


@contextmanager
def listening() -> Iterator[list[bool]]:
    """While this lasts, each number that is masked is noted in the list (so that somebody can be told)."""
    noted: list[bool] = []
    token = _masked.set(noted)
    try:
        yield noted
    finally:
        _masked.reset(token)


def check_digit(eleven: str) -> int:
    """The last digit of the number that begins with these eleven."""
    weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    rest = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def is_my_number(twelve: str) -> bool:
    """Whether twelve plain digits pass the check."""
    return len(twelve) == _DIGITS and twelve.isdecimal() and check_digit(twelve[:-1]) == int(twelve[-1])


def mask(text: str) -> str:
    """The text with the digits of every My Number in it replaced; everything else, its length too, stays."""
    plain = text if text.isascii() else "".join(_plain(sign) for sign in text)
    spans = list(_numbers_in(plain))
    if not spans:
        return text
    if (noted := _masked.get()) is not None:
        noted.append(True)
    signs = list(text)
    for start, end in spans:
        for place in range(start, end):
            if plain[place].isdecimal():
                signs[place] = MASK
    return "".join(signs)


def mask_within(value: Any) -> Any:
    """The same for texts inside lists and dictionaries."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list | tuple):
        return [mask_within(part) for part in value]
    if isinstance(value, dict):
        return {key: mask_within(part) for key, part in value.items()}
    return value


def _plain(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def _numbers_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where a number begins and ends: as many groups of one length as make twelve digits."""
    groups = [found.span() for found in _GROUP.finditer(plain)]
    signs = [plain[end:start] for (_, end), (start, _) in pairwise(groups)]
    for first, (start, end) in enumerate(groups):
        size = end - start
        if size > _DIGITS or _DIGITS % size:
            continue
        last = first + _DIGITS // size - 1
        within = groups[first : last + 1]
        digits = "".join(plain[begin:stop] for begin, stop in within)
        if len({stop - begin for begin, stop in within}) != 1 or not is_my_number(digits):
            continue
        if size == _DIGITS or _belong_together(groups, signs, first, last):
            yield start, groups[last][1]


def _belong_together(groups: list[tuple[int, int]], signs: list[str], first: int, last: int) -> bool:
    """One short sign between all groups, and no single digit tied to them (1-2345-6789-0123 is a company)."""
    sign = signs[first]
    if len(sign) > _LONGEST_SIGN or not _SIGN.fullmatch(sign) or len(set(signs[first:last])) != 1:
        return False
    neighbours = [(first - 1, first - 1), (last + 1, last)]
    tied = [groups[at] for at, tie in neighbours if 0 <= at < len(groups) and signs[tie] == sign]
    return all(end - start != 1 for start, end in tied)
