"""What the public site shows besides work: where to call now."""

from django.db import models


class EmergencyLineQuerySet(models.QuerySet["EmergencyLine"]):
    def shown(self) -> "EmergencyLineQuerySet":
        """The lines that stand at the foot of every page, in their order."""
        return self.filter(is_shown=True).order_by("order", "pk")


class EmergencyLine(models.Model):
    """A public line that answers in a crisis. An operator confirms its hours; that day is shown."""

    name = models.CharField("名前", max_length=100, unique=True)
    number = models.CharField("電話番号", max_length=60, help_text="2つあるときは「 / 」で区切ります。")
    hours = models.CharField("受付時間", max_length=100)
    for_whom = models.CharField("どんなときに", max_length=100)
    note = models.CharField("補足", max_length=200, blank=True)
    name_en = models.CharField("名前（英語）", max_length=100, blank=True)
    hours_en = models.CharField("受付時間（英語）", max_length=100, blank=True)
    for_whom_en = models.CharField("どんなときに（英語）", max_length=100, blank=True)
    note_en = models.CharField("補足（英語）", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    confirmed_on = models.DateField(
        "確認した日",
        null=True,
        blank=True,
        help_text="番号と時間を公式の案内で確かめた日。ページに表示されます。",
    )
    is_shown = models.BooleanField("表示する", default=True)

    objects = EmergencyLineQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "緊急の連絡先"
        verbose_name_plural = "緊急の連絡先"
        constraints = [
            models.CheckConstraint(
                name="emergency_line_number_can_be_dialled",
                condition=models.Q(number__regex=r"^[0-9#*+-]{3,}( / [0-9#*+-]{3,})*$"),
                violation_error_message="電話番号は数字とハイフンで書いてください。2つのときは「 / 」で区切ります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
