"""Codes that are handed over on paper: how they are made, written, read back and stored.

A code has 16 letters of 17, about 65 random bits: nobody guesses one. It is stored as an HMAC under the
installation's key and not with a password hasher: with that many bits a slow hash adds nothing, an equal code gives
an equal digest, so one indexed look-up finds it (its time tells nothing, since nobody can choose the digest), and a
stolen database without the key says nothing at all.
"""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

from foundation.digits import plain_digits

# No vowels, so that no word comes out, and nothing that a pen makes alike: 0ODQ 1IL 2Z 5S 6G 8B UV are missing.
ALPHABET = "3479CFHJKMNPRTWXY"
LENGTH, GROUP = 16, 4
_SALT = "accounts.entry_code"


def new_code() -> str:
    """A fresh random code, as it is stored nowhere."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_shown(code: str) -> str:
    """As a person reads it from paper: KP7M-3RTX-9CFH-XW4N."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(text: str) -> str:
    """The code that somebody typed, in any case and width, with any signs between; empty where it is none."""
    plain = plain_digits(text[:200]).upper()
    code = "".join(letter for letter in plain if letter.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def digest_of(secret: str) -> str:
    """What is stored instead of a code or of a device's secret."""
    return _digest(secret, settings.SECRET_KEY)


def digests_of(secret: str) -> list[str]:
    """The digests under which it may stand in the database: the key of today, then those before it."""
    return [_digest(secret, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(secret: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, secret, secret=key, algorithm="sha256").hexdigest()
