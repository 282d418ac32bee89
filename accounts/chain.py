"""How the entries of the read log hang together: what is hashed, and with which key.

The codes are keyed (HMAC-SHA-256), because a plain hash could be computed anew by whoever can write into the
database. The key comes from SECRET_KEY, which the database does not hold. After a change of SECRET_KEY the former
one stays in SECRET_KEY_FALLBACKS, otherwise the older part of the log can no longer be verified.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings

FIRST = "0" * 64
"""What the first entry names as the code of the entry before it."""

_PURPOSE = b"accounts.read_log"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)


def keys() -> list[bytes]:
    """The key that writes, and then those that only read."""
    return [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def code_of(text: str) -> str:
    """The keyed hash of a text, in hexadecimal."""
    return hmac.digest(keys()[0], text.encode(), hashlib.sha256).hex()


def fits(text: str, code: str) -> bool:
    """Whether one of the keys gives this code for the text."""
    return any(
        hmac.compare_digest(hmac.digest(key, text.encode(), hashlib.sha256).hex(), code) for key in keys()
    )


def entry_text(
    number: int, before: str, subject: UUID, user: int, organisation: int | None, what: str, at: datetime
) -> str:
    """An entry in one line, always the same way: no names, so that forgetting somebody breaks nothing.

    `log_check` builds the same line in SQL.
    """
    moment = (at - _EPOCH) // _MICROSECOND
    body = "" if organisation is None else organisation
    return f"{number}|{before}|{subject}|{user}|{body}|{what}|{moment}"


def end_text(number: int, code: str, broken_from: int | None) -> str:
    """What the end of the log says: how many entries there are, and the code of the last."""
    return f"end|{number}|{code}|{'' if broken_from is None else broken_from}"
