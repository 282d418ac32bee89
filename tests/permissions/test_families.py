"""The family member against the whole table: whatever is Hana's, her mother does not find."""

import pytest
from django.db import transaction
from zeal import zeal_ignore

from tests.accounts.family_cast import families_beside
from tests.cast import Cast
from tests.permissions.table import PARTICIPANTS, Row
from tests.permissions.test_permissions import ROWS, _ask, _verdict

pytestmark = pytest.mark.django_db
OWN_PAGE_OF_EACH = frozenset(PARTICIPANTS.split())
ABOUT_SOMEBODY = [
    row
    for row in ROWS
    if row.kwargs
    and {"hana", "saito"} & row.ok
    and "anonymous" not in row.ok
    and not row.ok >= OWN_PAGE_OF_EACH
]


@pytest.mark.parametrize("row", ABOUT_SOMEBODY, ids=str)
def test_a_mother_finds_nothing_that_is_somebody_elses(row: Row, cast: Cast, monkeypatch) -> None:
    if row.prepare is not None:
        row.prepare(cast)
    monkeypatch.setattr(cast, "haru", families_beside(cast).haru, raising=False)
    with zeal_ignore(), transaction.atomic():
        got = _verdict(_ask(row, cast, "haru"))
        transaction.set_rollback(True)
    assert got == "404", row.name
