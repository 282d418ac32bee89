"""New keys for every encrypted text, beside a site that writes, and again after an interruption."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.adapter import SecondFactorAdapter
from accounts.models import Consent, Participant
from casework.models import Note
from foundation import rotation

NEW, OLD = Fernet.generate_key().decode(), Fernet.generate_key().decode()
ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> dict[str, int]:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def notes(cast, number: int) -> list[Note]:
    return Note.objects.bulk_create(
        Note(participant=cast.hana, author=cast.saito, channel="office", text=f"話{i}", project=cast.project,
             body=cast.oita, menu_item="accompany")
        for i in range(number)
    )  # fmt: skip


@pytest.fixture
def old_texts(cast, settings):
    """All texts stand under the old key, as those of a site that has always used it."""
    notes(cast, 12)
    Participant.objects.filter(pk=cast.hana.pk).update(address="大分市荷揚町", telephone="097-534-6111")
    settings.FIELD_ENCRYPTION_KEYS = [OLD, *settings.FIELD_ENCRYPTION_KEYS]
    call_command("rotate_keys", stdout=StringIO())
    return cast


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 5)


@pytest.mark.django_db
def test_afterwards_the_old_key_can_go(old_texts, settings, small_batches):
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    first = run("--dry-run")
    assert first["old"] >= 14
    done = run()
    assert done == {"tokens": first["tokens"], "renewed": first["old"], "old": 0, "unreadable": 0}
    assert run()["renewed"] == 0
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert Participant.objects.get(pk=old_texts.hana.pk).address == "大分市荷揚町"
    assert min(note.text for note in Note.objects.all()) == "話0"
    assert Consent.objects.filter(purpose="introduce").first().lines
    assert run("--dry-run")["unreadable"] == 0


@pytest.mark.django_db
def test_the_secrets_of_authenticators_too(cast, settings):
    """They stand inside a library's JSON (accounts.adapter)."""
    adapter = SecondFactorAdapter()
    data = {"secret": adapter.encrypt("JBSWY3DPEHPK3PXP")}
    row = Authenticator.objects.create(user=cast.saito, type="totp", data=data)
    settings.FIELD_ENCRYPTION_KEYS = [NEW, *settings.FIELD_ENCRYPTION_KEYS]
    run()
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    row.refresh_from_db()
    assert adapter.decrypt(row.data["secret"]) == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(old_texts, settings):
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert run("--dry-run")["renewed"] == 0
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    assert Note.objects.first().text


@pytest.mark.django_db
def test_a_text_that_no_key_fits_is_said_and_left(old_texts, settings):
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(CommandError, match="none of the keys"):
        run()
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert Note.objects.first().text


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_meanwhile_loses_nothing(old_texts, settings, small_batches):
    """Two writers change texts as fast as they can while the keys are exchanged."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    keys = list(Note.objects.order_by("pk").values_list("pk", flat=True))
    stop, last = threading.Event(), {}

    def write(mine: list[int]) -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            for key in mine:
                with transaction.atomic():
                    note = Note.objects.select_for_update(of=("self",)).get(pk=key)
                    note.text = f"{key}の{turn}回め"
                    note.save(update_fields=["text"])
                last[key] = note.text
        connection.close()

    writers = [threading.Thread(target=write, args=(keys[part::2],)) for part in range(2)]
    for writer in writers:
        writer.start()
    time.sleep(0.2)
    for _time in range(5):
        call_command("rotate_keys", stdout=StringIO())
    stop.set()
    for writer in writers:
        writer.join()
    assert len(last) == len(keys)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert {note.pk: note.text for note in Note.objects.all()} == last


@pytest.mark.django_db(transaction=True)
def test_a_row_that_stays_locked_is_named_and_done_the_next_time(old_texts, settings):
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Note.objects.select_for_update(of=("self",)).get(pk=Note.objects.order_by("pk")[3].pk)
            held.set()
            release.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    with pytest.raises(CommandError, match="Run this again"):
        run()
    release.set()
    holder.join()
    assert run() | {"tokens": 0} == {"tokens": 0, "renewed": 1, "old": 0, "unreadable": 0}


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_the_next_time(old_texts, settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    notes(old_texts, 6000)
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    before = run("--dry-run")["old"]
    code = (
        "import sys; sys.path[:0] = ['.', 'platform']; import django; django.setup();"
        f"from django.conf import settings; settings.FIELD_ENCRYPTION_KEYS = {[NEW, OLD]!r};"
        "from foundation import rotation; rotation.BATCH = 20; from casework.models import Note;"
        "print('begun', flush=True); rotation.rotate(Note)"
    )
    database = {"IPPO_TEST_DATABASE": connection.settings_dict["NAME"]}
    env = os.environ | database | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    while run("--dry-run")["old"] == before:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = run("--dry-run")["old"]
    assert 0 < left < before
    assert run()["renewed"] == left
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert all(note.text for note in Note.objects.all())
