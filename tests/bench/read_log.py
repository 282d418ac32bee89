"""How long `verify_log` takes over a million entries, beside a bare scan of the same rows in the same run."""

import resource
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from accounts import chain
from accounts.log_check import verify
from accounts.models import LogEnd, Participant, RecordAccess, User
from tests.bench import Report, benchmark, timed
from tests.bench.pages import demo_database

ENTRIES = 1_000_000
COLUMNS = "number, subject, user_id, what, at, before, code"


def _lines(subjects: list[UUID], user: int, end: LogEnd) -> Iterator[tuple[object, ...]]:
    """Entries behind those of the demo, as the program would have written them."""
    start = datetime(2024, 4, 1, tzinfo=UTC)
    for number in range(end.number + 1, ENTRIES + 1):
        subject, at = subjects[number % len(subjects)], start + timedelta(seconds=number)
        before = end.code
        end.code = chain.code_of(chain.entry_text(number, before, subject, user, None, "record", at))
        end.number = number
        yield number, subject, user, "record", at, before, end.code


def _fill() -> None:
    subjects = list(Participant.objects.values_list("log_id", flat=True))
    # Asked before: while rows are copied, the connection answers nothing else.
    user, end = User.objects.earliest("pk").pk, LogEnd.objects.get()
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY accounts_recordaccess ({COLUMNS}) FROM STDIN") as copy:
            for line in _lines(subjects, user, end):
                copy.write_row(line)
        end.seal()
        cursor.execute("VACUUM ANALYZE accounts_recordaccess")


def _scan() -> None:
    with connection.cursor() as cursor:
        query = f"COPY (SELECT {COLUMNS} FROM accounts_recordaccess ORDER BY number) TO STDOUT"
        with cursor.copy(query) as copy:
            for _row in copy:
                pass


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@benchmark("read log")
def read_log(report: Report) -> None:
    with demo_database():
        _fill()
        report.row(f"a bare scan ({ENTRIES:,})", seconds=timed(_scan, 3))
        before = _peak_mb()
        seconds = timed(verify, 3)
        verdict = verify()
        if verdict.broken or verdict.entries != ENTRIES:
            raise RuntimeError(verdict)
        report.row(f"verify_log ({ENTRIES:,})", seconds=seconds, memory_grew_mb=round(_peak_mb() - before, 1))
        user, person = User.objects.earliest("pk"), Participant.objects.earliest("pk")
        append = lambda: RecordAccess.objects.create(participant=person, user=user, what="record")  # noqa: E731
        report.row("one more entry", seconds=timed(append, 50))
