"""Whom a participant asked never to meet: a company, somebody on the staff, or somebody in their own words."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Membership, Organisation
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel


class NeverMeetQuerySet(models.QuerySet["NeverMeet"]):
    def in_force(self) -> Self:
        """Asked for and not taken back."""
        return self.filter(ended_at__isnull=True)

    def naming(self, user: object) -> Self:
        """What names the user, or a company where they work today."""
        key = getattr(user, "pk", None)
        return self._naming(key, key)

    def naming_whoever(self, path: str) -> Self:
        """The same inside a query, about the user at `path` of the outer rows."""
        return self._naming(OuterRef(path), OuterRef(OuterRef(path)))

    def _naming(self, person: Any, colleague: Any) -> Self:
        works = Membership.objects.current().filter(user=colleague).values("organisation")
        return self.in_force().filter(Q(person=person) | Q(company__in=works))

    def shown_to(self, user: object) -> Self:
        """Of a record that is open to the user: what they may read. A colleague who was named is read by
        the participant and by whoever wrote it down, nobody else.
        """
        key = getattr(user, "pk", None)
        return self.filter(Q(person__isnull=True) | Q(participant__user=key) | Q(recorded_by=key))


class NeverMeet(PublicIdModel):
    """One name, and since when. Nobody is told of it but the person and, but for colleagues, their team."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("会社")
        STAFF = "staff", _("窓口の人")
        OTHER = "other", _("そのほかの人")

    participant = models.ForeignKey(
        "accounts.Participant", models.CASCADE, related_name="never_meets", verbose_name="参加者"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    company = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="会社"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="窓口の人",
    )
    words = EncryptedTextField("そのほかの人", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取り消した人",
    )
    ended_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    objects = NeverMeetQuerySet.as_manager()

    class Meta:
        verbose_name = "会いたくない相手"
        verbose_name_plural = "会いたくない相手"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="never_meet_names_one",
                condition=Q(kind="company", company__isnull=False, person__isnull=True)
                | Q(kind="staff", company__isnull=True, person__isnull=False)
                | Q(kind="other", company__isnull=True, person__isnull=True),
                violation_error_message=_("会社か、窓口の人か、そのほかの人を、ひとつ選んでください。"),
            ),
            models.UniqueConstraint(
                fields=["participant", "company"],
                condition=Q(ended_at__isnull=True, company__isnull=False),
                name="never_meet_a_company_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "person", "recorded_by"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="never_meet_a_person_once_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "participant"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="never_meet_whom",
            )
        ]

    def __str__(self) -> str:
        return self.named

    @property
    def named(self) -> str:
        """Who it is, as people read it."""
        if self.company:
            return self.company.name
        return str(self.person) if self.person else self.words
