"""Who is called first, and who second, when words cannot wait: one rota for each body."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Membership, Organisation
from foundation.public_ids import PublicIdModel

DUTY_ROLES = (Membership.Role.SUPPORTER, Membership.Role.MANAGER)


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def between(self, start: datetime, end: datetime) -> Self:
        """Shifts of which a part lies in this time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def now(self) -> Self:
        """Shifts that run at this moment, of people who still work for the body."""
        now = timezone.now()
        works = Membership.objects.current().filter(
            user=OuterRef("user"), organisation=OuterRef("organisation"), role__in=DUTY_ROLES
        )
        running = self.filter(starts_at__lte=now, ends_at__gt=now, user__is_active=True)
        return running.filter(Exists(works))


class DutyShift(PublicIdModel):
    """Somebody is called from one moment until another, as the first or as the second person."""

    class Order(models.IntegerChoices):
        FIRST = 1, _("1番目")
        SECOND = 2, _("2番目")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="duty_shifts", verbose_name="組織"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="duty_shifts", verbose_name="当番の人"
    )
    order = models.PositiveSmallIntegerField("順番", choices=Order.choices, default=Order.FIRST)
    starts_at = models.DateTimeField("始まり")
    ends_at = models.DateTimeField("終わり")

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        verbose_name = "当番"
        verbose_name_plural = "当番"
        ordering = ["starts_at", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_shift_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("当番の終わりは、始まりより後にしてください。"),
            ),
            models.CheckConstraint(name="duty_first_or_second", condition=Q(order__in=[1, 2])),
        ]
        indexes = [models.Index(fields=["organisation", "ends_at"], name="duty_of_a_body")]

    def __str__(self) -> str:
        return f"{self.user}（{self.get_order_display()}）"
