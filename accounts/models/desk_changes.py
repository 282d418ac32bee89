"""Somebody ends at one desk and begins at another: two records, and nobody at either end reads of the other."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.consent import Consent
from accounts.models.participants import Participant
from foundation.public_ids import PublicIdModel

UNDO_FOR = timedelta(days=30)


class DeskChangeQuerySet(models.QuerySet["DeskChange"]):
    def in_force(self) -> Self:
        """Not taken back."""
        return self.filter(undone_at__isnull=True)

    def shared(self) -> Self:
        """Where the person says, at this moment, that the new desk's team may read what was before."""
        yes = Consent.objects.in_force().for_purpose(Consent.Purpose.EARLIER_RECORD)
        of_record = yes.towards(OuterRef("began__desk")).filter(participant=OuterRef("began"))
        return self.in_force().filter(Exists(of_record))


class DeskChange(PublicIdModel):
    """From `left`, which ends there, to `began`, which knows nothing of it. Only the person sees both."""

    left = models.ForeignKey(
        Participant, models.CASCADE, related_name="changes_away", verbose_name="前の窓口の記録"
    )
    began = models.OneToOneField(
        Participant, models.CASCADE, related_name="change_here", verbose_name="新しい窓口の記録"
    )
    changed_at = models.DateTimeField("変えた日時", default=timezone.now)
    undone_at = models.DateTimeField("戻した日時", null=True, blank=True)

    objects = DeskChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "窓口の変更"
        verbose_name_plural = "窓口の変更"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["left"], condition=Q(undone_at__isnull=True), name="desk_left_once_at_a_time"
            ),
            models.CheckConstraint(
                name="desk_change_of_two_records",
                condition=~Q(left=F("began")),
                violation_error_message=_("ほかの窓口を選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d}"

    @property
    def undo_until(self) -> datetime:
        """The last moment at which the person can go back."""
        return self.changed_at + UNDO_FOR

    @property
    def can_be_undone(self) -> bool:
        """Not taken back so far, and recent enough."""
        return self.undone_at is None and timezone.now() < self.undo_until
