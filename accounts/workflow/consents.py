"""Saying yes, and taking it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import perms, signals
from accounts.models import Consent, Organisation, Participant, User
from foundation.moves import Refused

KEEP_RECORD_WORDS = gettext_lazy(
    "相談の記録をつくり、{desk}の担当の支援チームだけが見ます。"
    "いつでも取りやめることができます。だれが見たかは、あなたも確かめられます。"
)


def agree_to_record(participant: Participant, *, how: str, by: User) -> Consent:
    """Consent to keep a record at the desk, in the words that were shown or read out."""
    return give_consent(
        participant,
        purpose=Consent.Purpose.KEEP_RECORD,
        recipient=participant.desk,
        words=KEEP_RECORD_WORDS.format(desk=participant.desk.name),
        how=how,
        by=by,
    )


def agree_to_records(
    said: Sequence[tuple[Participant, str]], *, desk: Organisation, by: User
) -> list[Consent]:
    """The same for many people of one desk at once: (participant, how) each."""
    words = KEEP_RECORD_WORDS.format(desk=desk.name)
    return Consent.objects.bulk_create(
        Consent(
            participant=participant,
            purpose=Consent.Purpose.KEEP_RECORD,
            recipient=desk,
            words=words,
            how=how,
            recorded_by=by,
        )
        for participant, how in said
    )


def give_consent(
    participant: Participant,
    *,
    purpose: str,
    recipient: Organisation,
    words: str,
    how: str,
    by: User,
    lines: Sequence[dict[str, str]] = (),
) -> Consent:
    """Record a yes: for what, towards whom, which lines, in which words, how it was said, who wrote it down."""
    return Consent.objects.create(
        participant=participant,
        purpose=purpose,
        recipient=recipient,
        lines=list(lines),
        words=words,
        how=how,
        recorded_by=by,
    )


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User) -> Consent:
    """Take back a yes, at once and without a reason; the person or their team may do it."""
    row = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    own = row.participant.user_id == by.pk
    if not own and not perms.can_accompany(by, row.participant):
        raise Refused(_("同意を取りやめられるのは、ご本人か支援チームです。"))
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        signals.consent_withdrawn.send(Consent, consent=row, by=by)
    return row
