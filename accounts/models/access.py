"""Every look at a participant's record is itself recorded; the participant can read the list."""

from typing import Self

from django.conf import settings
from django.db import models

from accounts.models.organisations import Organisation
from accounts.models.participants import Participant


class RecordAccessQuerySet(models.QuerySet["RecordAccess"]):
    def of(self, participant: Participant) -> Self:
        """Who opened this person's record, newest first."""
        return self.filter(participant=participant).select_related("user", "organisation")


class RecordAccess(models.Model):
    """Somebody other than the participant opened the participant's record, or a part of it."""

    class What(models.TextChoices):
        RECORD = "record", "記録を開きました"
        WISHES = "wishes", "希望を見ました"
        CONTACT = "contact", "連絡先を見ました"
        NOTES = "notes", "経過の記録を見ました"
        SUGGESTIONS = "suggestions", "仕事の候補を見ました"
        INTRODUCTION = "introduction", "あなたが同意した内容を見ました"

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="accesses", verbose_name="参加者"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="見た人"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属"
    )
    what = models.CharField("見たもの", max_length=20, choices=What.choices)
    at = models.DateTimeField("日時", auto_now_add=True)

    objects = RecordAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "閲覧の記録"
        verbose_name_plural = "閲覧の記録"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["participant", "-at"], name="access_of_a_participant")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.get_what_display()}"
