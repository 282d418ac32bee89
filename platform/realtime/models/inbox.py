"""The inbox on the site: what somebody should hear of, written with the change it tells of."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from foundation.public_ids import PublicIdModel


class InboxEntryQuerySet(models.QuerySet["InboxEntry"]):
    def of(self, user: object) -> Self:
        """One person's inbox, newest first."""
        return self.filter(recipient_id=getattr(user, "pk", None))

    def unread(self) -> Self:
        """Not opened so far."""
        return self.filter(read_at__isnull=True)

    def mark_read(self) -> int:
        """Mark these as read; answers how many were not."""
        return self.unread().update(read_at=timezone.now())


class InboxEntry(PublicIdModel):
    """One notice for one person. Its words come from its kind, in the reader's language."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbox", verbose_name="受け取る人"
    )
    kind = models.CharField("種類", max_length=60)
    params = models.JSONField("差し込む言葉", default=dict)
    target = models.JSONField("行き先", default=dict)
    at = models.DateTimeField("日時", auto_now_add=True)
    read_at = models.DateTimeField("読んだ日時", null=True, blank=True)

    objects = InboxEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "お知らせ"
        verbose_name_plural = "お知らせ"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="inbox_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient}"
