"""Puts every encrypted text under the first key of FIELD_ENCRYPTION_KEYS."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.rotation import look, models_to_rotate, rotate


class Command(BaseCommand):
    help = (
        "Re-encrypts every encrypted text with the first key of FIELD_ENCRYPTION_KEYS, while the site runs. "
        "May be interrupted and run again at any time. The last line is JSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="counts what stands under older keys")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        counts = []
        for model in models_to_rotate():
            count = look(model) if dry_run else rotate(model)
            counts.append(count)
            self.stdout.write(
                f"{count.table}: {count.tokens} texts, {count.renewed} renewed, "
                f"{count.old} under an older key, {count.unreadable} unreadable"
            )
        total = {
            name: sum(asdict(count)[name] for count in counts)
            for name in ("tokens", "renewed", "old", "unreadable")
        }
        self.stdout.write(json.dumps(total))
        if total["unreadable"]:
            raise CommandError(
                "Some texts fit none of the keys in FIELD_ENCRYPTION_KEYS: add the key that wrote them."
            )
        if total["old"] and not dry_run:
            raise CommandError("Some rows were being written all the while. Run this again.")
