"""Whom a participant never wants to meet. What is named holds at once; nobody is told who it was."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms, signals
from accounts.models import Consent, EntryCode, NeverMeet, Organisation, Participant, TeamMember, User
from accounts.workflow.consents import withdraw_consent
from accounts.workflow.teams import look_after_the_team
from foundation.moves import Refused

Kind = NeverMeet.Kind


@transaction.atomic
def never_meet_company(participant: Participant, company: Organisation, *, by: User) -> NeverMeet:
    """A company: nothing is suggested or introduced there, and what it could read is gone."""
    row = _name(participant, by=by, kind=Kind.COMPANY, company=company)
    shown = Consent.objects.in_force().filter(
        participant=participant, purpose=Consent.Purpose.INTRODUCE, recipient=company
    )
    for consent in shown:
        withdraw_consent(consent, by=by)
    signals.never_meet_named.send(NeverMeet, named=row, by=by)
    return row


@transaction.atomic
def never_meet_colleague(participant: Participant, person: User, *, by: User) -> NeverMeet:
    """Somebody of a desk: they leave the team at once, and to them the record is not there any more."""
    row = _name(participant, by=by, kind=Kind.STAFF, person=person)
    signals.never_meet_named.send(NeverMeet, named=row, by=by)
    # A card that they made and nobody used so far would let them in under another name.
    unused = EntryCode.objects.in_force().filter(participant=participant, issued_by=person)
    unused.filter(first_used_at__isnull=True).update(revoked_at=timezone.now())
    teams = TeamMember.objects.filter(participant=participant, left_at__isnull=True)
    if teams.filter(user=person).update(left_at=timezone.now()):
        look_after_the_team(participant)
    return row


@transaction.atomic
def never_meet_somebody(participant: Participant, words: str, *, by: User) -> NeverMeet:
    """Anybody else, in the person's own words; the team reads them and takes care."""
    if not words.strip():
        raise Refused(_("会いたくない人のことを、ひとことで書いてください。"), field="words")
    return _name(participant, by=by, kind=Kind.OTHER, words=words)


@transaction.atomic
def end_never_meet(named: NeverMeet, *, by: User) -> NeverMeet:
    """It need not hold any longer; nobody comes back into the team by that.

    The person takes back whoever is named; the team only what it wrote down itself.
    """
    row = NeverMeet.objects.select_for_update(of=("self",)).get(pk=named.pk)
    if not perms.can_say_whom_never_to_meet(by, row.participant):
        raise Refused(_("これを変えられるのは、ご本人か支援チームです。"))
    same = NeverMeet.objects.in_force().filter(pk=row.pk)
    if row.person_id and row.participant.user_id == by.pk:
        same |= NeverMeet.objects.in_force().filter(participant=row.participant_id, person=row.person_id)
    same.update(ended_at=timezone.now(), ended_by=by)
    row.refresh_from_db()
    return row


def _name(participant: Participant, *, by: User, kind: str, **whom: Any) -> NeverMeet:
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_say_whom_never_to_meet(by, row):
        raise Refused(_("これを変えられるのは、ご本人か支援チームです。"))
    known = NeverMeet.objects.in_force().filter(participant=row, kind=kind)
    if kind == Kind.STAFF:
        # Each hears of their own words only: that somebody was named before must not show in the answer.
        known = known.filter(recorded_by=by)
    if kind != Kind.OTHER and (said := known.filter(**whom).first()):
        return said
    return NeverMeet.objects.create(participant=row, kind=kind, recorded_by=by, **whom)
