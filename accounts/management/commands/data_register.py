"""Writes docs/data-register.md from what the rooms declare."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.register import as_markdown

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "data-register.md"


class Command(BaseCommand):
    help = "Writes the register of data into docs/data-register.md."

    def handle(self, **options: Any) -> None:
        DOCUMENT.write_text(as_markdown())
        self.stdout.write(f"{DOCUMENT}")
