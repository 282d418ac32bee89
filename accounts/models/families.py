"""A family member's record and a person's, known to belong together while both of them agree."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.consent import Consent
from accounts.models.participants import Participant
from foundation.public_ids import PublicIdModel


class FamilyLinkQuerySet(models.QuerySet["FamilyLink"]):
    def in_force(self) -> Self:
        """Both said yes and neither took it back: a link is never more than its two consents."""
        return self.filter(
            person_consent__in=Consent.objects.in_force(), family_consent__in=Consent.objects.in_force()
        )

    def visible_to(self, user: object) -> Self:
        """For staff to whom both records are open; whoever accompanies one of the two finds nothing here."""
        open_ones = Participant.objects.visible_to(user).exclude(user=getattr(user, "pk", None))
        return self.in_force().filter(
            person_consent__participant__in=open_ones, family_consent__participant__in=open_ones
        )

    def of_consents(self, consents: Iterable[Consent]) -> Self:
        """Links that hang on one of these yeses, in force or not."""
        keys = [consent.pk for consent in consents]
        return self.filter(Q(person_consent__in=keys) | Q(family_consent__in=keys))

    def of(self, participant: Participant) -> Self:
        """Links in which this record is one of the two."""
        return self.filter(
            Q(person_consent__participant=participant) | Q(family_consent__participant=participant)
        )


class FamilyLink(PublicIdModel):
    """Two yeses that speak of each other. Neither record is opened by it, to nobody.

    A row whose yeses do not both hold any longer means nothing; what happened stands in the consents.
    """

    person_consent = models.OneToOneField(
        Consent, models.CASCADE, related_name="link_to_family", verbose_name="ご本人の同意"
    )
    family_consent = models.OneToOneField(
        Consent, models.CASCADE, related_name="link_to_person", verbose_name="ご家族の同意"
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="つないだ人"
    )
    linked_at = models.DateTimeField("つないだ日時", auto_now_add=True)

    objects = FamilyLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "ご家族とのつながり"
        verbose_name_plural = "ご家族とのつながり"
        ordering = ["-linked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="family_link_of_two_consents",
                condition=~Q(person_consent=F("family_consent")),
                violation_error_message=_("つなぐには、お二人の同意がいります。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_consent_id} – {self.family_consent_id}"

    def side_of(self, participant: Participant) -> Consent:
        """This record's own yes."""
        own: Any = self.person_consent
        return own if own.participant_id == participant.pk else self.family_consent

    def other_than(self, participant: Participant) -> Participant:
        """The other record, for those who may open both."""
        own = self.person_consent.participant
        return self.family_consent.participant if own.pk == participant.pk else own
