"""The way from "I would like to hear more" to a placement. Interest is not a contract."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Membership, Participant, ProjectWork
from foundation.encrypted import EncryptedTextField
from foundation.moves import Move
from foundation.public_ids import PublicIdModel
from jobs.models.opportunities import Opportunity
from jobs.models.schedule import Slot


class Bookmark(models.Model):
    """「気になる」: one tap, seen by nobody else, commits to nothing."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="bookmarks", verbose_name="参加者"
    )
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="+", verbose_name="仕事")
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "気になる"
        verbose_name_plural = "気になる"
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["participant", "opportunity"], name="bookmark_once")]

    def __str__(self) -> str:
        return str(self.opportunity)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def open(self) -> Self:
        """Still on the way: neither settled nor ended."""
        return self.filter(state__in=Application.OPEN)

    def awaiting_participant(self) -> Self:
        """Proposed by a support worker; the participant answers when they like, or not."""
        return self.filter(state=Application.State.PROPOSED)

    def awaiting_support_worker(self) -> Self:
        """The participant would like to hear more, or agreed and waits for the introduction."""
        return self.filter(state__in=[Application.State.INTERESTED, Application.State.ACCEPTED])

    def awaiting_company(self) -> Self:
        """Introduced; the company has not answered."""
        return self.filter(state=Application.State.INTRODUCED)

    def of_company_of(self, user: object) -> Self:
        """What a company sees: its own work, from the introduction on, while the consent holds."""
        mine = Membership.objects.current().of(user).filter(role=Membership.Role.COMPANY)
        return self.filter(
            opportunity__company__in=mine.values("organisation"),
            opportunity__company__approved_at__isnull=False,
            state__in=Application.SEEN_BY_COMPANY,
            consent__in=Consent.objects.in_force(),
        )

    def of_people_visible_to(self, user: object) -> Self:
        """Applications of participants whose record the user may open."""
        return self.filter(participant__in=Participant.objects.visible_to(user))


class Application(PublicIdModel, ProjectWork):
    """One participant and one opportunity, from interest or proposal to an answer of the company."""

    class State(models.TextChoices):
        INTERESTED = "interested", _("話を聞いてみたい")
        PROPOSED = "proposed", _("ご提案")
        ACCEPTED = "accepted", _("進めてみる")
        INTRODUCED = "introduced", _("会社に紹介しました")
        AGREED = "agreed", _("体験が決まりました")
        DECLINED = "declined", _("今回は見送り")
        WITHDRAWN = "withdrawn", _("ここまでで終了")
        RESTING = "resting", _("いったんお休み")

    OPEN = (State.INTERESTED, State.PROPOSED, State.ACCEPTED, State.INTRODUCED, State.RESTING)
    SEEN_BY_COMPANY = (State.INTRODUCED, State.AGREED)

    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, related_name="applications", verbose_name="仕事"
    )
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="applications", verbose_name="参加者"
    )
    state = models.CharField(_("状態"), max_length=20, choices=State.choices)
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("日時")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提案した人",
    )
    message = EncryptedTextField(_("提案のことば"), blank=True)
    reasons = models.JSONField("提案の理由", default=list, blank=True)
    visit_first = models.BooleanField(_("まずは見学だけ"), default=False)
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="同意"
    )
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    changed_at = models.DateTimeField("最後に動いた日時", auto_now_add=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "申し出"
        verbose_name_plural = "申し出"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "opportunity"],
                condition=Q(state__in=["interested", "proposed", "accepted", "introduced", "resting"]),
                name="application_open_once",
                violation_error_message=_("この仕事については、もう話が進んでいます。"),
            ),
            models.CheckConstraint(
                name="application_shown_only_with_consent",
                condition=~Q(state__in=["introduced", "agreed"]) | Q(consent__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["participant", "state"], name="applications_of_participant"),
            models.Index(fields=["opportunity", "state"], name="applications_of_opportunity"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} – {self.opportunity}"


class ApplicationMove(Move):
    application = models.ForeignKey(Application, models.CASCADE, related_name="moves", verbose_name="申し出")

    class Meta(Move.Meta):
        abstract = False
        verbose_name = "申し出の経過"
        verbose_name_plural = "申し出の経過"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
