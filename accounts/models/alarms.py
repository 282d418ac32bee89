"""Words that cannot wait (待てない知らせ): who flagged them, who took it on, and what came of it."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.duty import DUTY_ROLES, DutyShift
from accounts.models.never_meet import NeverMeet
from accounts.models.organisations import Membership, Organisation
from foundation.encrypted import EncryptedTextField
from foundation.moves import Move
from foundation.public_ids import PublicIdModel

SECOND_AFTER = timedelta(minutes=10)
"""So long the first person is called alone; then the second person and the managers are called too."""


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def visible_to(self, user: object) -> Self:
        """Whoever is on duty at the desk, its managers, and those at the desk who were called for it.

        Nobody sees what is about themselves, or about somebody who asked never to meet them.
        """
        key = getattr(user, "pk", None)
        works = Membership.objects.current().of(user)
        at_desk = works.filter(role__in=DUTY_ROLES).values("organisation")
        managed = works.filter(role=Membership.Role.MANAGER).values("organisation")
        on_duty = DutyShift.objects.now().filter(user=key).values("organisation")
        was_called = Alarm.called.through.objects.filter(alarm=OuterRef("pk"), user=key)
        theirs = Q(desk__in=managed) | Q(desk__in=on_duty)
        known = Q(desk__in=at_desk) & (Q(taken_by=key) | Exists(was_called))
        named = NeverMeet.objects.naming(user).filter(participant=OuterRef("participant"))
        rows = self.filter(theirs | known).exclude(participant__user=key, participant__isnull=False)
        return rows.filter(~Exists(named))

    def calling(self, user: object) -> Self:
        """Not taken, and the user is asked now: called for it, first on duty, or because nobody took it."""
        key = getattr(user, "pk", None)
        first = DutyShift.objects.now().filter(user=key, order=DutyShift.Order.FIRST)
        was_called = Alarm.called.through.objects.filter(alarm=OuterRef("pk"), user=key)
        waits = Q(called_at__lte=timezone.now() - SECOND_AFTER)
        asked = Q(desk__in=first.values("organisation")) | Exists(was_called) | waits
        return self.visible_to(user).filter(asked, state=Alarm.State.RAISED)

    def not_over(self) -> Self:
        """Nobody wrote down so far what came of them."""
        return self.exclude(state=Alarm.State.CLOSED)

    def in_hands_of(self, user: object) -> Self:
        """Taken by the user, who still may see them, and not over."""
        taken = self.visible_to(user).filter(state=Alarm.State.TAKEN)
        return taken.filter(taken_by=getattr(user, "pk", None))

    def flagged_by_user(self, user: object) -> Self:
        """What the user flagged."""
        return self.filter(flagged_by_id=getattr(user, "pk", None))


class Alarm(PublicIdModel):
    """Somebody read words that cannot wait. A person judges them, never a machine."""

    class Kind(models.TextChoices):
        LIFE = "life", _("命があぶないかもしれない")
        VIOLENCE = "violence", _("家などで、暴力を受けているかもしれない")
        OTHER = "other", _("そのほか、待てないこと")

    class State(models.TextChoices):
        RAISED = "raised", _("まだだれも受けていません")
        TAKEN = "taken", _("対応しています")
        CLOSED = "closed", _("結果を記録しました")

    class Outcome(models.TextChoices):
        SAFE = "safe", _("ご本人と話し、いまは安全だと確かめた")
        HELPED = "helped", _("救急・警察・専門の窓口につないだ")
        TOGETHER = "together", _("ご本人のところへ行った、来てもらった")
        NOT_REACHED = "not_reached", _("連絡がつかず、次の手だてを決めた")
        NO_DANGER = "no_danger", _("急ぐことではなかった")

    participant = models.ForeignKey(
        "accounts.Participant",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alarms",
        verbose_name="参加者",
    )
    about = EncryptedTextField("だれのことか", blank=True)
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="alarms", verbose_name="知らせる窓口")
    flagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="知らせた人"
    )
    read_where = models.CharField("読んだところ", max_length=60, blank=True)
    read_path = models.CharField("読んだページ", max_length=200, blank=True)
    kind = models.CharField("種類", max_length=20, choices=Kind.choices)
    words = EncryptedTextField("読んだこと")
    raised_at = models.DateTimeField("知らせた日時", auto_now_add=True)
    called_at = models.DateTimeField("当番を呼んだ日時", default=timezone.now)
    called = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="呼ばれた人")
    state = models.CharField("状態", max_length=20, choices=State.choices, default=State.RAISED)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="受けた人",
    )
    taken_at = models.DateTimeField("受けた日時", null=True, blank=True)
    outcome_kind = models.CharField("結果の種類", max_length=20, choices=Outcome.choices, blank=True)
    outcome = EncryptedTextField("結果", blank=True)
    closed_at = models.DateTimeField("結果を記録した日時", null=True, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        verbose_name = "待てない知らせ"
        verbose_name_plural = "待てない知らせ"
        ordering = [F("closed_at").desc(nulls_first=True), "-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="alarm_taken_by_somebody",
                condition=Q(state="raised", taken_by__isnull=True, taken_at__isnull=True)
                | Q(state__in=["taken", "closed"], taken_by__isnull=False, taken_at__isnull=False),
                violation_error_message=_("受けた人と日時が要ります。"),
            ),
            models.CheckConstraint(
                name="alarm_closed_with_an_outcome",
                condition=Q(state__in=["raised", "taken"], closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(outcome_kind="")),
                violation_error_message=_("結果を記録してから終わりにしてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["desk"], condition=~Q(state="closed"), name="alarm_open_at_a_desk"),
            models.Index(fields=["desk", "-raised_at"], name="alarm_of_a_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.raised_at:%Y-%m-%d %H:%M}"


class AlarmMove(Move):
    """One step: raised, taken, handed on, closed, raised again."""

    alarm = models.ForeignKey(Alarm, models.CASCADE, related_name="moves", verbose_name="待てない知らせ")

    class Meta(Move.Meta):
        verbose_name = "待てない知らせの動き"
        verbose_name_plural = "待てない知らせの動き"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
