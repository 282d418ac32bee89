"""Reads back the mails that the file backend wrote, for the demo."""

import datetime
import email.policy
import email.utils
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SEPARATOR = b"\n" + b"-" * 79 + b"\n"
AT_MOST = 50


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    sent_at: datetime.datetime
    text: str


def _mail(source: bytes) -> Mail:
    message = email.message_from_bytes(source, policy=email.policy.default)
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
    files = sorted(Path(folder).glob("*.log"), key=lambda file: file.stat().st_mtime_ns)[-AT_MOST:]
    sources = [source.strip(b"\n") for file in files for source in file.read_bytes().split(SEPARATOR)]
    mails = sorted((_mail(source) for source in sources if source), key=lambda mail: mail.sent_at)
    return mails[::-1][:AT_MOST]
