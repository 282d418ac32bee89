"""Codes of prefectures and municipalities: five digits inside, six with the check digit at the edge.

JIS X 0401 numbers the prefectures (two digits), JIS X 0402 the municipalities (three more). Local government
adds a check digit, modulus 11 (全国地方公共団体コード). Files that passed through a spreadsheet have lost
leading zeros, and some are typed with full-width digits or dashes: `possible_codes` reads them all.
"""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s.\-‐‑‒–—―−ーｰ－]+")
_FIVE_DIGITS = re.compile(r"[0-9]{5}")


class CodeError(ValueError):
    """What was given is not the code of a municipality or prefecture."""


def check_digit(code5: str) -> str:
    """The sixth digit for five: weights 6 to 2, eleven minus the rest, its last digit."""
    if not _FIVE_DIGITS.fullmatch(code5):
        raise CodeError(f"Five digits are needed, not {code5[:20]!r}.")
    total = sum(int(digit) * weight for digit, weight in zip(code5, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def to_code6(code5: str) -> str:
    """Five digits with their check digit: 44201 → 442011."""
    return code5 + check_digit(code5)


def to_code5(code6: str) -> str:
    """Six digits without their check digit; raises `CodeError` if the check digit is another."""
    code5 = code6[:5]
    if len(code6) != 6 or to_code6(code5) != code6:
        raise CodeError(f"{code6[:20]!r} is not a six-digit code with its check digit.")
    return code5


def possible_codes(text: str | int) -> list[str]:
    """The five-digit codes that somebody may have meant, the likeliest first.

    Reads five or six digits, full-width digits, dashes of any kind and a lost leading zero. Five digits can
    be a whole code or a six-digit one without its zero (11002 for Sapporo's 01100-2): both are given where
    both are possible, and the table of municipalities decides (`Municipality.objects.by_code`).
    Raises `CodeError` if it is no code at all.
    """
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", str(text)[:64]))
    if not digits.isascii() or not digits.isdigit():
        raise CodeError(f"{digits[:20]!r} is not a code.")
    match len(digits):
        case 6:
            found = [to_code5(digits)]
        case 5:
            padded = "0" + digits
            found = [digits] + [padded[:5]] * (to_code6(padded[:5]) == padded)
        case 4:
            found = ["0" + digits]
        case _:
            raise CodeError(f"A code has five or six digits, {digits[:20]!r} has {len(digits)}.")
    known = [code for code in found if "01" <= code[:2] <= "47"]
    if not known:
        raise CodeError(f"{digits!r} begins with no prefecture's number.")
    return known


def parse_code(text: str | int) -> str:
    """The likeliest of `possible_codes`; raises `CodeError`."""
    return possible_codes(text)[0]
