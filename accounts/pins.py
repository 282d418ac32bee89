"""Which numbers are too easy to guess for somebody who holds the device: a family, a colleague."""

import re
from datetime import date

from accounts.models import Participant
from foundation.digits import plain_digits

SHORTEST, LONGEST = 6, 12
_OFTEN_CHOSEN = {"112233", "123321", "147258", "147258369", "159357", "159753", "258369", "789456", "246810"}
_COUNTED = "01234567890123456789"


def is_easy(pin: str) -> bool:
    """One digit again and again, a short piece repeated, counted up or down, or chosen by everybody."""
    repeated = re.fullmatch(r"(\d{1,4})\1+", pin)
    return bool(repeated) or pin in _COUNTED or pin[::-1] in _COUNTED or pin in _OFTEN_CHOSEN


def is_about(pin: str, participant: Participant) -> bool:
    """The birthday in any usual order, or a piece of the telephone number or the postcode."""
    numbers = [
        re.sub(r"\D", "", plain_digits(text)) for text in (participant.telephone, participant.postcode)
    ]
    return any(pin in number for number in numbers) or _is_birthday(pin, participant.birth_date)


def _is_birthday(pin: str, born: date | None) -> bool:
    if born is None:
        return False
    year, month, day = f"{born:%Y}", f"{born:%m}", f"{born:%d}"
    orders = [(year, month, day), (month, day, year), (day, month, year)]
    full = {"".join(parts) for parts in orders}
    return pin in full | {"".join(part[-2:] for part in parts) for parts in orders}
