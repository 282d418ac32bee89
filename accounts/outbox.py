"""How mails leave: Django's `send_mail` stores them with the change that they tell of, and a worker sends them.

Whoever writes a mail twice for one reason gives both the same key (header `X-Idempotency-Key`, which stays here): one
leaves. A job names the row by its number. The words lie in the row, encrypted, because their links are keys.
"""

import secrets
from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.utils import timezone

from accounts import tasks
from accounts.models import OutgoingMail

KEY = "X-Idempotency-Key"


class EmailBackend(BaseEmailBackend):
    """Stores instead of sending."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(store(message) for message in email_messages)


@transaction.atomic
def store(message: EmailMessage) -> bool:
    """Put a mail on its way; no when one with this key was before."""
    content = _content(message)
    key = content["headers"].pop(KEY, None) or secrets.token_urlsafe(16)
    row, new = OutgoingMail.objects.get_or_create(key=key, defaults={"content": content})
    if new:
        tasks.send_stored.defer(mail=row.pk)
    return new


@transaction.atomic
def send(number: int) -> bool:
    """Send a stored mail once. Whoever comes second waits for the first, and then has nothing to do.

    A worker that dies between sending and saying so sends again: the mail carries the same Message-ID then, by which
    mail programs know it.
    """
    row = OutgoingMail.objects.select_for_update(of=("self",)).filter(pk=number, sent_at__isnull=True).first()
    if row is None or row.content is None:
        return False
    _message(row.content).send()
    row.content, row.sent_at = None, timezone.now()
    row.save(update_fields=["content", "sent_at"])
    return True


def tidy() -> None:
    """Forget the marks of mails, and mails that nobody could send for a month."""
    OutgoingMail.objects.filter(created_at__lt=timezone.now() - OutgoingMail.KEPT).delete()


def _content(message: EmailMessage) -> dict[str, Any]:
    if message.attachments:
        raise ValueError("Mails leave without attachments: what they would hold is read after signing in.")
    alternatives = getattr(message, "alternatives", [])
    return {
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "from_email": message.from_email,
        "reply_to": list(message.reply_to),
        "subject": str(message.subject),
        "body": str(message.body),
        "headers": {"Message-ID": make_msgid(domain=DNS_NAME.get_fqdn())} | dict(message.extra_headers),
        "alternatives": [[str(text), kind] for text, kind in alternatives],
    }


def _message(content: dict[str, Any]) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(**content, connection=get_connection(settings.MAIL_TRANSPORT))
