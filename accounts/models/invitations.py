"""Somebody is asked by e-mail to work here too; the link in the mail is the only key, and it grows old."""

import hashlib
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import LegalBasis, Membership, Organisation, Project
from foundation.public_ids import PublicIdModel
from municipalities.models import Municipality

GOOD_FOR = timedelta(days=7)


def hash_of(token: str) -> str:
    """What is stored of a link: enough to know it again, useless to whoever reads the table."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; the link may be old."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def sent_for(self, host: Organisation) -> Self:
        """Sent in the name of an organisation."""
        return self.filter(host=host)

    def with_token(self, token: str) -> Self:
        """The one whose newest link this is."""
        return self.filter(token_hash=hash_of(token))


class Invitation(PublicIdModel):
    """An invitation to an organisation that is there, or to one that is made when it is accepted."""

    class State(models.TextChoices):
        OPEN = "open", _("返事を待っています")
        OLD = "old", _("リンクが古くなりました")
        ACCEPTED = "accepted", _("参加しました")
        WITHDRAWN = "withdrawn", _("取り消しました")

    host = models.ForeignKey(
        Organisation, models.CASCADE, related_name="sent_invitations", verbose_name="招待する組織"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="招待した人"
    )
    email = models.EmailField("送り先")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="参加する組織"
    )
    new_kind = models.CharField(
        "新しい組織の種類", max_length=20, choices=Organisation.Kind.choices, blank=True
    )
    new_name = models.CharField("新しい組織の名称", max_length=120, blank=True)
    new_municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="新しい組織の市町村",
    )
    basis_kind = models.CharField(
        "職業紹介の根拠", max_length=30, choices=LegalBasis.Kind.choices, blank=True
    )
    basis_number = models.CharField("根拠の番号", max_length=60, blank=True)
    role = models.CharField("役割", max_length=20, choices=Membership.Role.choices)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="事業"
    )
    ends_on = models.DateField("委託・所属の末日", null=True, blank=True)
    token_hash = models.CharField("リンクの照合値", max_length=64, unique=True)
    language = models.CharField("メールの言葉", max_length=10, default="ja")
    created_at = models.DateTimeField("作成日時", default=timezone.now)
    sent_at = models.DateTimeField("送った日時", default=timezone.now)
    expires_at = models.DateTimeField("リンクの期限")
    asked_again_at = models.DateTimeField("新しいリンクを頼まれた日時", null=True, blank=True)
    accepted_at = models.DateTimeField("参加した日時", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="参加した人",
    )
    withdrawn_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取り消した人",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "招待"
        verbose_name_plural = "招待"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_to_an_organisation_old_or_new",
                condition=Q(organisation__isnull=False, new_name="")
                | (Q(organisation__isnull=True, new_municipality__isnull=False) & ~Q(new_name="")),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["host", "email", "organisation", "new_name"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="invitation_once_at_a_time",
                violation_error_message=_("この方には、もう招待を送っています。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.where}"

    @property
    def where(self) -> str:
        """The name of the organisation, whether it is there already or not."""
        return self.organisation.display_name if self.organisation else self.new_name

    @property
    def is_old(self) -> bool:
        """Whether the link has grown old."""
        return self.expires_at <= timezone.now()

    @property
    def state(self) -> "Invitation.State":
        """What became of it."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.OLD if self.is_old else self.State.OPEN
