"""How it was, in one minute on a phone, by a link without log-in."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.encrypted import EncryptedTextField
from jobs.models.placements import Placement


class Side(models.TextChoices):
    PARTICIPANT = "participant", _("参加した人")
    COMPANY = "company", _("会社")


class FeedbackLinkQuerySet(models.QuerySet["FeedbackLink"]):
    def by_token(self, token: str) -> Self:
        """The link with this secret, expired or not."""
        return self.filter(token_hash=FeedbackLink.hash_of(token))


class FeedbackLink(models.Model):
    """A secret address that lets one side answer once; only its hash is stored."""

    LASTS = timedelta(days=30)

    placement = models.ForeignKey(
        Placement, models.CASCADE, related_name="feedback_links", verbose_name="就労体験"
    )
    side = models.CharField("どちらの側", max_length=20, choices=Side.choices)
    token_hash = models.CharField("鍵の要約", max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="作った人"
    )
    made_at = models.DateTimeField("作成日時", auto_now_add=True)
    expires_at = models.DateTimeField("使える期限")

    objects = FeedbackLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "ふりかえりのリンク"
        verbose_name_plural = "ふりかえりのリンク"

    def __str__(self) -> str:
        return f"{self.placement}（{self.get_side_display()}）"

    @staticmethod
    def hash_of(token: str) -> str:
        """What is stored of a secret address."""
        return sha256(token.encode()).hexdigest()

    @classmethod
    def make(cls, placement: Placement, *, side: str, by: object) -> tuple["FeedbackLink", str]:
        """A new link and its secret, which is shown once."""
        token = token_urlsafe(18)
        link = cls.objects.create(
            placement=placement,
            side=side,
            token_hash=cls.hash_of(token),
            made_by_id=by.pk,  # type: ignore[attr-defined]
            expires_at=timezone.now() + cls.LASTS,
        )
        return link, token

    @property
    def is_expired(self) -> bool:
        """Whether a new link has to be asked for."""
        return self.expires_at <= timezone.now()


class Feedback(models.Model):
    """One side's answer; the second answer of the same side replaces the first."""

    class Again(models.TextChoices):
        YES = "yes", _("またやりたい")
        MAYBE = "maybe", pgettext_lazy("feedback", "わからない")
        NO = "no", _("今回だけでいい")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="feedback", verbose_name="就労体験")
    side = models.CharField("どちらの側", max_length=20, choices=Side.choices)
    went_well = EncryptedTextField(_("よかったこと"), blank=True)
    was_hard = EncryptedTextField(_("大変だったこと"), blank=True)
    again = models.CharField(_("またやってみたいですか"), max_length=10, choices=Again.choices, blank=True)
    at = models.DateTimeField("日時", auto_now=True)

    class Meta:
        verbose_name = "ふりかえり"
        verbose_name_plural = "ふりかえり"
        constraints = [models.UniqueConstraint(fields=["placement", "side"], name="feedback_once_a_side")]

    def __str__(self) -> str:
        return f"{self.placement}（{self.get_side_display()}）"

    @property
    def again_words(self) -> str:
        """Would they do it again, in the words of the side that was asked."""
        if self.side == Side.COMPANY and self.again == self.Again.YES:
            return gettext("また来てほしい")
        return str(self.Again(self.again).label) if self.again else ""
