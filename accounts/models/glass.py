"""Breaking the glass: a colleague of the desk opens a record outside their team, with a reason, for a while."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.never_meet import NeverMeet
from accounts.models.organisations import Membership, Organisation
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def open_for(self, user: object) -> Self:
        """What this person opened for themselves and whose time still runs.

        Whether they may read it also asks for their work at the desk: `Participant.objects.readable_by`.
        """
        return self.filter(by=getattr(user, "pk", None), until__gt=timezone.now())

    def awaiting_review(self) -> Self:
        """Nobody has looked at these so far."""
        return self.filter(reviewed_at__isnull=True)

    def reviewed_by_office_of(self, user: object) -> Self:
        """Cases that the user answers for: of the desk they manage, of an NPO in their town.

        Where nobody else manages the desk's office, the prefecture's managers answer. Never one's own case,
        nor that of somebody who asked never to meet the user.
        """
        kinds = Organisation.Kind
        managers = Membership.objects.current().filter(role=Membership.Role.MANAGER)
        mine = managers.filter(user=getattr(user, "pk", None))
        town = mine.filter(organisation__kind=kinds.MUNICIPALITY).values("organisation__municipality")
        prefecture = mine.filter(organisation__kind=kinds.PREFECTURE).values("organisation__prefecture")
        others = managers.filter(
            organisation__kind=kinds.MUNICIPALITY,
            organisation__municipality=OuterRef("organisation__municipality"),
        ).exclude(user=OuterRef("by"))
        unwanted = NeverMeet.objects.naming_whoever("user").filter(
            participant=OuterRef(OuterRef("participant"))
        )
        named = NeverMeet.objects.naming(user).filter(participant=OuterRef("participant"))
        answers = Q(
            organisation__kind__in=[kinds.MUNICIPALITY, kinds.NPO], organisation__municipality__in=town
        )
        at_prefecture = Q(organisation__kind=kinds.PREFECTURE) | Q(~Exists(others.filter(~Exists(unwanted))))
        answers |= Q(organisation__prefecture__in=prefecture) & at_prefecture
        return self.filter(answers, ~Exists(named)).exclude(by=getattr(user, "pk", None))


class BreakGlass(PublicIdModel):
    """One record, one reader, one reason; afterwards the office looks at it."""

    class Why(models.TextChoices):
        DANGER = "danger", _("危険が心配される")
        ABSENT = "absent", _("担当者が不在")
        OTHER = "other", _("その他")

    class Verdict(models.TextChoices):
        IN_ORDER = "in_order", _("問題ありません")
        TALK = "talk", _("話し合いが必要です")

    participant = models.ForeignKey(
        "accounts.Participant", models.CASCADE, related_name="broken_glass", verbose_name=_("参加者")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("開いた人")
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("窓口"))
    why = models.CharField(_("理由"), max_length=10, choices=Why.choices)
    reason = EncryptedTextField(_("くわしい理由"))
    opened_at = models.DateTimeField(_("開いた日時"))
    until = models.DateTimeField(_("いつまで"))
    reviewed_at = models.DateTimeField(_("確認した日時"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("確認した人"),
    )
    verdict = models.CharField(_("確認の結果"), max_length=10, choices=Verdict.choices, blank=True)
    remark = EncryptedTextField(_("確認のひとこと"), blank=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = _("理由を書いて開いた記録")
        verbose_name_plural = _("理由を書いて開いた記録")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["by", "until"], name="glass_open_for_a_reader")]
        constraints = [
            models.CheckConstraint(name="glass_closes_after_it_opens", condition=Q(until__gt=F("opened_at"))),
            models.CheckConstraint(
                name="glass_reviewed_with_a_verdict",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict=""),
            ),
            models.CheckConstraint(
                name="glass_reviewed_by_somebody_else",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("by")),
                violation_error_message=_("自分が開いた記録は、ほかの人が確認します。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d} {self.by}"

    @property
    def is_open(self) -> bool:
        """Whether the time for which it was opened still runs."""
        return timezone.now() < self.until
