"""Mails leave with the change that they tell of, once, and what they say lies nowhere readable."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.core.management import call_command
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import outbox
from accounts.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)
TO, LINK = "someone@test.example", "https://localhost/accounts/stay/secret-token/"


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.MAIL_TRANSPORT = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "accounts.outbox.EmailBackend"


def work() -> None:
    call_command("procrastinate", "worker", "--one-shot")


def everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m::text FROM accounts_outgoingmail m UNION ALL SELECT j::text FROM procrastinate_jobs j"
        )
        return "\n".join(row[0] for row in cursor.fetchall())


def test_a_mail_waits_unreadably_for_a_worker_and_is_forgotten():
    send_mail("お知らせ", f"こちらです {LINK}", None, [TO])
    assert not mail.outbox
    stored = everything_stored()
    assert "secret-token" not in stored
    assert TO not in stored
    work()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([TO], "お知らせ")
    assert LINK in sent.body
    row = OutgoingMail.objects.get()
    assert row.sent_at
    assert row.content is None
    assert not outbox.send(row.pk)
    assert len(mail.outbox) == 1


def test_what_is_taken_back_sends_no_mail():
    with transaction.atomic():
        send_mail("お知らせ", "x", None, [TO])
        transaction.set_rollback(True)
    work()
    assert not mail.outbox


def test_one_reason_is_one_mail():
    for _ in range(2):
        EmailMessage("お知らせ", "x", None, [TO], headers={outbox.KEY: "alarm-1"}).send()
    work()
    (sent,) = mail.outbox
    assert outbox.KEY not in sent.message()


def test_a_mail_that_fails_is_tried_again_under_the_same_id(monkeypatch):
    send_mail("お知らせ", "x", None, [TO])
    asked = []

    def fail(message: EmailMessage, *args: object, **kwargs: object) -> int:
        asked.append(message.message()["Message-ID"])
        raise OSError("no way to someone@test.example")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", fail)
        work()
    job = ProcrastinateJob.objects.get()
    assert (job.status, job.attempts) == ("todo", 1)
    assert TO not in everything_stored()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    work()
    assert [sent.message()["Message-ID"] for sent in mail.outbox] == asked


def test_attachments_do_not_leave():
    message = EmailMessage("お知らせ", "x", None, [TO], attachments=[("a.txt", "b", "text/plain")])
    with pytest.raises(ValueError, match="attachments"):
        message.send()
