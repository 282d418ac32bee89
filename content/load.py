"""Loads the facts that come with the project."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps as current_apps
from django.apps.registry import Apps

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps

CRISIS_NUMBERS = Path(__file__).parent / "data" / "crisis_numbers.csv"


def crisis_numbers() -> list[dict[str, str]]:
    """The rows of the file, in its order; readable where there is no database."""
    with CRISIS_NUMBERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_emergency_lines(apps: "Apps | StateApps" = current_apps) -> int:
    """Adds the lines that are missing, by name, and leaves alone what an operator has confirmed or changed.

    Returns how many were added.
    """
    model = apps.get_model("content", "EmergencyLine")
    added = 0
    for order, row in enumerate(crisis_numbers(), start=1):
        name = row.pop("name")
        _, created = model.objects.get_or_create(name=name, defaults={**row, "order": order})
        added += created
    return added
