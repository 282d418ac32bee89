"""Learn from the recorded outcomes; the new scorer is used from the next suggestion on."""

from typing import Any

from django.core.management.base import BaseCommand

from matching import scorers


class Command(BaseCommand):
    help = "Trains the scorer on all recorded outcomes and says which model is used, and why."

    def handle(self, **options: Any) -> None:
        row = scorers.train()
        self.stdout.write(f"{row.version}: {row.outcomes} outcomes")
        for name, head in row.report["heads"].items():
            self.stdout.write(f"  {name}: {head['used']} ({head['known']} known)")
