"""Fill the tables of this room from the files in `data/`. Running it again changes nothing."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps as installed_apps
from django.db import transaction

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_reference(apps: Any = installed_apps) -> None:
    """Create or update prefectures, municipalities and minimum wages.

    `apps` is the registry to take the models from; a migration gives its historical one. A minimum wage that
    an operator has confirmed stays as it is.
    """
    _load_prefectures(apps.get_model("municipalities", "Prefecture"))
    _load_municipalities(apps.get_model("municipalities", "Municipality"))
    _load_minimum_wages(apps.get_model("municipalities", "MinimumWage"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _load_prefectures(model: Any) -> None:
    columns = ["name", "kana", "name_en", "lat", "lng"]
    rows = [
        model(
            code=row["code"],
            name=row["name"],
            kana=row["kana"],
            name_en=row["name_en"],
            lat=float(row["lat"]),
            lng=float(row["lng"]),
        )
        for row in _rows("prefectures.csv")
    ]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=columns)


def _load_municipalities(model: Any) -> None:
    columns = ["prefecture", "name", "kana", "name_en", "kind", "lat", "lng", "abolished_on"]
    rows = [
        model(
            code=row["code"],
            prefecture_id=row["prefecture_code"],
            name=row["name"],
            kana=row["kana"],
            name_en=row["name_en"],
            kind=row["kind"],
            lat=float(row["lat"]),
            lng=float(row["lng"]),
            abolished_on=_day(row["abolished_on"]),
        )
        for row in _rows("municipalities.csv")
    ]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=columns)


def _load_minimum_wages(model: Any) -> None:
    """A prefecture has one rate per fiscal year, so that is what a row of the file is matched by."""
    confirmed = set(model.objects.filter(confirmed=True).values_list("prefecture_id", "fiscal_year"))
    rows = [
        model(
            prefecture_id=row["prefecture_code"],
            yen=int(row["yen"]),
            effective_on=date.fromisoformat(row["effective_on"]),
            fiscal_year=int(row["fiscal_year"]),
            gazette_on=_day(row["gazette_on"]),
            source=row["source"],
            confirmed=row["confirmed"] == "1",
        )
        for row in _rows("minimum_wage.csv")
        if (row["prefecture_code"], int(row["fiscal_year"])) not in confirmed
    ]
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["prefecture", "effective_on"],
        update_fields=["yen", "fiscal_year", "gazette_on", "source", "confirmed"],
    )
