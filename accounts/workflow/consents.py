"""Saying yes, and taking it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms, scans, signals
from accounts.consent_words import VERSION, words_for
from accounts.models import Consent, ConsentScan, Organisation, Participant, TeamMember, User
from accounts.workflow.teams import look_after_the_team
from foundation.moves import Refused

Purpose = Consent.Purpose


def agree_to_record(participant: Participant, *, how: str, by: User) -> Consent:
    """Consent to keep a record at the desk, in the words that were shown or read out."""
    return give_consent(participant, purpose=Purpose.KEEP_RECORD, recipient=participant.desk, how=how, by=by)


def agree_to_records(
    said: Sequence[tuple[Participant, str]], *, desk: Organisation, by: User
) -> list[Consent]:
    """The same for many people of one desk at once: (participant, how) each."""
    words = words_for(Purpose.KEEP_RECORD, recipient=desk.name)
    return Consent.objects.bulk_create(
        Consent(
            participant=participant,
            purpose=Consent.Purpose.KEEP_RECORD,
            recipient=desk,
            words=words,
            version=VERSION,
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
        words=words_for(purpose, recipient=recipient.name),
        version=VERSION,
        how=how,
        recorded_by=by,
    )


@transaction.atomic
def say_yes(
    participant: Participant,
    *,
    purpose: str,
    recipient: Organisation,
    how: str,
    by: User,
    sheet: scans.Sheet | None = None,
) -> Consent:
    """The person says yes on their page, or the team writes down how they said it; a second yes is the first."""
    row = _participant_to_answer(participant, purpose=purpose, recipient=recipient, how=how, by=by)
    known = Consent.objects.in_force().for_purpose(purpose).towards(recipient).filter(participant=row)
    consent = known.first() or give_consent(row, purpose=purpose, recipient=recipient, how=how, by=by)
    if sheet is not None and not ConsentScan.objects.filter(consent=consent).exists():
        scans.keep(sheet, consent)
    return consent


@transaction.atomic
def say_no(participant: Participant, *, purpose: str, recipient: Organisation, how: str, by: User) -> Consent:
    """The person was asked and said no: it is written down, and a yes from before ends with it."""
    row = _participant_to_answer(participant, purpose=purpose, recipient=recipient, how=how, by=by)
    earlier = Consent.objects.in_force().for_purpose(purpose).towards(recipient).filter(participant=row)
    for consent in earlier:
        withdraw_consent(consent, by=by)
    answer = give_consent(row, purpose=purpose, recipient=recipient, how=how, by=by)
    answer.agreed = False
    answer.save(update_fields=["agreed"])
    return answer


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User) -> Consent:
    """Take back a yes, at once and without a reason; the person or their team may do it."""
    row = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    own = row.participant.user_id == by.pk
    if not own and not perms.can_accompany(by, row.participant):
        raise Refused(_("同意を取りやめられるのは、ご本人か支援チームです。"))
    if row.is_in_force:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        if row.purpose == Purpose.SHARE_TEAM:
            _end_sharing(row, by=by)
        signals.consent_withdrawn.send(Consent, consent=row, by=by)
    return row


def recipients_for(purpose: str, participant: Participant) -> list[Organisation]:
    """To whom a purpose can lead: other bodies, or the person's own desk."""
    if purpose in Consent.TO_ANOTHER_BODY:
        return list(
            Organisation.objects.desks().exclude(pk=participant.desk_id).order_by("kana", "name", "pk")
        )
    return [participant.desk]


def lock_to_answer(participant: Participant, *, how: str, by: User) -> Participant:
    """The person who answers, or whose team writes down how they answered; locked."""
    row = Participant.objects.select_for_update(of=("self",)).select_related("desk").get(pk=participant.pk)
    own = row.user_id == by.pk
    if not own and not perms.can_accompany(by, row):
        raise Refused(_("同意を記録できるのは、ご本人か支援チームです。"))
    if own != (how == Consent.How.ONLINE):
        raise Refused(_("ご本人がどのように返事をしたかを選んでください。"), field="how")
    return row


def _participant_to_answer(
    participant: Participant, *, purpose: str, recipient: Organisation, how: str, by: User
) -> Participant:
    row = lock_to_answer(participant, how=how, by=by)
    if purpose not in Consent.BY_ITSELF or recipient not in recipients_for(purpose, row):
        raise Refused(_("この相手には、この同意は必要ありません。"), field="recipient")
    return row


def _end_sharing(consent: Consent, *, by: User) -> None:
    """People of the other body are out of the team; whoever is left, or the desk, looks after the person."""
    others = TeamMember.objects.staying().filter(
        participant=consent.participant, organisation=consent.recipient
    )
    if others.update(left_at=timezone.now(), left_by=by):
        look_after_the_team(consent.participant)
