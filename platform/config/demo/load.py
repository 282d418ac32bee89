"""The whole demo, in the order in which its parts need each other. A second run finds everything and changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation

from config.demo import accounts, companies, work

Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How many there shall be in all; the written ones are always there."""

    participants: int
    opportunities: int
    companies: int
    seed: int


def load(size: Size, say: Say) -> None:
    """Fill the demo prefecture."""
    with translation.override("ja"), transaction.atomic():
        accounts.ensure_bodies()
        firms = companies.ensure_companies()
        work.ensure_work(firms)
    say("大分県のデモを読みこみました。")
