"""Shifts and alarms of the cast."""

from datetime import timedelta

from django.utils import timezone

from accounts import workflow
from accounts.models import Alarm, DutyShift, Organisation, User
from tests.cast import Cast

WORDS = "消えてしまいたい、と書いてありました。"


def shift_now(organisation: Organisation, user: User, order: int = 1) -> DutyShift:
    """Somebody is on duty from an hour ago until in an hour."""
    now = timezone.now()
    hour = timedelta(hours=1)
    return DutyShift.objects.create(
        organisation=organisation, user=user, order=order, starts_at=now - hour, ends_at=now + hour
    )


def raised(cast: Cast, *, by: User | None = None, words: str = WORDS) -> Alarm:
    """Words about Hana that cannot wait, flagged by Saito or somebody else."""
    said = workflow.Flagged(kind="life", words=words)
    return workflow.raise_alarm(said, by=by or cast.saito, desk=cast.oita, participant=cast.hana)
