"""`manage.py verify_log`: is the log of who read what unbroken?"""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.log_check import verify

_ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Exit 0 where the read log is unbroken, 1 with the first broken entry."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            metavar="NUMBER:CODE",
            help="what an earlier run ended with: notices also that everything was put back to an older day",
        )

    def handle(self, *args: Any, anchor: str | None = None, **options: Any) -> None:
        verdict = verify(_read(anchor))
        if verdict.broken:
            raise CommandError(f"Broken at {verdict.broken}")
        self.stdout.write(f"{verdict.entries} entries, unbroken. Anchor: {verdict.entries}:{verdict.code}")


def _read(anchor: str | None) -> tuple[int, str] | None:
    if anchor is None:
        return None
    found = _ANCHOR.fullmatch(anchor.strip())
    if found is None:
        raise CommandError("--anchor is NUMBER:CODE as an earlier run printed it.")
    return int(found[1]), found[2]
