"""100,000 people from a table against a bulk insert of the same rows; and a list of 200 among them."""

import csv
import resource
import tempfile
import time
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.intake import Reader, Written, guess
from accounts.models import (
    Consent,
    ImportedPerson,
    Membership,
    Organisation,
    Participant,
    TeamMember,
    User,
    Wishes,
)
from foundation.tables import Table
from tests import factories as make
from tests.bench import Report, benchmark, timed
from tests.bench.pages import demo_database

PEOPLE, FIRST, CASELOAD, BATCH = 100_000, 10_000, 200, 500
HEAD = [
    "番号",
    "氏名",
    "ふりがな",
    "生年月日",
    "市町村",
    "住所",
    "電話番号",
    "訪問希望",
    "いまの希望",
    "同意",
]
FAMILIES = [
    ("高橋", "たかはし"),
    ("佐藤", "さとう"),
    ("河野", "かわの"),
    ("後藤", "ごとう"),
    ("安部", "あべ"),
]


def _write(path: Path, people: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        for n in range(people):
            name, kana = FAMILIES[n % len(FAMILIES)]
            writer.writerow(
                [f"N{n}", f"{name} 花{n}", f"{kana} はな", f"S{40 + n % 24}.{1 + n % 12}.{1 + n % 28}", "大分市",
                 f"荷揚町{n}番", f"090{n:08}", "はい" if n % 3 else "", "静かなところで少しずつ。", "書面"]
            )  # fmt: skip


def _desk(code: str) -> tuple[Organisation, User]:
    desk = Organisation.objects.get(kind="municipality", municipality=code)
    worker = make.UserFactory(name="取りこむ人")
    Membership.objects.create(user=worker, organisation=desk, role="supporter", starts_on="2024-04-01")
    return desk, worker


def _bulk_insert(rows: Iterator[Written], desk: Organisation, by: User) -> None:
    """The same rows in the same tables, and nothing else: no reading, no checks, no looking for the known."""
    now = timezone.now()
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            people = Participant.objects.bulk_create(
                Participant(desk=desk, registered_by=by, taken_on_at=now, **row.person) for row in batch
            )
            pairs = list(zip(people, batch, strict=True))
            Wishes.objects.bulk_create(Wishes(participant=person, **row.wishes) for person, row in pairs)
            TeamMember.objects.bulk_create(
                TeamMember(participant=person, user=by, organisation=desk) for person, row in pairs
            )
            Consent.objects.bulk_create(
                Consent(participant=person, purpose="keep_record", recipient=desk, words="話しました。",
                        how=row.how, recorded_by=by) for person, row in pairs
            )  # fmt: skip
            ImportedPerson.objects.bulk_create(
                ImportedPerson(participant=person, desk=desk, key=row.key, told=row.told(), imported_by=by)
                for person, row in pairs
            )


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _import(path: Path, by: User) -> float:
    before = time.perf_counter()
    call_command("import_participants", str(path), "--by", by.email, stdout=StringIO(), stderr=StringIO())
    return time.perf_counter() - before


def _seconds_of_bulk_insert(path: Path, desk: Organisation, by: User) -> float:
    seconds = 0.0
    with path.open("rb") as stream:
        table = Table(stream)
        reader = Reader(desk, guess(table.header))
        rows = table.rows()
        while batch := [reader.read(row.line, row.cells) for row in islice(rows, BATCH)]:
            written = iter([row for row in batch if isinstance(row, Written)])
            before = time.perf_counter()
            _bulk_insert(written, desk, by)
            seconds += time.perf_counter() - before
    return seconds


@benchmark("intake")
def intake(report: Report) -> None:
    with demo_database(), tempfile.TemporaryDirectory() as folder:
        path, first = Path(folder) / "people.csv", Path(folder) / "first.csv"
        _write(path, PEOPLE)
        _write(first, FIRST)
        inserted = _seconds_of_bulk_insert(path, *_desk(make.OITA))
        report.row(f"bulk insert of {PEOPLE:,} people", seconds=[inserted])
        _import(first, _desk(make.SAIKI)[1])
        peak = _peak_mb()
        desk, worker = _desk(make.BEPPU)
        took = _import(path, worker)
        report.row(
            f"import_participants, {PEOPLE:,} people", seconds=[took], times_bulk_insert=round(took / inserted, 2),
            peak_rss_mb=_peak_mb(), more_than_for_10_000_mb=_peak_mb() - peak,
        )  # fmt: skip
        again = _import(path, worker)
        report.row(
            "the same file again: nothing new", seconds=[again], times_bulk_insert=round(again / inserted, 2)
        )
        _list(report, desk)


def _list(report: Report, desk: Organisation) -> None:
    """A support worker's 200 records among more than 200,000, with and without asking who may see them."""
    worker = make.UserFactory(name="二百人の人")
    Membership.objects.create(user=worker, organisation=desk, role="supporter", starts_on="2024-04-01")
    own = list(Participant.objects.filter(desk=desk).values_list("pk", flat=True)[: CASELOAD * 50 : 50])
    TeamMember.objects.bulk_create(
        TeamMember(participant_id=key, user=worker, organisation=desk) for key in own
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def bare() -> list[Any]:
        return list(Participant.objects.filter(pk__in=own))

    def checked() -> list[Any]:
        return list(Participant.objects.visible_to(worker))

    if sorted(row.pk for row in checked()) != sorted(own):
        raise RuntimeError("The list is not what it should be.")
    times = {"bare": timed(bare, 20), "checked": timed(checked, 20)}
    middle = {name: sorted(found)[10] for name, found in times.items()}
    with CaptureQueriesContext(connection) as queries:
        checked()
    report.row(f"a bare list of {CASELOAD}", seconds=times["bare"], queries=1)
    report.row(
        f"the list of {CASELOAD} that one may see", seconds=times["checked"], queries=len(queries),
        times_bare=round(middle["checked"] / middle["bare"], 2),
    )  # fmt: skip
