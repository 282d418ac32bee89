"""`manage.py import_participants FILE --by EMAIL`: people from a CSV or XLSX become records."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.intake import COLUMNS, Reader, Written, guess, heading_key
from accounts.models import Consent, Organisation, RememberedColumns, User
from accounts.workflow import check_people, import_people
from accounts.workflow.intake import Outcome
from foundation.moves import Refused
from foundation.tables import Row, Table, TableError, write_csv
from municipalities.models import Municipality

BATCH = 500
KEYS = ("rows", "created", "updated", "unchanged", "rejected", "blank")


class Command(BaseCommand):
    help = (
        "Reads people from a CSV or XLSX (UTF-8 or CP932). The last line on stdout is JSON with the counts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who imports: staff of the desk")
        parser.add_argument(
            "--desk", help="municipality code or public id; needed where the importer works at several desks"
        )
        parser.add_argument(
            "--how",
            default="",
            choices=[value for value in Consent.How.values if value != Consent.How.ONLINE],
            help="how everybody in the file agreed, where no column says it",
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADING=KEY",
            help=f"matches a heading by hand; keys: {', '.join(COLUMNS)}",
        )
        parser.add_argument("--dry-run", action="store_true", help="writes nothing")
        parser.add_argument("--rejects", type=Path, help="CSV of the rows to mend, with line and reason")

    def handle(self, *, file: Path, rejects: Path | None, dry_run: bool, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError(f"Nobody signs in as {options['by']}.")
        desk = _desk(by, options["desk"])
        try:
            with file.open("rb") as stream, _opened(rejects) as bad:
                table = Table(stream)
                keys = self._columns(table, desk, options["column"])
                write_csv(bad, iter([["行", "直すところ", *table.header]]))
                reader = Reader(desk, keys, how=options["how"])
                counts = self._run(table, reader, bad, by=by, dry_run=dry_run)
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}") from problem
        except (TableError, Refused) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps({key: counts[key] for key in KEYS}))

    def _columns(self, table: Table, desk: Organisation, by_hand: list[str]) -> list[str]:
        remembered = RememberedColumns.objects.filter(organisation=desk).first()
        matched = dict(remembered.columns) if remembered else {}
        for pair in by_hand:
            heading, _equals, key = pair.rpartition("=")
            if key not in COLUMNS or heading_key(heading) not in map(heading_key, table.header):
                raise CommandError(f"--column {pair}: no such heading in the file, or no such key.")
            matched[heading_key(heading)] = key
        keys = guess(table.header, matched)
        if not any(keys):
            raise CommandError("No heading of the file is known: name them with --column HEADING=KEY.")
        left = [heading for heading, key in zip(table.header, keys, strict=True) if heading and not key]
        if left:
            self.stderr.write(f"Not read: {', '.join(left)}")
        return keys

    def _run(self, table: Table, reader: Reader, bad: IO[str], *, by: User, dry_run: bool) -> Counter[str]:
        act = check_people if dry_run else import_people
        counts: Counter[str] = Counter()
        seen: dict[str, int] = {}
        rows = table.rows()
        while batch := list(islice(rows, BATCH)):
            filled = [row for row in batch if not row.is_blank]
            read = [reader.read(row.line, row.cells) for row in filled]
            outcomes = act(read, by=by, desk=reader.desk, earlier=seen)
            seen |= {row.key: row.line for row in read if isinstance(row, Written) and row.key not in seen}
            write_csv(bad, _rejected(filled, outcomes))
            counts.update(outcome.what for outcome in outcomes)
            counts.update(rows=len(batch), blank=len(batch) - len(filled))
            if counts["rows"] % 10_000 == 0:
                self.stderr.write(f"{counts['rows']} …")
        return counts


def _rejected(rows: list[Row], outcomes: list[Outcome]) -> Iterator[list[Any]]:
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.what == "rejected":
            yield [row.line, " / ".join(outcome.reasons), *row.cells]


def _opened(rejects: Path | None) -> IO[str]:
    """The rejects file with a BOM for spreadsheets, or nowhere."""
    if rejects is None:
        return open("/dev/null", "w")
    return rejects.open("w", encoding="utf-8-sig", newline="")


def _desk(by: User, named: str | None) -> Organisation:
    desks = Organisation.objects.desks()
    if named is None:
        own = desks.filter(
            memberships__in=by.memberships.current(), memberships__role__in=["supporter", "manager"]
        )
        found = list(own.distinct()[:2])
        if len(found) != 1:
            raise CommandError(
                f"{by.email} works at {'several desks' if found else 'no desk'}: name it with --desk."
            )
        return found[0]
    town = Municipality.objects.by_code(named)
    match = {"municipality": town, "kind": "municipality"} if town else {"public_id": named}
    desk = desks.filter(**match).first()
    if desk is None:
        raise CommandError(f"--desk {named}: there is no such desk.")
    return desk
