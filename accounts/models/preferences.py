"""How somebody wishes to read and hear, and an account that is on its way to be closed."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TIME_TO_THINK = timedelta(days=14)


class Preferences(models.Model):
    """What one person chose; whoever chose nothing has no row."""

    class Language(models.TextChoices):
        ANY = "", _("開いたページのまま")
        JAPANESE = "ja", "日本語"
        ENGLISH = "en", "English"

    class Theme(models.TextChoices):
        SYSTEM = "", _("端末に合わせる")
        LIGHT = "light", _("明るい画面")
        DARK = "dark", _("暗い画面")

    class Size(models.TextChoices):
        NORMAL = "", _("ふつう")
        LARGE = "large", _("大きい")
        LARGEST = "largest", _("とても大きい")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="preferences",
        verbose_name="利用者",
    )
    language = models.CharField("言葉", max_length=5, choices=Language.choices, blank=True)
    theme = models.CharField("画面の色", max_length=10, choices=Theme.choices, blank=True)
    size = models.CharField("文字の大きさ", max_length=10, choices=Size.choices, blank=True)
    furigana = models.BooleanField("ふりがな", default=False)
    muted = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="止めたお知らせ"
    )

    class Meta:
        verbose_name = "表示とお知らせの希望"
        verbose_name_plural = "表示とお知らせの希望"

    def __str__(self) -> str:
        return str(self.user)


class AccountClosingQuerySet(models.QuerySet["AccountClosing"]):
    def waiting(self) -> Self:
        """Asked for and not carried out: there is still time to change one's mind."""
        return self.filter(done_at__isnull=True)

    def due(self) -> Self:
        """The time to think is over."""
        return self.waiting().filter(due_at__lte=timezone.now())


class AccountClosing(models.Model):
    """Somebody asked to close their account; until `due_at` one tap takes it back."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="closing", verbose_name="利用者"
    )
    keep_record = models.BooleanField("窓口の記録は残す", default=True)
    token_hash = models.CharField("取り消しのリンクの照合値", max_length=64, unique=True)
    asked_at = models.DateTimeField("申し出た日時", default=timezone.now)
    due_at = models.DateTimeField("閉じる日時")
    done_at = models.DateTimeField("閉じた日時", null=True, blank=True)

    objects = AccountClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "アカウントを閉じる申し出"
        verbose_name_plural = "アカウントを閉じる申し出"

    def __str__(self) -> str:
        return f"{self.user} {self.due_at:%Y-%m-%d}"
