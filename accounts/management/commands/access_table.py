"""Writes docs/access.md from what the rooms declare."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.fields import as_markdown

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "access.md"


class Command(BaseCommand):
    help = "Writes who reads what of a person into docs/access.md."

    def handle(self, **options: Any) -> None:
        DOCUMENT.write_text(as_markdown())
        self.stdout.write(f"{DOCUMENT}")
