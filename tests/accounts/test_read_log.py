"""The read log: it only grows, hangs together, and tells when somebody has laid hands on it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from django.test import override_settings

from accounts import chain, reads, workflow
from accounts.log_check import verify
from accounts.models import LogEnd, Participant, RecordAccess
from tests import factories as make

pytestmark = pytest.mark.django_db

TAMPERING = {
    "an entry says something else": (
        "UPDATE accounts_recordaccess SET what = 'notes' WHERE number = 3",
        "entry 3: what it says was changed.",
    ),
    "an entry is of another reader": (
        "UPDATE accounts_recordaccess SET user_id = (SELECT max(id) FROM accounts_user) WHERE number = 2",
        "entry 2: what it says was changed.",
    ),
    "an entry is of another participant": (
        "UPDATE accounts_recordaccess SET subject = gen_random_uuid() WHERE number = 2",
        "entry 2: what it says was changed.",
    ),
    "an entry was earlier": (
        "UPDATE accounts_recordaccess SET at = at - interval '1 microsecond' WHERE number = 5",
        "entry 5: what it says was changed.",
    ),
    "one in the middle is gone": (
        "DELETE FROM accounts_recordaccess WHERE number = 3",
        "entry 3: it is missing, the next one is 4.",
    ),
    "the gap was closed": (
        "DELETE FROM accounts_recordaccess WHERE number = 3;"
        "UPDATE accounts_recordaccess SET number = number - 1 WHERE number > 3",
        "entry 3: it does not follow the entry before it.",
    ),
    "the first is gone": ("DELETE FROM accounts_recordaccess WHERE number = 1", "entry 1: it is missing"),
    "the last two are gone": (
        "DELETE FROM accounts_recordaccess WHERE number > 3",
        "entry 4: the log ends before it, and it had 5 entries.",
    ),
    "the last two are gone and the end was moved": (
        "DELETE FROM accounts_recordaccess WHERE number > 3;"
        "UPDATE accounts_logend SET number = 3, code = (SELECT code FROM accounts_recordaccess WHERE number = 3)",
        "the end of the log: its row was changed by other hands",
    ),
    "all is gone": ("DELETE FROM accounts_recordaccess", "entry 1: the log ends before it"),
    "the end is gone": ("DELETE FROM accounts_logend", "the end of the log: its row is missing."),
    "an entry was written by hand": (
        "INSERT INTO accounts_recordaccess (number, subject, user_id, what, at, before, code)"
        " SELECT 6, subject, user_id, what, at, code, repeat('a', 64)"
        " FROM accounts_recordaccess WHERE number = 5",
        "entry 6: what it says was changed.",
    ),
}


def by_other_hands(statements: str) -> None:
    """What somebody can do who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("accounts_recordaccess", "accounts_logend"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements.split(";"):
            cursor.execute(statement)


def looked(cast, times: int = 5) -> None:
    for _ in range(times):
        workflow.log_access(cast.hana, by=cast.saito, what="wishes")


def test_entries_have_numbers_without_gaps_and_name_the_one_before(cast):
    looked(cast)
    entries = list(RecordAccess.objects.order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.before for entry in entries] == [chain.FIRST, *(entry.code for entry in entries[:-1])]
    assert verify().entries == 5
    assert not verify().broken


@pytest.mark.parametrize("statement", ["UPDATE accounts_recordaccess SET what = 'notes'",
                                       "DELETE FROM accounts_recordaccess",
                                       "TRUNCATE accounts_recordaccess",
                                       "TRUNCATE accounts_logend",
                                       "DELETE FROM accounts_logend"])  # fmt: skip
def test_the_database_refuses_to_change_the_log(cast, statement):
    looked(cast, 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    assert RecordAccess.objects.get().what == "wishes"


def test_the_program_does_not_even_try(cast):
    looked(cast, 1)
    with pytest.raises(TypeError):
        RecordAccess.objects.get().save()
    with pytest.raises(TypeError):
        RecordAccess.objects.bulk_create([RecordAccess()])


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_named(cast, name):
    looked(cast)
    statements, broken = TAMPERING[name]
    by_other_hands(statements)
    assert verify().broken.startswith(broken)
    with pytest.raises(CommandError, match="Broken at") as refused:
        call_command("verify_log", stdout=StringIO())
    assert refused.value.returncode == 1


@pytest.mark.parametrize(
    "name", ["the last two are gone and the end was moved", "the end is gone", "all is gone"]
)
def test_a_missing_end_is_not_healed_by_the_next_entry(cast, name):
    looked(cast)
    by_other_hands(TAMPERING[name][0])
    looked(cast, 3)
    assert verify().broken


def test_a_record_can_still_be_opened_when_the_end_was_moved_back(cast):
    looked(cast)
    by_other_hands("UPDATE accounts_logend SET number = 2")
    looked(cast, 2)
    assert RecordAccess.objects.count() == 7
    assert verify().broken == "entry 6: before it, the end of the log was changed by other hands."


def test_an_anchor_notices_that_everything_was_put_back(cast):
    looked(cast)
    out = StringIO()
    call_command("verify_log", stdout=out)
    anchor = out.getvalue().split()[-1]
    call_command("verify_log", anchor=anchor, stdout=StringIO())
    before = LogEnd.objects.get()
    looked(cast, 2)
    call_command("verify_log", anchor=anchor, stdout=StringIO())
    later = LogEnd.objects.get()
    by_other_hands(
        "DELETE FROM accounts_recordaccess WHERE number > 5;"
        f"UPDATE accounts_logend SET number = 5, code = '{before.code}', sealed = '{before.sealed}'"
    )
    assert not verify().broken
    assert verify((later.number, later.code)).broken.startswith("entry 6: the log ends before it")
    assert verify((3, later.code)).broken.startswith("entry 3: it is not the entry")


@pytest.mark.parametrize("anchor", ["", "5", "x:y", "5:" + "g" * 64, "9" * 40 + ":" + "a" * 64])
def test_an_unreadable_anchor_is_said_so(anchor):
    with pytest.raises(CommandError, match="NUMBER:CODE"):
        call_command("verify_log", anchor=anchor)


def test_an_empty_log_is_unbroken():
    assert verify() == verify((0, chain.FIRST))
    assert not verify().broken


def test_a_former_key_still_reads_what_it_wrote(cast):
    looked(cast, 3)
    with override_settings(SECRET_KEY="another key", SECRET_KEY_FALLBACKS=["a key for tests only"]):
        looked(cast, 3)
        assert verify().entries == 6
        assert not verify().broken
    with override_settings(SECRET_KEY="another key"):
        assert verify().broken == "entry 1: what it says was changed."


def test_the_line_that_is_hashed_stays_as_it_is():
    at = datetime(2026, 11, 3, 0, 15, 7, 123456, tzinfo=UTC)
    subject = UUID("00000000-0000-4000-8000-000000000001")
    line = chain.entry_text(7, "ab", subject, 3, None, "wishes", at)
    assert line == "7|ab|00000000-0000-4000-8000-000000000001|3||wishes|1793664907123456"


def test_forgetting_somebody_breaks_nothing(cast):
    looked(cast, 2)
    workflow.log_access(cast.ren, by=cast.saito, what="record")
    workflow.forget_reads(cast.hana)
    assert not RecordAccess.objects.of(Participant.objects.get(pk=cast.hana.pk)).exists()
    cast.ren.delete()
    assert RecordAccess.objects.count() == 3
    assert not verify().broken


def test_many_at_once_are_many_entries_in_few_queries(cast, django_assert_max_num_queries):
    people = make.ParticipantFactory.create_batch(30, desk=cast.oita)
    with django_assert_max_num_queries(6):
        assert workflow.log_accesses(people, by=cast.saito, what="export", at=cast.oita) == 30
    assert RecordAccess.objects.filter(what="export").values("participant").distinct().count() == 30
    assert not verify().broken


def test_a_read_of_an_unknown_kind_is_a_mistake_of_the_program(cast):
    with pytest.raises(ValueError, match="register it"):
        workflow.log_access(cast.hana, by=cast.saito, what="something")
    with pytest.raises(ValueError, match="not a new name"):
        reads.register("record", label="", sentence="")


def test_every_kind_of_read_speaks_to_the_participant():
    for key, kind in reads.KINDS.items():
        assert "{who}" in str(kind.sentence), key
        assert "{day}" in reads.sentence_of(key)


@pytest.mark.django_db(transaction=True)
def test_concurrent_readers_make_one_chain(cast):
    """Eight at once, forty entries: no fork, no gap."""

    def read(_number: int) -> None:
        try:
            for _ in range(5):
                workflow.log_access(cast.hana, by=cast.saito, what="record")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))
    assert sorted(RecordAccess.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert verify().entries == 40
    assert not verify().broken
