"""Another desk, as the person wishes: a fresh record there, and the end of the one here."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms, signals
from accounts.models import (
    Consent,
    DeskChange,
    EntryCode,
    NeverMeet,
    Organisation,
    Participant,
    TeamMember,
    User,
    Wishes,
)
from accounts.models.codes import UNUSED_FOR
from accounts.workflow.consents import agree_to_record, give_consent, withdraw_consent
from accounts.workflow.teams import look_after_the_team
from foundation.moves import Refused

Purpose = Consent.Purpose
Holds = Callable[[Participant], str]
_holds: list[Holds] = []
GOES_ALONG = ("nickname", "kind", "never_telephone", "neutral_sender", "email", "email_shared")
"""How somebody is called and what must never go wrong; nothing of what they told."""


def stays_while(holds: Holds) -> None:
    """A room above says why somebody cannot leave their desk just now: a sentence, or nothing."""
    _holds.append(holds)


def may_choose(participant: Participant) -> list[Organisation]:
    """The desks of other towns."""
    rows = Organisation.objects.desks().filter(kind=Organisation.Kind.MUNICIPALITY)
    return list(rows.exclude(pk=participant.desk_id).select_related("municipality").order_by("municipality"))


@transaction.atomic
def choose_desk(participant: Participant, desk: Organisation, *, by: User) -> DeskChange:
    """The person goes to another desk. There they wait like anybody who comes; here it ends, and nobody reads where to."""
    left = _own(participant, by=by)
    if desk not in may_choose(left):
        raise Refused(_("ほかの窓口を選んでください。"), field="desk")
    _end(left, by=by)
    left.user = None
    left.save(update_fields=["user"])
    began = Participant.objects.create(
        user=by,
        desk=desk,
        municipality=desk.municipality,
        **{name: getattr(left, name) for name in GOES_ALONG},
    )
    Wishes.objects.create(participant=began)
    agree_to_record(began, how=Consent.How.ONLINE, by=by)
    _keep_apart(left, began, by=by)
    _take_code_along(left, began, by=by)
    change = DeskChange.objects.create(left=left, began=began)
    signals.participant_waits.send(Participant, participant=began)
    return change


@transaction.atomic
def end_here(participant: Participant, *, by: User) -> Participant:
    """The team writes down that somebody wishes to end at this desk; where they go nobody asks."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_accompany(by, row):
        raise Refused(_("終了を記録できるのは、支援チームの人です。"))
    _end(row, by=by)
    return row


@transaction.atomic
def go_back(change: DeskChange, *, by: User) -> Participant:
    """The person returns to the desk before, for a time: the record there goes on, this one ends."""
    row = DeskChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    here = _own(Participant.objects.get(pk=row.began_id), by=by)
    if not row.can_be_undone:
        raise Refused(_("元の窓口に戻せるのは、変えてから30日のあいだです。窓口を選びなおすことはできます。"))
    back = Participant.objects.select_for_update(of=("self",)).select_related("desk").get(pk=row.left_id)
    _end(here, by=by)
    here.user = None
    here.save(update_fields=["user"])
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    left_at, back.user, back.ended_at = back.ended_at, by, None
    back.save(update_fields=["user", "ended_at"])
    _keep_apart(here, back, by=by)
    _take_code_along(here, back, by=by)
    _team_again(back, left_at=left_at)
    return back


@transaction.atomic
def share_earlier_record(participant: Participant, *, by: User) -> Consent:
    """The person lets the new desk's team read the record from before; until they take it back."""
    row = _own(participant, by=by)
    if not DeskChange.objects.in_force().filter(began=row).exists():
        raise Refused(_("前の窓口の記録は、ありません。"))
    yes = Consent.objects.in_force().for_purpose(Purpose.EARLIER_RECORD).towards(row.desk)
    return yes.filter(participant=row).first() or give_consent(
        row, purpose=Purpose.EARLIER_RECORD, recipient=row.desk, how=Consent.How.ONLINE, by=by
    )


def _own(participant: Participant, *, by: User) -> Participant:
    row = Participant.objects.select_for_update(of=("self",)).select_related("desk").get(pk=participant.pk)
    if row.user_id != by.pk:
        raise Refused(_("窓口を選べるのは、ご本人です。"))
    return row


def _end(row: Participant, *, by: User) -> None:
    """Nobody accompanies any more, nothing is shown to anybody any more; the record itself is kept as promised."""
    for holds in _holds:
        if sentence := holds(row):
            raise Refused(sentence)
    if row.has_ended:
        return
    given = Consent.objects.in_force().filter(participant=row)
    for consent in given.exclude(purpose__in=[Purpose.KEEP_RECORD, Purpose.SHARE_TEAM]):
        withdraw_consent(consent, by=by)
    signals.desk_left.send(Participant, participant=row, by=by)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    TeamMember.objects.staying().filter(participant=row).update(left_at=row.ended_at, left_by=by)
    # After the team is gone: nobody is left who would have to look after it.
    given.for_purpose(Purpose.SHARE_TEAM).update(withdrawn_at=row.ended_at, withdrawn_by=by)


def _keep_apart(before: Participant, now: Participant, *, by: User) -> None:
    """Whom they asked never to meet holds wherever they go."""
    known = NeverMeet.objects.in_force().filter(participant=now)
    named = {(row.kind, row.company_id, row.person_id, row.words) for row in known}
    for row in NeverMeet.objects.in_force().filter(participant=before):
        whom = (row.kind, row.company_id, row.person_id, row.words)
        if whom not in named:
            named.add(whom)
            NeverMeet.objects.create(
                participant=now,
                kind=row.kind,
                company_id=row.company_id,
                person_id=row.person_id,
                words=row.words,
                recorded_by=by,
            )


def _take_code_along(before: Participant, now: Participant, *, by: User) -> None:
    """The card in their hands goes on working; who handed it over is not told at the next desk."""
    at = timezone.now()
    EntryCode.objects.in_force().filter(participant=before).update(
        participant=now, issued_by=by, issued_at=at, expires_at=at + UNUSED_FOR
    )


def _team_again(back: Participant, *, left_at: datetime | None) -> None:
    """Whoever was there until the end is there again; where nobody is, the desk hears that somebody waits."""
    TeamMember.objects.bulk_create(
        TeamMember(
            participant=back,
            user_id=member.user_id,
            organisation_id=member.organisation_id,
            joined_by_id=member.joined_by_id,
        )
        for member in TeamMember.objects.filter(participant=back, left_at=left_at)
    )
    look_after_the_team(back)
