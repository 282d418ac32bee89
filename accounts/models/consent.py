"""What a participant agreed to: for what, towards whom, which lines, in which words."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from foundation.encrypted import EncryptedJSONField, EncryptedTextField
from foundation.public_ids import PublicIdModel


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        """Said yes to, and not withdrawn."""
        return self.filter(agreed=True, withdrawn_at__isnull=True)

    def for_purpose(self, purpose: str) -> Self:
        """For one purpose only: a yes to one thing is no yes to another."""
        return self.filter(purpose=purpose)

    def towards(self, recipient: Any) -> Self:
        """Towards one organisation, or one that an outer query names."""
        return self.filter(recipient=recipient)

    def ending_the_record(self) -> Self:
        """Where somebody took back the yes to their record and has not given it again."""
        record = Consent.objects.filter(purpose=Consent.Purpose.KEEP_RECORD)
        again = record.in_force().values("participant")
        return self.filter(pk__in=record, withdrawn_at__isnull=False).exclude(participant__in=again)


class Consent(PublicIdModel):
    class Purpose(models.TextChoices):
        KEEP_RECORD = "keep_record", _("相談の記録をつくり、担当の支援チームで見ること")
        INTRODUCE = "introduce", _("選んだ内容だけを、この会社に伝えること")
        SHARE_TEAM = "share_team", _("ほかの団体の人が、支援チームに入ること")
        TELL_AGENCY = "tell_agency", _("ほかの支援機関に、あなたのことを相談すること")
        PUBLISH_STORY = "publish_story", _("あなたの体験を、名前を出さずに紹介すること")
        CONTACT_FAMILY = "contact_family", _("ご家族と話すこと")
        EARLIER_RECORD = "earlier_record", _("前の窓口での記録を、いまの支援チームが読むこと")
        FAMILY = "family", _("ご家族とのつながりを、支援チームが知ること")

    TO_ANOTHER_BODY = (Purpose.SHARE_TEAM, Purpose.TELL_AGENCY)
    BY_ITSELF = (*TO_ANOTHER_BODY, Purpose.PUBLISH_STORY, Purpose.CONTACT_FAMILY)
    """What can be agreed to without anything else happening; the record and introductions have their verbs."""

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
    agreed = models.BooleanField("「はい」と答えた", default=True)
    lines = EncryptedJSONField("見せる項目", default=list, blank=True)
    words = models.TextField("説明した文章")
    version = models.CharField("文章の版", max_length=20, blank=True)
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
            models.CheckConstraint(
                name="consent_withdrawn_only_where_given",
                condition=Q(agreed=True) | Q(withdrawn_at__isnull=True),
                violation_error_message=_("「いいえ」は、取りやめることができません。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["participant", "purpose", "recipient"],
                condition=Q(withdrawn_at__isnull=True, agreed=True),
                name="consents_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} → {self.recipient}"

    @property
    def is_in_force(self) -> bool:
        """Whether somebody said yes and the yes still holds."""
        return self.agreed and self.withdrawn_at is None


class ConsentScan(models.Model):
    """The signed sheet, as a picture or PDF: unreadable on the disk, and reached through a view only.

    The file has a key of its own, which stands in the row: exchanging keys (`rotate_keys`) need not touch files.
    """

    class Type(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"

    consent = models.OneToOneField(
        Consent, models.CASCADE, primary_key=True, related_name="scan", verbose_name="同意"
    )
    name = models.CharField("保管している名前", max_length=60, unique=True)
    key = EncryptedTextField("この控えの鍵")
    content_type = models.CharField("種類", max_length=20, choices=Type.choices)

    class Meta:
        verbose_name = "同意書の控え"
        verbose_name_plural = "同意書の控え"

    def __str__(self) -> str:
        return str(self.consent)
