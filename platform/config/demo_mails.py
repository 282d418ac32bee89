"""Reads back the mails that the file backend wrote, for the demo."""

import datetime
import email.policy
import email.utils
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

SEPARATOR = "\n" + "-" * 79 + "\n"
AT_MOST = 50


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    sent_at: datetime.datetime
    text: str


def _mail(source: str) -> Mail:
    message = email.message_from_string(source, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101
    body = message.get_body(preferencelist=("plain",))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=email.utils.parsedate_to_datetime(message["Date"]),
        text=body.get_content() if body else "",
    )


def newest() -> list[Mail]:
    """The newest fifty, newest first; none where mails really leave."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not folder:
        return []
    files = sorted(Path(folder).glob("*.log"), reverse=True)[:AT_MOST]
    sources = [
        source.strip("\n") for file in files for source in file.read_text(encoding="utf-8").split(SEPARATOR)
    ]
    mails = [_mail(source) for source in sources if source.strip()]
    return sorted(mails, key=lambda mail: mail.sent_at, reverse=True)[:AT_MOST]
