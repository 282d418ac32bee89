"""What somebody wrote, in a calm hour, for the hour in which things are bad."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.participants import Participant
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel


class SafetyPlanQuerySet(models.QuerySet["SafetyPlan"]):
    def of(self, participant: Participant) -> Self:
        """Every version, the newest first."""
        return self.filter(participant=participant).select_related("written_by")


class SafetyPlan(PublicIdModel):
    """One version of a safety plan; the newest one holds, and each line may stay empty."""

    ASKED = ("helps", "call", "safe_place", "may_do")

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="safety_plans", verbose_name="参加者"
    )
    helps = EncryptedTextField(_("楽になること、助けになること"), blank=True)
    call = EncryptedTextField(_("連絡してほしい人"), blank=True)
    safe_place = EncryptedTextField(_("安心していられる場所"), blank=True)
    may_do = EncryptedTextField(_("窓口の人にしてほしいこと、しないでほしいこと"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="書いた人"
    )
    written_at = models.DateTimeField("書いた日時", auto_now_add=True)

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "安全のための計画"
        verbose_name_plural = "安全のための計画"
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["participant", "-written_at"], name="safety_plan_newest")]

    def __str__(self) -> str:
        return f"{self.participant} {self.written_at:%Y-%m-%d}"

    @classmethod
    def current(cls, participant: Participant) -> "SafetyPlan | None":
        """The version that holds, if somebody wrote one that is not empty again."""
        newest = cls.objects.of(participant).first()
        return newest if newest and any(getattr(newest, name) for name in cls.ASKED) else None

    def lines(self) -> list[tuple[str, str]]:
        """What stands in it: question and answer, without the empty ones."""
        found = [(question_of(name), getattr(self, name)) for name in self.ASKED]
        return [(question, answer) for question, answer in found if answer]


def question_of(name: str) -> str:
    """The question of a line, in the reader's language."""
    return str(SafetyPlan._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
