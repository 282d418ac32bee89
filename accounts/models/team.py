"""The small team that sees a participant's record."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models.consent import Consent
from accounts.models.never_meet import NeverMeet
from accounts.models.organisations import Membership, Organisation
from foundation.encrypted import EncryptedTextField


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def current(self) -> Self:
        """Those who are in a team now, still work where they worked when they joined, and may meet them.

        Of another body than the desk: while the person agrees that it shares the record.
        """
        working = Membership.objects.current().filter(
            user=OuterRef("user"), organisation=OuterRef("organisation")
        )
        named = NeverMeet.objects.naming_whoever("user").filter(participant=OuterRef("participant"))
        shared = Consent.objects.in_force().for_purpose(Consent.Purpose.SHARE_TEAM)
        agreed = shared.towards(OuterRef("organisation")).filter(participant=OuterRef("participant"))
        of_the_desk = Q(organisation=F("participant__desk"))
        return self.staying().filter(of_the_desk | Exists(agreed), Exists(working), ~Exists(named))

    def staying(self) -> Self:
        """Those who never left, also where their work ended: their people need somebody else."""
        return self.filter(left_at__isnull=True)


class TeamMember(models.Model):
    """Somebody in a participant's support team, from the day they joined to the day they left."""

    participant = models.ForeignKey(
        "accounts.Participant", models.CASCADE, related_name="team", verbose_name="参加者"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="teams", verbose_name="支援者"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="所属")
    joined_at = models.DateTimeField("加わった日時", default=timezone.now)
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="加えた人"
    )
    joined_because = EncryptedTextField("加わった理由", blank=True)
    left_at = models.DateTimeField("離れた日時", null=True, blank=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="離れたことを記録した人",
    )
    left_because = EncryptedTextField("離れた理由", blank=True)
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="引き継いだ人",
    )

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "支援チームの一員"
        verbose_name_plural = "支援チーム"
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "user"],
                condition=Q(left_at__isnull=True),
                name="team_member_once_at_a_time",
            ),
            models.CheckConstraint(
                name="team_left_after_joined",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.participant}"
