"""What somebody asks about their own record: to see it, to have it put right, to have its use stopped."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.consent import Consent
from accounts.models.never_meet import NeverMeet
from accounts.models.organisations import Membership
from accounts.models.participants import Participant
from foundation.encrypted import EncryptedJSONField, EncryptedTextField
from foundation.moves import Move
from foundation.public_ids import PublicIdModel

DAYS_TO_ANSWER = 30
DAYS_LONGER = 30


def answer_day(asked_on: date) -> date:
    """The last day for an answer: thirty days, and the day of the request is not counted."""
    return asked_on + timedelta(days=DAYS_TO_ANSWER)


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def open(self) -> Self:
        """Neither answered nor taken back."""
        return self.filter(state__in=DataRequest.OPEN)

    def of(self, participant: Participant) -> Self:
        """One person's, the newest first."""
        return self.filter(participant=participant).order_by("-asked_on", "-pk")

    def soonest_first(self) -> Self:
        """In the order in which they have to be answered."""
        return self.order_by("answer_by", "pk")

    def answered_by_office_of(self, user: object) -> Self:
        """What the managers of a desk answer for; not their own, nor of who asked never to meet them."""
        managed = Membership.objects.current().of(user).filter(role=Membership.Role.MANAGER)
        named = NeverMeet.objects.naming(user).values("participant")
        theirs = self.filter(participant__desk__in=managed.values("organisation"))
        own = Q(participant__user=getattr(user, "pk", None), participant__user__isnull=False)
        return theirs.exclude(own).exclude(participant__in=named)

    def told_at_the_desk(self) -> Self:
        """Those that the team wrote down for somebody; what people ask at /me/ is not for the team to read."""
        return self.exclude(how=Consent.How.ONLINE)


class DataRequest(PublicIdModel):
    """One request, the day by which it has to be answered, and the answer."""

    class Kind(models.TextChoices):
        DISCLOSURE = "disclosure", _("記録を見たい（開示）")
        CORRECTION = "correction", _("記録を直してほしい（訂正）")
        STOP = "stop", _("記録を使うのをやめてほしい（利用停止）")

    class State(models.TextChoices):
        ASKED = "asked", _("窓口が受け取りました")
        EXTENDED = "extended", _("お答えまで、もう少し時間をいただきます")
        ANSWERED = "answered", _("お答えしました")
        DECLINED = "declined", _("お受けできませんでした")
        WITHDRAWN = "withdrawn", _("取り下げました")

    OPEN = (State.ASKED, State.EXTENDED)

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="data_requests", verbose_name="参加者"
    )
    kind = models.CharField(_("してほしいこと"), max_length=12, choices=Kind.choices)
    words = EncryptedTextField(_("くわしく"), blank=True)
    how = models.CharField("申し出のしかた", max_length=20, choices=Consent.How.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now)
    asked_on = models.DateField("申し出の日")
    answer_by = models.DateField("答える期限")
    state = models.CharField("状態", max_length=12, choices=State.choices, default=State.ASKED)
    longer_because = EncryptedTextField("延ばす理由", blank=True)
    decision = EncryptedTextField("答え", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答えた人",
    )
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "開示・訂正・利用停止の申し出"
        verbose_name_plural = "開示・訂正・利用停止の申し出"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="data_request_answer_after_asked",
                condition=Q(answer_by__gte=F("asked_on")),
                violation_error_message=_("答える期限は、申し出の日よりあとにしてください。"),
            ),
            models.CheckConstraint(
                name="data_request_answered_with_whom_and_when",
                condition=Q(
                    state__in=["answered", "declined"], answered_by__isnull=False, answered_at__isnull=False
                )
                | Q(
                    ~Q(state__in=["answered", "declined"]), answered_by__isnull=True, answered_at__isnull=True
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="data_requests_to_answer")]

    def __str__(self) -> str:
        return f"{self.participant} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in self.OPEN

    @property
    def longest(self) -> date:
        """The last day to which the answer can be put off, once."""
        return answer_day(self.asked_on) + timedelta(days=DAYS_LONGER)


class DataRequestMove(Move):
    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="moves", verbose_name="申し出")

    class Meta(Move.Meta):
        abstract = False
        verbose_name = "申し出への対応の経過"
        verbose_name_plural = "申し出への対応の経過"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class CopyHandedOver(models.Model):
    """A copy of a record that a manager read line by line and gave out. The copy itself is kept nowhere."""

    class Form(models.TextChoices):
        PAPER = "paper", _("読むための紙（PDF）")
        DATA = "data", _("ほかのソフトで使うデータ（JSON）")

    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="copies", verbose_name="申し出")
    form = models.CharField("かたち", max_length=10, choices=Form.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="用意した人"
    )
    at = models.DateTimeField("日時", default=timezone.now)
    held_back = EncryptedJSONField("渡さなかった行", default=list, blank=True)
    because = EncryptedTextField("渡さなかった理由", blank=True)

    class Meta:
        verbose_name = "渡した写し"
        verbose_name_plural = "渡した写し"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_form_display()}"
