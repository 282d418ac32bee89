"""The verbs about people and organisations: the only writers of their state."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import perms, signals
from accounts.models import (
    Consent,
    Membership,
    Organisation,
    Participant,
    Project,
    RecordAccess,
    TeamMember,
    User,
    Wishes,
)
from foundation.moves import Refused
from municipalities.models import Municipality

KEEP_RECORD_WORDS = gettext_lazy(
    "相談の記録をつくり、{desk}の担当の支援チームだけが見ます。"
    "いつでも取りやめることができます。だれが見たかは、あなたも確かめられます。"
)


@transaction.atomic
def sign_up_for_oneself(user: User, *, desk: Organisation, nickname: str) -> Participant:
    """Somebody comes by themselves: they wait at the desk they chose until somebody takes them on.

    The desk hears of them once their address is confirmed (accounts.receivers).
    """
    participant = Participant.objects.create(
        user=user, nickname=nickname, desk=desk, municipality=desk.municipality, email=user.email
    )
    Wishes.objects.create(participant=participant)
    agree_to_record(participant, how=Consent.How.ONLINE, by=user)
    return participant


@transaction.atomic
def sign_up_for_company(user: User, *, name: str, municipality: Municipality) -> Organisation:
    """A company introduces itself; its municipality answers before it can offer anything.

    The municipality hears of it once the address is confirmed (accounts.receivers).
    """
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.COMPANY,
        name=name,
        prefecture=municipality.prefecture,
        municipality=municipality,
    )
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.COMPANY)
    return organisation


@transaction.atomic
def approve_company(organisation: Organisation, *, by: User) -> Organisation:
    """The municipality says yes: the company may offer work."""
    row = _company_to_answer(organisation, by=by)
    row.approved_at, row.approved_by = timezone.now(), by
    row.save(update_fields=["approved_at", "approved_by"])
    signals.company_answered.send(Organisation, organisation=row, by=by)
    return row


@transaction.atomic
def turn_away_company(organisation: Organisation, *, by: User, because: str) -> Organisation:
    """The municipality says not this time, and why; the company reads the reason."""
    row = _company_to_answer(organisation, by=by)
    row.turned_away_at, row.turned_away_because = timezone.now(), because
    row.save(update_fields=["turned_away_at", "turned_away_because"])
    signals.company_answered.send(Organisation, organisation=row, by=by)
    return row


def _company_to_answer(organisation: Organisation, *, by: User) -> Organisation:
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not perms.can_answer_company(by, row):
        raise Refused(_("この企業の承認は、担当の市町村または県が行います。"))
    if row.approved_at or row.turned_away_at:
        raise Refused(_("この企業には、ほかの人がもう答えています。"))
    return row


@transaction.atomic
def register_participant(
    *, by: User, desk: Organisation, how: str, fields: dict[str, Any], wishes: dict[str, Any] | None = None
) -> Participant:
    """A support worker begins a record for somebody who agreed to it, and is their first team member."""
    if not perms.can_register_participant(by, desk):
        raise Refused(_("この窓口で登録できるのは、窓口の担当者です。"))
    participant = Participant.objects.create(
        desk=desk, registered_by=by, taken_on_at=timezone.now(), **fields
    )
    Wishes.objects.create(participant=participant, **(wishes or {}))
    TeamMember.objects.create(participant=participant, user=by, organisation=desk, joined_by=by)
    agree_to_record(participant, how=how, by=by)
    return participant


@transaction.atomic
def change_record(participant: Participant, *, by: User, fields: dict[str, Any]) -> Participant:
    """The person or their team puts right who they are and how they wish to be contacted."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    _refuse_unless_theirs(row, by=by)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    return row


@transaction.atomic
def change_wishes(participant: Participant, *, by: User, fields: dict[str, Any]) -> Wishes:
    """The person or their team fills in the page of wishes; what is not among the fields stays as it is."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    _refuse_unless_theirs(row, by=by)
    wishes, _created = Wishes.objects.get_or_create(participant=row)
    for name, value in fields.items():
        setattr(wishes, name, value)
    wishes.save(update_fields=[*fields, "updated_at"])
    return wishes


def _refuse_unless_theirs(participant: Participant, *, by: User) -> None:
    if participant.user_id != by.pk and not perms.can_accompany(by, participant):
        raise Refused(_("書きかえられるのは、ご本人か、支援チームの人です。"))


@transaction.atomic
def take_on(participant: Participant, *, by: User) -> Participant:
    """A support worker becomes the first contact of somebody who waits; only one can be first."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if row.taken_on_at is not None:
        raise Refused(_("この方の担当は、もう決まっています。"))
    if not perms.can_take_on(by, row):
        raise Refused(_("この方の担当になれるのは、窓口の担当者です。"))
    row.taken_on_at = timezone.now()
    row.save(update_fields=["taken_on_at"])
    TeamMember.objects.create(participant=row, user=by, organisation=row.desk, joined_by=by)
    signals.participant_taken_on.send(Participant, participant=row, by=by)
    return row


@transaction.atomic
def add_to_team(participant: Participant, user: User, *, organisation: Organisation, by: User) -> TeamMember:
    """The team (or the desk's manager) asks a colleague to join."""
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_change_team(by, participant):
        raise Refused(_("チームに加える人を決めるのは、チームの人か窓口の管理者です。"))
    if not perms.has_role(user, organisation, *perms.DESK_ROLES):
        raise Refused(_("チームに加われるのは、支援の担当者です。"))
    if TeamMember.objects.filter(participant=participant, user=user, left_at__isnull=True).exists():
        raise Refused(_("この方は、もうチームにいます。"))
    return TeamMember.objects.create(
        participant=participant, user=user, organisation=organisation, joined_by=by
    )


@transaction.atomic
def leave_team(member: TeamMember, *, by: User) -> TeamMember:
    """Somebody leaves a team; the last one cannot, because nobody may be left alone without a word."""
    Participant.objects.select_for_update(of=("self",)).get(pk=member.participant_id)
    row = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not perms.can_change_team(by, row.participant):
        raise Refused(_("チームを変えるのは、チームの人か窓口の管理者です。"))
    if row.left_at is not None:
        raise Refused(_("この方は、もうチームを離れています。"))
    others = TeamMember.objects.current().filter(participant=row.participant).exclude(pk=row.pk)
    if not others.exists():
        raise Refused(_("最後のひとりです。先に、ほかの担当者をチームに加えてください。"))
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    return row


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


def log_access(
    participant: Participant, *, by: User, what: str, at: Organisation | None = None
) -> RecordAccess | None:
    """Record that somebody other than the participant opened their record, or a part of it.

    `at` is the company that looks; staff look as a member of the team, else as whoever they work for.
    """
    if participant.user_id == by.pk:
        return None
    return RecordAccess.objects.create(
        participant=participant, user=by, organisation=at or _looks_for(participant, by), what=what
    )


def _looks_for(participant: Participant, by: User) -> Organisation | None:
    """A team member looks for the team's body, a manager for the desk; others for their first place."""
    member = TeamMember.objects.current().filter(participant=participant, user=by).first()
    if member is not None:
        return member.organisation
    places = Membership.objects.current().of(by).order_by("pk")
    place = places.filter(organisation=participant.desk_id).first() or places.first()
    return place.organisation if place else None


def frame_of(body: Organisation, menu_item: str) -> dict[str, Any]:
    """Project, body and menu item for a piece of work done by `body` today (see ProjectWork)."""
    running = Project.objects.running(timezone.localdate()).of_organisation(body)
    projects = sorted(running, key=lambda project: menu_item not in project.menu_items)
    if not projects:
        raise Refused(
            _("{body}の事業が、今日の日付では登録されていません。窓口の管理者にお知らせください。").format(
                body=body
            )
        )
    return {"project": projects[0], "body": body, "menu_item": menu_item}
