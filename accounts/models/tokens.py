"""Keys by which other systems act for an account, and what they asked for once already."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.public_ids import PublicIdModel


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self) -> Self:
        """Neither expired nor taken back."""
        return self.filter(expires_at__gt=timezone.now(), revoked_at__isnull=True)

    def over(self) -> Self:
        """Expired or taken back."""
        return self.filter(Q(expires_at__lte=timezone.now()) | Q(revoked_at__isnull=False))

    def of(self, user: object) -> Self:
        """Somebody's own tokens, the newest first."""
        return self.filter(user=getattr(user, "pk", None)).order_by("-created_at", "-pk")


class ApiToken(PublicIdModel):
    """A key of an account. The secret is shown once and stored as its SHA-256 alone: 190 random bits need no salt."""

    class Scope(models.TextChoices):
        WORK_READ = "work:read", _("仕事、申し出、体験を読む")
        WORK_WRITE = "work:write", _("仕事、申し出、体験を進める")
        PEOPLE_READ = "people:read", _("参加者と候補を読む")
        PEOPLE_WRITE = "people:write", _("参加者を登録し、書きかえ、候補に答える")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name="利用者"
    )
    name = models.CharField(_("何に使うか"), max_length=60)
    start = models.CharField("はじめの文字", max_length=12)
    digest = models.CharField("照合用の値", max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("できること"))
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    expires_at = models.DateTimeField(_("使える期限"))
    last_used_at = models.DateTimeField("最後に使われた日時", null=True, blank=True)
    revoked_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "APIトークン"
        verbose_name_plural = "APIトークン"
        constraints = [
            models.CheckConstraint(
                name="api_token_allows_something",
                condition=Q(scopes__len__gte=1),
                violation_error_message=_("できることを、一つ以上選んでください。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.start}…）"

    @property
    def allowed(self) -> list[str]:
        """What it may do, in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes]

    @property
    def is_usable(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class AnsweredRequest(models.Model):
    """A write that a caller named with an Idempotency-Key: sent again, it is answered and not done again.

    Kept are the caller's key, what was asked (as a hash) and what it led to; never what was sent or answered.
    """

    KEPT = timedelta(hours=24)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="利用者"
    )
    key = models.CharField("呼び出し側の鍵", max_length=200)
    asked = models.CharField("何を求めたか（ハッシュ）", max_length=64)
    status = models.PositiveSmallIntegerField("答えの番号", null=True)
    result = models.CharField("できたものの公開ID", max_length=14, blank=True)
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "答えた求め"
        verbose_name_plural = "答えた求め"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="request_answered_once")]
        indexes = [models.Index(fields=["at"], name="answered_requests_by_time")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
