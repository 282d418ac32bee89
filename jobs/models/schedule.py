"""When it takes place: dates to choose from, and the sessions of a work programme."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import vocabulary as words
from foundation.public_ids import PublicIdModel
from jobs.models.opportunities import Opportunity


class SlotQuerySet(models.QuerySet["Slot"]):
    def upcoming(self) -> Self:
        """Not begun yet."""
        return self.filter(starts_at__gt=timezone.now())

    def with_room(self) -> Self:
        """Where somebody can still be welcomed. The few full ones are looked up once, not slot by slot."""
        from jobs.models.placements import Placement

        full = (
            Placement.objects.holding_a_seat()
            .filter(slot__isnull=False)
            .order_by()
            .values("slot")
            .annotate(taken=Count("pk"))
            .filter(taken__gte=F("slot__opportunity__capacity"))
        )
        return self.exclude(pk__in=full.values("slot"))


class Slot(PublicIdModel):
    """One date and time that somebody can choose."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="slots", verbose_name="仕事")
    starts_at = models.DateTimeField(_("始まり"))
    ends_at = models.DateTimeField(_("終わり"))

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = "日時"
        verbose_name_plural = "日時"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("終わりは、始まりより後の時刻にしてください。"),
            ),
            models.UniqueConstraint(
                fields=["opportunity", "starts_at"],
                name="slot_once",
                violation_error_message=_("同じ日時が、もうあります。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def day(self) -> date:
        """The work date: what a minimum wage is looked up by."""
        return timezone.localdate(self.starts_at)


class Step(models.Model):
    """One session of a work programme, in order."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="steps", verbose_name="仕事")
    order = models.PositiveSmallIntegerField("順番")
    title = models.CharField(_("この回ですること"), max_length=80)
    text = models.TextField(_("くわしく"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("長さ（分）"))
    place = models.CharField(_("場所"), max_length=10, choices=words.Place.choices)

    class Meta:
        verbose_name = "プログラムの回"
        verbose_name_plural = "プログラムの回"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "order"],
                name="step_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="step_minutes_in_a_day",
                condition=Q(minutes__gte=5, minutes__lte=480),
                violation_error_message=_("長さは、5分から480分のあいだで書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"
