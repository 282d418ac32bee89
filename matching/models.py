"""What was suggested to whom, why, by which model, and what became of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Participant, User
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel
from jobs.models import Application, Opportunity


class TrainedScorer(models.Model):
    """A scorer that was trained on recorded outcomes; the newest one is used, none means the prior."""

    version = models.CharField("版", max_length=40, unique=True)
    trained_at = models.DateTimeField("学習した日時", auto_now_add=True)
    outcomes = models.PositiveIntegerField("学習した結果の数")
    report = models.JSONField("評価", default=dict)
    file = models.CharField("ファイル", max_length=200)

    class Meta:
        verbose_name = "学習済みモデル"
        verbose_name_plural = "学習済みモデル"
        ordering = ["-trained_at", "-pk"]

    def __str__(self) -> str:
        return self.version


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def of_people_visible_to(self, user: User) -> Self:
        """Suggestions for participants whose record the user may open, seen by staff only."""
        people = Participant.objects.visible_to(user).exclude(user=user)
        return self.filter(participant__in=people)

    def set_aside(self) -> Self:
        """What a support worker put away."""
        return self.filter(state=Suggestion.State.SET_ASIDE)


class Suggestion(PublicIdModel):
    """One opportunity suggested for one participant: the machine suggests, people decide."""

    class State(models.TextChoices):
        SHOWN = "shown", _("候補")
        PROPOSED = "proposed", _("提案しました")
        SET_ASIDE = "set_aside", _("今回は外しました")

    class Because(models.TextChoices):
        NOT_NOW = "not_now", _("いまの時期ではない")
        TOO_MUCH = "too_much", _("負担が大きい")
        TOO_FAR = "too_far", _("通うのがむずかしい")
        NOT_WISHED = "not_wished", _("本人の希望とちがう")
        COMPANY = "company", _("会社との組み合わせ")
        OTHER = "other", _("その他")

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="suggestions", verbose_name="参加者"
    )
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="+", verbose_name="仕事")
    state = models.CharField(_("状態"), max_length=20, choices=State.choices, default=State.SHOWN)
    rank = models.PositiveSmallIntegerField("順番")
    score = models.FloatField("点")
    probability = models.FloatField("本人が「はい」と答える見込み")
    reasons = models.JSONField("理由", default=list)
    version = models.CharField("モデルの版", max_length=40)
    shown_at = models.DateTimeField("示した日時", auto_now_add=True)
    shown_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="見た支援員"
    )
    because = models.CharField(_("外した理由"), max_length=20, choices=Because.choices, blank=True)
    remark = EncryptedTextField(_("ひとこと"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="決めた支援員",
    )
    answered_at = models.DateTimeField("決めた日時", null=True, blank=True)
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="申し出"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "候補"
        verbose_name_plural = "候補"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "opportunity"], name="suggestion_once_a_pair"),
            models.CheckConstraint(
                name="suggestion_probability_is_one",
                condition=Q(probability__gte=0, probability__lte=1),
            ),
            models.CheckConstraint(
                name="suggestion_set_aside_with_a_reason",
                condition=~Q(state="set_aside") | ~Q(because=""),
                violation_error_message=_("外す理由を選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} ← {self.opportunity}"
