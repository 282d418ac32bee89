"""The list as a file: the cells of the page, with days as days, and one entry in the read log for each person."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, Participant, RecordAccess, TeamMember, User
from accounts.workflow import log_accesses
from foundation.tables import workbook, write_csv
from portal.people.columns import Column

MOST_IN_A_FILE = 10_000


def as_csv(people: Sequence[Participant], columns: Sequence[Column]) -> bytes:
    """UTF-8 with the mark by which Excel knows it; texts that look like a formula are text."""
    out = io.StringIO()
    write_csv(out, _rows(people, columns))
    return out.getvalue().encode("utf-8-sig")


def as_workbook(people: Sequence[Participant], columns: Sequence[Column]) -> bytes:
    """The same as XLSX."""
    return workbook(_rows(people, columns), _("参加者の一覧"))


def _rows(people: Sequence[Participant], columns: Sequence[Column]) -> Iterator[list[Any]]:
    heads = [_("ニックネーム")]
    for column in columns:
        heads += [str(column.label)] + ([str(column.detail)] if column.detail else [])
    yield heads
    for person in people:
        row: list[Any] = [person.nickname]
        for column in columns:
            cell = column.of(person)
            row += ["" if cell.value is None else cell.value] + ([cell.detail] if column.detail else [])
        yield row


@transaction.atomic
def log_export(people: Sequence[Participant], *, by: User) -> None:
    """One entry a person, for the body for which the reader is in their team, else for their desk."""
    teams = TeamMember.objects.current().filter(user=by, participant__in=[person.pk for person in people])
    for_whom = dict(teams.values_list("participant", "organisation"))
    bodies: dict[int, list[Participant]] = defaultdict(list)
    for person in people:
        bodies[for_whom.get(person.pk, person.desk_id)].append(person)
    for body in Organisation.objects.filter(pk__in=bodies).order_by("pk"):
        log_accesses(bodies[body.pk], by=by, what=RecordAccess.What.EXPORT, at=body)
