"""Ways to an account without an e-mail address: a code on paper, and a number on a device that knew the code."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.participants import Participant
from accounts.models.users import User

UNUSED_FOR = timedelta(days=30)


class EntryCodeQuerySet(models.QuerySet["EntryCode"]):
    def in_force(self) -> Self:
        """The newest of each person, used or not; one that nobody used in time is still among them."""
        return self.filter(revoked_at__isnull=True)

    def of(self, participant: Participant) -> Self:
        """Who handed this person a code, newest first."""
        return self.filter(participant=participant).select_related("issued_by")


class EntryCode(models.Model):
    """A code that a support worker handed to a participant; only its digest is kept (accounts.entry_codes)."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="entry_codes", verbose_name="参加者"
    )
    digest = models.CharField("コードの照合値", max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="わたした人"
    )
    issued_at = models.DateTimeField("作った日時", default=timezone.now)
    expires_at = models.DateTimeField("はじめて使う期限")
    first_used_at = models.DateTimeField("はじめて使われた日時", null=True, blank=True)
    last_used_at = models.DateTimeField("最後に使われた日時", null=True, blank=True)
    revoked_at = models.DateTimeField("使えなくなった日時", null=True, blank=True)

    objects = EntryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "入るためのコード"
        verbose_name_plural = "入るためのコード"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(revoked_at__isnull=True),
                name="entry_code_one_in_force",
            ),
            models.CheckConstraint(
                name="entry_code_expires_after_issued", condition=Q(expires_at__gt=F("issued_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.issued_at:%Y-%m-%d}"

    @property
    def is_too_old(self) -> bool:
        """Nobody used it in time. Once used it goes on working until another one is issued."""
        return self.first_used_at is None and self.expires_at <= timezone.now()


class Pin(models.Model):
    """A number of the person's own choice. Alone it opens nothing: it counts on a known device only."""

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="pin", verbose_name="利用者"
    )
    digits = models.CharField("暗証番号（照合値）", max_length=128, editable=False)
    set_at = models.DateTimeField("決めた日時", default=timezone.now)

    class Meta:
        verbose_name = "暗証番号"
        verbose_name_plural = "暗証番号"

    def __str__(self) -> str:
        return f"{self.user_id}"


class KnownDevice(models.Model):
    """A browser on which somebody came in with their code; its secret is in a cookie, its digest here."""

    user = models.ForeignKey(User, models.CASCADE, related_name="known_devices", verbose_name="利用者")
    digest = models.CharField("機器の照合値", max_length=64, unique=True, editable=False)
    known_since = models.DateTimeField("おぼえた日時", default=timezone.now)
    last_used_at = models.DateTimeField("最後に使われた日時", null=True, blank=True)
    wrong_in_a_row = models.PositiveSmallIntegerField("続けてまちがえた回数", default=0)

    class Meta:
        verbose_name = "おぼえている機器"
        verbose_name_plural = "おぼえている機器"
        ordering = ["-known_since", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.known_since:%Y-%m-%d}"
