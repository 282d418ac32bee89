"""The browsers with which somebody signs in."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.public_ids import PublicIdModel


class BrowserQuerySet(models.QuerySet["Browser"]):
    def of(self, user: object) -> Self:
        """One person's browsers, the one used last first."""
        return self.filter(user=getattr(user, "pk", None)).order_by("-last_seen_at", "-pk")

    def signed_in(self) -> Self:
        """Those in which somebody is signed in now."""
        open_now = Session.objects.filter(expire_date__gt=timezone.now())
        return self.exclude(session_key="").filter(session_key__in=open_now.values("session_key"))


class Browser(PublicIdModel):
    """A browser that signed in to an account: what kind, since when, from where roughly; no more."""

    class Family(models.TextChoices):
        LINE = "line", "LINE"
        EDGE = "edge", "Edge"
        FIREFOX = "firefox", "Firefox"
        SAMSUNG = "samsung", "Samsung Internet"
        CHROME = "chrome", "Chrome"
        SAFARI = "safari", "Safari"
        OTHER = "", _("ブラウザ")

    class System(models.TextChoices):
        IPHONE = "iphone", "iPhone"
        IPAD = "ipad", "iPad"
        ANDROID = "android", "Android"
        WINDOWS = "windows", "Windows"
        MAC = "mac", "Mac"
        CHROMEOS = "chromeos", "ChromeOS"
        LINUX = "linux", "Linux"
        OTHER = "", _("種類のわからない機器")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="browsers", verbose_name="利用者"
    )
    key = models.CharField("印のハッシュ", max_length=64)
    family = models.CharField("ブラウザ", max_length=10, choices=Family.choices, blank=True)
    system = models.CharField("機器", max_length=10, choices=System.choices, blank=True)
    network = models.GenericIPAddressField("ネットワーク（末尾を除く）", null=True, blank=True)
    session_key = models.CharField("セッション", max_length=40, blank=True)
    first_seen_at = models.DateTimeField("はじめて使った日時", default=timezone.now)
    last_seen_at = models.DateTimeField("最後に使った日時", default=timezone.now)

    objects = BrowserQuerySet.as_manager()

    SEEN_EVERY = timedelta(minutes=10)

    class Meta:
        verbose_name = "ログインに使ったブラウザ"
        verbose_name_plural = "ログインに使ったブラウザ"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="browser_once_per_person")]
        indexes = [models.Index(fields=["user", "-last_seen_at"], name="browsers_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_family_display()}（{self.get_system_display()}）"

    @property
    def roughly_from(self) -> str:
        """The network without its end: 203.0.113.*"""
        if not self.network:
            return ""
        if ":" in self.network:
            return f"{self.network.removesuffix('::')}:*"
        return self.network.rpartition(".")[0] + ".*"
