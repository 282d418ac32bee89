"""Two records that turned out to be one person, or that only look like it."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.participants import Participant
from foundation.encrypted import EncryptedJSONField
from foundation.public_ids import PublicIdModel

UNDO_FOR = timedelta(days=30)


class JoiningQuerySet(models.QuerySet["Joining"]):
    def visible_to(self, user: Any) -> Self:
        """Joinings of records that the user may open."""
        return self.filter(kept__in=Participant.objects.visible_to(user).exclude(user=user))


class Joining(PublicIdModel):
    """`other` became part of `kept`: which rows went over, which fields were taken, and how to go back."""

    kept = models.ForeignKey(Participant, models.CASCADE, related_name="joinings", verbose_name="残した記録")
    other = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name="つなげた記録")
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="つなげた人"
    )
    joined_at = models.DateTimeField("つなげた日時", auto_now_add=True)
    moved = models.JSONField("移った行", default=dict)
    before = EncryptedJSONField("残した記録の、もとの内容", default=dict)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="戻した人",
    )
    undone_at = models.DateTimeField("戻した日時", null=True, blank=True)

    objects = JoiningQuerySet.as_manager()

    class Meta:
        verbose_name = "記録のつなぎ合わせ"
        verbose_name_plural = "記録のつなぎ合わせ"
        ordering = ["-joined_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="joining_of_two_records", condition=~Q(kept=F("other"))),
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at__isnull=True), name="joined_into_one_record_only"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other} → {self.kept}"

    @property
    def can_be_undone(self) -> bool:
        """Within thirty days, once."""
        return self.undone_at is None and timezone.now() < self.joined_at + UNDO_FOR


class NotTheSame(models.Model):
    """Somebody looked at two records that look alike and knows that they are two people."""

    first = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name="ひとり目")
    second = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name="ふたり目")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="確かめた人"
    )
    said_at = models.DateTimeField("確かめた日時", auto_now_add=True)

    class Meta:
        verbose_name = "別の方どうし"
        verbose_name_plural = "別の方どうし"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_the_same_once"),
            models.CheckConstraint(name="not_the_same_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
