"""A table on its way in: received, its columns matched, checked, and registered a step at a time.

Steps are small, so that no request waits long; whoever closes the page goes on later where it stopped.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import perms
from accounts.intake import COLUMNS, Reader, Written, guess, heading_key
from accounts.models import Organisation, PeopleFile, PeopleFileRow, RememberedColumns, User
from accounts.workflow.intake import Outcome, check_people, import_people
from foundation.moves import Refused
from foundation.tables import Table

MOST_ROWS = 10_000
ROWS_A_STEP = 100
_STORED_AT_ONCE = 500
State = PeopleFile.State


@transaction.atomic
def receive_people_file(table: Table, *, name: str, desk: Organisation, by: User) -> PeopleFile:
    """Keep the rows, encrypted, until they are registered or thrown away."""
    if not perms.can_register_participant(by, desk):
        raise Refused(_("この窓口で登録できるのは、窓口の担当者です。"))
    remembered = RememberedColumns.objects.filter(organisation=desk).first()
    columns = guess(table.header, dict(remembered.columns) if remembered else {})
    file = PeopleFile.objects.create(
        name=name, desk=desk, sent_by=by, header=table.header, columns=columns, state=State.MATCHING
    )
    rows, number = table.rows(), 0
    while batch := list(islice(rows, _STORED_AT_ONCE)):
        number += len(batch)
        if number > MOST_ROWS:
            raise Refused(_("一度に送れるのは{n}行までです。ファイルを分けてください。").format(n=MOST_ROWS))
        PeopleFileRow.objects.bulk_create(
            PeopleFileRow(file=file, line=row.line, cells=row.cells, outcome="blank" if row.is_blank else "")
            for row in batch
        )
    return file


@transaction.atomic
def match_columns(file: PeopleFile, columns: Sequence[str], *, how: str, by: User) -> PeopleFile:
    """Somebody says what each column is; the organisation remembers it, and the checking begins anew."""
    row = _locked(file, by=by)
    if row.state not in (State.MATCHING, State.CHECKING, State.CHECKED):
        raise Refused(_("このファイルの登録は、もう始まっています。"))
    if len(columns) != len(row.header) or not set(columns) <= {"", *COLUMNS}:
        raise Refused(_("列の数が合いません。もう一度開いてください。"))
    row.columns, row.how, row.state, row.counts = list(columns), how, State.CHECKING, {}
    row.save(update_fields=["columns", "how", "state", "counts"])
    row.rows.exclude(outcome="blank").update(outcome="", reasons="", key="")
    matched = {heading_key(heading): key for heading, key in zip(row.header, columns, strict=True) if heading}
    remembered, _created = RememberedColumns.objects.get_or_create(organisation=row.desk)
    remembered.columns |= matched
    remembered.save(update_fields=["columns", "changed_at"])
    return row


@transaction.atomic
def run_people_file(file: PeopleFile, *, by: User) -> PeopleFile:
    """After the check: register everybody who can be read; what has to be mended stays aside."""
    row = _locked(file, by=by)
    if row.state != State.CHECKED:
        raise Refused(_("このファイルは、いま登録を始められません。"))
    row.state = State.RUNNING
    row.counts = {
        "rows": row.counts["rows"],
        "blank": row.counts["blank"],
        "rejected": row.counts["rejected"],
    }
    row.save(update_fields=["state", "counts"])
    row.rows.filter(outcome="blank").delete()
    row.rows.exclude(outcome="rejected").update(outcome="")
    return row


@transaction.atomic
def step_people_file(file: PeopleFile, *, by: User) -> PeopleFile:
    """The next rows; when none is left, the file goes on to its next state. Two at once take turns."""
    row = _locked(file, by=by)
    if row.state not in (State.CHECKING, State.RUNNING):
        return row
    batch = list(row.rows.filter(outcome="").order_by("line")[:ROWS_A_STEP])
    if batch:
        (_check if row.state == State.CHECKING else _register)(row, batch, by)
    if len(batch) < ROWS_A_STEP:
        row.state = State.CHECKED if row.state == State.CHECKING else State.DONE
        if row.state == State.CHECKED:
            row.counts = row.counts | {
                "rows": row.rows.count(),
                "blank": row.rows.filter(outcome="blank").count(),
            }
    row.counts = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0} | row.counts
    row.save(update_fields=["state", "counts"])
    return row


@transaction.atomic
def remove_people_file(file: PeopleFile, *, by: User) -> None:
    """Throw away what is left of a file; whoever is registered stays registered."""
    PeopleFile.objects.of(by).filter(pk=file.pk).delete()


def _locked(file: PeopleFile, *, by: User) -> PeopleFile:
    row = PeopleFile.objects.select_for_update(of=("self",)).select_related("desk").filter(pk=file.pk).first()
    if row is None:
        raise Refused(_("このファイルは、もう消されています。"))
    if row.sent_by_id != by.pk or not perms.can_register_participant(by, row.desk):
        raise Refused(_("このファイルを進められるのは、送った人です。"))
    return row


def _check(file: PeopleFile, batch: list[PeopleFileRow], by: User) -> None:
    reader = Reader(file.desk, file.columns, how=file.how)
    read = [reader.read(row.line, row.cells) for row in batch]
    for row, said in zip(batch, read, strict=True):
        row.key = said.key if isinstance(said, Written) else ""
    before = file.rows.filter(key__in=[row.key for row in batch if row.key]).order_by("-line")
    outcomes = check_people(read, by=by, desk=file.desk, earlier=dict(before.values_list("key", "line")))
    _note(batch, outcomes)
    _add(file, outcomes)


def _register(file: PeopleFile, batch: list[PeopleFileRow], by: User) -> None:
    reader = Reader(file.desk, file.columns, how=file.how)
    read = [reader.read(row.line, row.cells) for row in batch]
    outcomes = import_people(read, by=by, desk=file.desk)
    _note(batch, outcomes)
    file.rows.filter(pk__in=[row.pk for row in batch if row.outcome != "rejected"]).delete()
    _add(file, outcomes)


def _note(batch: list[PeopleFileRow], outcomes: list[Outcome]) -> None:
    for row, outcome in zip(batch, outcomes, strict=True):
        row.outcome, row.reasons = outcome.what, "\n".join(outcome.reasons)
    PeopleFileRow.objects.bulk_update(batch, ["outcome", "reasons", "key"])


def _add(file: PeopleFile, outcomes: list[Outcome]) -> None:
    counts = Counter(file.counts)
    counts.update(outcome.what for outcome in outcomes)
    file.counts = dict(counts)
