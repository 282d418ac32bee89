"""What a participant agreed to: for what, towards whom, which lines, in which words."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from foundation.encrypted import EncryptedJSONField
from foundation.public_ids import PublicIdModel


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def ending_the_record(self) -> Self:
        """Where somebody took back the yes to their record and has not given it again."""
        record = Consent.objects.filter(purpose=Consent.Purpose.KEEP_RECORD)
        again = record.in_force().values("participant")
        return self.filter(pk__in=record, withdrawn_at__isnull=False).exclude(participant__in=again)


class Consent(PublicIdModel):
    class Purpose(models.TextChoices):
        KEEP_RECORD = "keep_record", _("相談の記録をつくり、担当の支援チームで見ること")
        INTRODUCE = "introduce", _("選んだ内容だけを、この会社に伝えること")

    class How(models.TextChoices):
        ONLINE = "online", _("画面で")
        IN_PERSON = "in_person", _("会って話して")
        TELEPHONE = "telephone", _("電話で")
        PAPER = "paper", _("書面で")
        MESSAGE = "message", _("メールなどの文章で")

    participant = models.ForeignKey(
        "accounts.Participant", models.CASCADE, related_name="consents", verbose_name="参加者"
    )
    purpose = models.CharField("目的", max_length=20, choices=Purpose.choices)
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="伝える相手")
    lines = EncryptedJSONField("見せる項目", default=list, blank=True)
    words = models.TextField("説明した文章")
    how = models.CharField("同意のしかた", max_length=20, choices=How.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    given_at = models.DateTimeField("同意した日時", auto_now_add=True)
    withdrawn_at = models.DateTimeField("取りやめた日時", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取りやめを記録した人",
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "同意"
        verbose_name_plural = "同意"
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} → {self.recipient}"

    @property
    def is_in_force(self) -> bool:
        """Whether the yes still holds."""
        return self.withdrawn_at is None
