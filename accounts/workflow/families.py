"""A family member and a person, each with a record of their own: two yeses, and what follows from both."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import perms
from accounts.models import Consent, FamilyLink, Participant, User
from accounts.models.consent import ConsentQuerySet
from accounts.workflow.consents import give_consent, lock_to_answer
from foundation.moves import Refused

WHO_LENGTH = 60
WHO = "who"
"""The line of a consent that says, in the person's own words, which relative it is about."""


@transaction.atomic
def agree_to_link(participant: Participant, *, who: str, how: str, by: User) -> Consent:
    """One side's yes to be known as family of somebody: said without knowing whether they come here too."""
    row = lock_to_answer(participant, how=how, by=by)
    if not who.strip():
        raise Refused(_("どなたのことかを書いてください。「母」「むすこ」などで大丈夫です。"), field="who")
    same = [one for one in family_yeses().filter(participant=row) if said_of(one) == who]
    if same:
        return same[0]
    return give_consent(
        row,
        purpose=Consent.Purpose.FAMILY,
        recipient=row.desk,
        lines=[{"key": WHO, "label": "だれのことか", "value": who}],
        how=how,
        by=by,
    )


@transaction.atomic
def link_family(one: Consent, other: Consent, *, by: User) -> FamilyLink:
    """Whoever accompanies both says that their yeses speak of each other; from then on both of them know."""
    people = Participant.objects.select_for_update(of=("self",)).order_by("pk")
    found = people.in_bulk([one.participant_id, other.participant_id])
    by_kind = {found[consent.participant_id].kind: consent for consent in (one, other)}
    if len(by_kind) < 2:
        raise Refused(_("つなげるのは、ご本人の記録と、ご家族の記録です。"))
    if not all(perms.can_accompany(by, person) for person in found.values()):
        raise Refused(_("つなげるのは、お二人とも担当している方だけです。"))
    if family_yeses().filter(pk__in=[one.pk, other.pk]).count() < 2:
        raise Refused(_("つなぐには、お二人の同意がいります。"))
    # A yes outlives a link that the other side ended, and may be linked again; both records are locked.
    hanging = FamilyLink.objects.of_consents([one, other])
    hanging.exclude(pk__in=FamilyLink.objects.in_force()).delete()
    try:
        with transaction.atomic():
            return FamilyLink.objects.create(
                person_consent=by_kind[Participant.Kind.PERSON],
                family_consent=by_kind[Participant.Kind.FAMILY],
                linked_by=by,
            )
    except IntegrityError as error:
        raise Refused(_("この返事は、もうつながっています。")) from error


def family_yeses() -> ConsentQuerySet:
    """Every yes to such a link that holds now."""
    return Consent.objects.in_force().for_purpose(Consent.Purpose.FAMILY)


def said_of(consent: Consent) -> str:
    """Which relative this yes is about, as its giver said it."""
    return next((line["value"] for line in consent.lines if line["key"] == WHO), "")
