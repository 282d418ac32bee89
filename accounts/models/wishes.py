"""What a participant can and wants. Null means "not asked yet", which is not a no."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import vocabulary as words
from accounts.models.participants import Participant
from foundation.encrypted import EncryptedTextField


def _several(choices: type[models.TextChoices], label: Any) -> ArrayField:
    return ArrayField(
        models.CharField(max_length=20, choices=choices.choices), null=True, blank=True, verbose_name=label
    )


class Wishes(models.Model):
    """One page of needs and wishes, filled in little by little."""

    ASKED: tuple[str, ...] = (
        "days",
        "day_parts",
        "minutes_max",
        "hours_week_max",
        "place",
        "distance_km_max",
        "means",
        "contact_level_max",
        "telephone_ok",
        "face_ok",
        "noise_max",
        "pace",
        "interests",
        "skills",
        "wish_text",
        "help_text",
    )

    participant = models.OneToOneField(
        Participant, models.CASCADE, primary_key=True, related_name="wishes", verbose_name="参加者"
    )
    days = _several(words.Weekday, _("都合のよい曜日"))
    day_parts = _several(words.DayPart, _("都合のよい時間"))
    minutes_max = models.PositiveSmallIntegerField(_("一度にできる長さ（分）"), null=True, blank=True)
    hours_week_max = models.PositiveSmallIntegerField(_("週に何時間まで"), null=True, blank=True)
    place = models.CharField(
        _("場所"),
        max_length=10,
        choices=words.PlaceWish.choices,
        blank=True,
    )
    distance_km_max = models.PositiveSmallIntegerField(_("どのくらい遠くまで（km）"), null=True, blank=True)
    means = _several(words.Means, _("行く方法"))
    contact_level_max = models.PositiveSmallIntegerField(
        _("人との関わり"), choices=words.ContactLevel.choices, null=True, blank=True
    )
    telephone_ok = models.BooleanField(_("電話に出る・かける仕事"), null=True, blank=True)
    face_ok = models.BooleanField(_("顔を出す仕事"), null=True, blank=True)
    noise_max = models.PositiveSmallIntegerField(
        _("まわりの音"), choices=words.Noise.choices, null=True, blank=True
    )
    pace = models.CharField(
        _("ペース"),
        max_length=10,
        choices=words.Pace.choices,
        blank=True,
    )
    interests = _several(words.Field, _("気になること・好きなこと"))
    skills = _several(words.Skill, _("できること・やったことがあること"))
    wish_text = EncryptedTextField(_("いまの希望"), blank=True)
    help_text = EncryptedTextField(_("こうしてもらえると助かること"), blank=True)
    no_introductions = models.BooleanField(_("いまは会社に紹介しないでほしい"), default=False)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        verbose_name = "希望とできること"
        verbose_name_plural = "希望とできること"
        constraints = [
            models.CheckConstraint(
                name="wishes_minutes_in_a_day",
                condition=Q(minutes_max__isnull=True) | Q(minutes_max__gte=1, minutes_max__lte=480),
                violation_error_message=_("一度の長さは、1分から480分のあいだで書いてください。"),
            ),
            models.CheckConstraint(
                name="wishes_hours_in_a_week",
                condition=Q(hours_week_max__isnull=True) | Q(hours_week_max__gte=1, hours_week_max__lte=40),
                violation_error_message=_("週の時間は、1時間から40時間のあいだで書いてください。"),
            ),
            models.CheckConstraint(
                name="wishes_distance_in_reach",
                condition=Q(distance_km_max__isnull=True) | Q(distance_km_max__lte=500),
                violation_error_message=_("距離は、500kmまでで書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.participant)

    def not_asked_yet(self) -> list[str]:
        """Names of the questions that nobody has answered so far."""
        return [name for name in self.ASKED if getattr(self, name) in (None, "")]

    @classmethod
    def of(cls, participant: Participant) -> Self:
        """The wishes of a participant; an empty page where none was begun."""
        return cls.objects.filter(participant=participant).first() or cls(participant=participant)
