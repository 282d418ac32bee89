"""Arranged experiences: one person, one place, held safely."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Participant, ProjectWork
from foundation.moves import Move
from foundation.public_ids import PublicIdModel
from jobs.models.applications import Application
from jobs.models.opportunities import Opportunity
from jobs.models.schedule import Slot


class PlacementQuerySet(models.QuerySet["Placement"]):
    def holding_a_seat(self) -> Self:
        """Placements that take up a place: agreed or under way; of a slot also those that are over."""
        return self.filter(seat__isnull=False)

    def running(self) -> Self:
        """Arranged or under way."""
        return self.filter(state__in=[Placement.State.AGREED, Placement.State.UNDER_WAY])

    def of_company_of(self, user: object) -> Self:
        """Placements at the companies where the user works."""
        mine = Membership.objects.current().of(user).filter(role=Membership.Role.COMPANY)
        return self.filter(opportunity__company__in=mine.values("organisation"))

    def of_people_visible_to(self, user: object) -> Self:
        """Placements of participants whose record the user may open."""
        return self.filter(participant__in=Participant.objects.visible_to(user))


class Placement(PublicIdModel, ProjectWork):
    """A job experience (就労体験) that participant and company agreed on."""

    class State(models.TextChoices):
        AGREED = "agreed", _("決まりました")
        UNDER_WAY = "under_way", _("進んでいます")
        COMPLETED = "completed", _("終わりました")
        ENDED_HERE = "ended_here", _("ここまでで終了")
        DID_NOT_TAKE_PLACE = "did_not_take_place", _("今回は行いませんでした")
        FOLLOWED_UP = "followed_up", _("ふりかえりも終わりました")

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="placement", verbose_name="申し出"
    )
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, related_name="placements", verbose_name="仕事"
    )
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="placements", verbose_name="参加者"
    )
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("日時")
    )
    engagement = models.CharField(
        _("働き方の種類"),
        max_length=20,
        choices=Opportunity.Engagement.choices,
        default=Opportunity.Engagement.EXPERIENCE,
    )
    pay_per_hour = models.PositiveIntegerField(_("時給（円）"), null=True, blank=True)
    seat = models.PositiveSmallIntegerField("席", null=True, blank=True)
    state = models.CharField(_("状態"), max_length=20, choices=State.choices, default=State.AGREED)
    starts_on = models.DateField(_("始まる日"))
    ends_on = models.DateField(_("終わる日"), null=True, blank=True)
    meeting = models.CharField(_("集合の場所と時間"), max_length=200, blank=True)
    insurance = models.CharField(_("保険"), max_length=120, blank=True)
    accompanied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("一緒に行く人"),
    )
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    changed_at = models.DateTimeField("最後に動いた日時", auto_now_add=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "就労体験"
        verbose_name_plural = "就労体験"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seat"],
                condition=Q(slot__isnull=False, seat__isnull=False),
                name="placement_seat_of_a_slot_once",
            ),
            models.UniqueConstraint(
                fields=["opportunity", "seat"],
                condition=Q(slot__isnull=True, seat__isnull=False),
                name="placement_seat_once",
            ),
            models.CheckConstraint(
                name="placement_insured_before_it_starts",
                condition=~Q(state__in=["under_way", "completed"]) | ~Q(insurance=""),
                violation_error_message=_("始める前に、どの保険で守られるかを書いてください。"),
            ),
            models.CheckConstraint(
                name="placement_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("終わる日は、始まる日より後の日にしてください。"),
            ),
        ]
        indexes = [models.Index(fields=["participant", "state"], name="placements_of_participant")]

    def __str__(self) -> str:
        return f"{self.participant} – {self.opportunity}"


class PlacementMove(Move):
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="moves", verbose_name="就労体験")

    class Meta(Move.Meta):
        abstract = False
        verbose_name = "就労体験の経過"
        verbose_name_plural = "就労体験の経過"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
