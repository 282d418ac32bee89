"""When somebody at a desk reads what people write: each week the same, but for single days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.public_ids import PublicIdModel

ENDS_LATER = _("終わりの時刻は、始まりより後にしてください。")


class DeskHours(PublicIdModel):
    """A stretch of one weekday; a day may have two, with a break between them."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("月曜日")
        TUESDAY = 1, _("火曜日")
        WEDNESDAY = 2, _("水曜日")
        THURSDAY = 3, _("木曜日")
        FRIDAY = 4, _("金曜日")
        SATURDAY = 5, _("土曜日")
        SUNDAY = 6, _("日曜日")

    desk = models.ForeignKey(
        Organisation, models.CASCADE, related_name="desk_hours", verbose_name="相談の窓口"
    )
    weekday = models.PositiveSmallIntegerField(_("曜日"), choices=Weekday.choices)
    opens = models.TimeField(_("始まり"))
    closes = models.TimeField(_("終わり"))

    class Meta:
        verbose_name = "窓口の時間"
        verbose_name_plural = "窓口の時間"
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="desk_hours_end_later",
                condition=Q(closes__gt=F("opens")),
                violation_error_message=ENDS_LATER,
            ),
            models.UniqueConstraint(
                fields=["desk", "weekday", "opens"],
                name="desk_hours_once",
                violation_error_message=_("同じ曜日の同じ時刻が、もう書いてあります。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class DeskDay(PublicIdModel):
    """A day that is not as usual: closed, or open at other hours; it goes before the week and before holidays."""

    desk = models.ForeignKey(
        Organisation, models.CASCADE, related_name="desk_days", verbose_name="相談の窓口"
    )
    day = models.DateField(_("日"))
    opens = models.TimeField(_("始まり"), null=True, blank=True)
    closes = models.TimeField(_("終わり"), null=True, blank=True)

    class Meta:
        verbose_name = "いつもとちがう日"
        verbose_name_plural = "いつもとちがう日"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "day"],
                name="desk_day_once",
                violation_error_message=_(
                    "この日のことは、もう書いてあります。消してから、書きなおしてください。"
                ),
            ),
            models.CheckConstraint(
                name="desk_day_closed_or_open",
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                violation_error_message=ENDS_LATER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens or '–'}"

    @property
    def is_closed(self) -> bool:
        """Whether nobody reads on this day."""
        return self.opens is None
