"""Background work as operators see it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from foundation.background import what_it_does


class JobFailure(models.Model):
    """What went wrong in a job: the kind of error and the place, never what was being worked on."""

    job = models.BigIntegerField("番号", db_index=True)
    task = models.CharField("仕事", max_length=128)
    error = models.CharField("まちがいの種類", max_length=200)
    place = models.CharField("場所", max_length=200, blank=True)
    at = models.DateTimeField("日時", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "うまくいかなかったこと"
        verbose_name_plural = "うまくいかなかったこと"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.error} ({self.place})"


class BackgroundJob(ProcrastinateJob):
    """A job, as operators see it."""

    class Meta:
        proxy = True
        verbose_name = _("裏で行う仕事")
        verbose_name_plural = _("裏で行う仕事")

    def __str__(self) -> str:
        return f"{what_it_does(self.task_name)} {self.pk}"
