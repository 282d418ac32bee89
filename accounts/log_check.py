"""Is the read log unbroken? One pass over the entries as PostgreSQL sends them, in constant memory."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from accounts import chain
from accounts.models import LogEnd

# `chain.entry_text` in SQL, and the code that stands in the row.
_ENTRIES = """
COPY (
    SELECT concat_ws('|', number, before, subject, user_id, coalesce(organisation_id::text, ''), what,
                     (extract(epoch FROM at) * 1000000)::bigint), code
    FROM accounts_recordaccess ORDER BY number
) TO STDOUT
"""


@dataclass(frozen=True)
class Verdict:
    """What was found: the number of sound entries, the code of the last, and what is broken first."""

    entries: int
    code: str
    broken: str = ""


class _Broken(Exception):  # noqa: N818 - a finding, not a fault
    pass


def verify(anchor: tuple[int, str] | None = None) -> Verdict:
    """Follow the chain from the first entry to the end.

    `anchor` is the number and code that an earlier check ended with, kept outside the database: it also
    notices that the whole database was put back to an earlier day.
    """
    end = LogEnd.objects.filter(pk=LogEnd.ONLY).first()  # read first: what comes later only adds entries
    entries, code = 0, chain.FIRST
    marks: dict[int, str] = {} if anchor is None else {anchor[0]: anchor[1]}
    if end is not None:
        marks.setdefault(end.number, end.code)
    try:
        _check_end(end)
        for found in _sound_entries():
            entries, code = found
            if marks.get(entries, code) != code:
                raise _Broken(f"entry {entries}: it is not the entry that stood here before.")
        for number in sorted(marks):
            if number > entries:
                raise _Broken(f"entry {entries + 1}: the log ends before it, and it had {number} entries.")
        if end is not None and end.number and anchor and anchor[0] == end.number and anchor[1] != end.code:
            raise _Broken(f"entry {end.number}: it is not the entry that stood here before.")
    except _Broken as broken:
        return Verdict(entries, code, str(broken))
    return Verdict(entries, code)


def _check_end(end: LogEnd | None) -> None:
    if end is None:
        raise _Broken("the end of the log: its row is missing.")
    if not end.is_sound:
        raise _Broken("the end of the log: its row was changed by other hands (or SECRET_KEY is another).")
    if end.broken_from is not None:
        raise _Broken(f"entry {end.broken_from}: before it, the end of the log was changed by other hands.")


def _sound_entries() -> Iterator[tuple[int, str]]:
    """Number and code of each entry that fits; raises at the first that does not."""
    keys = chain.keys()
    number, before = 0, chain.FIRST.encode()
    with connection.cursor() as cursor, cursor.copy(_ENTRIES) as copy:
        for row in copy:
            text, code = bytes(row).rstrip(b"\n").split(b"\t")
            shown, former, _rest = text.split(b"|", 2)
            if int(shown) != number + 1:
                raise _Broken(f"entry {number + 1}: it is missing, the next one is {int(shown)}.")
            if former != before:
                raise _Broken(f"entry {number + 1}: it does not follow the entry before it.")
            if hmac.digest(keys[0], text, hashlib.sha256).hex().encode() != code:
                _find_key(keys, text, code, number + 1)
            number, before = number + 1, code
            yield number, code.decode()


def _find_key(keys: list[bytes], text: bytes, code: bytes, number: int) -> None:
    """Another key may have written this part of the log: it is tried first from here on."""
    for place, key in enumerate(keys):
        if hmac.digest(key, text, hashlib.sha256).hex().encode() == code:
            keys.insert(0, keys.pop(place))
            return
    raise _Broken(f"entry {number}: what it says was changed.")
