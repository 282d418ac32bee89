"""`manage.py demo`: fills the demo prefecture; a second run creates and changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.load import Size, load


class Command(BaseCommand):
    help = "Loads the demo prefecture: invented people and companies in the real towns of Oita."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--participants", type=int, default=60, metavar="N", help="at least (60)")
        parser.add_argument("--opportunities", type=int, default=40, metavar="N", help="at least (40)")
        parser.add_argument("--companies", type=int, metavar="N", help="at least 12 (one for 40 offers)")
        parser.add_argument("--seed", type=int, default=0, help="another seed, other chances (0)")
        parser.add_argument("--force", action="store_true", help="also without DEMO=1")

    def handle(self, *, force: bool, **options: Any) -> None:
        if not (settings.DEMO or force):
            raise CommandError("This is no demo installation: set DEMO=1, or say --force if you mean it.")
        if options["companies"] is None:
            options["companies"] = max(12, 12 + (options["opportunities"] - 1) // 40)
        size = Size(
            **{name: options[name] for name in ("participants", "opportunities", "companies", "seed")}
        )
        load(size, self.stdout.write)
