"""Asking somebody by e-mail to work here, and what becomes of it."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import mails, perms, signals
from accounts.models import (
    EntryCode,
    Invitation,
    KnownDevice,
    LegalBasis,
    Membership,
    Organisation,
    Pin,
    Project,
    User,
)
from accounts.models.invitations import GOOD_FOR, hash_of
from accounts.workflow.tokens import end_tokens_of
from foundation.moves import Refused
from municipalities.models import Municipality

Kind = Organisation.Kind
A_DAY, AT_MOST_A_DAY = timedelta(days=1), 50
BETWEEN_MAILS = timedelta(minutes=5)
BETWEEN_ASKING = timedelta(hours=1)


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation that is made when the invitation is accepted; an NPO with its right to introduce."""

    kind: str
    name: str
    municipality: Municipality
    basis_kind: str = ""
    basis_number: str = ""


@transaction.atomic
def invite(
    *,
    by: User,
    host: Organisation,
    email: str,
    role: str,
    organisation: Organisation | None = None,
    new: NewOrganisation | None = None,
    project: Project | None = None,
    ends_on: date | None = None,
) -> Invitation:
    """Somebody is invited in the name of `host`, to an organisation that is there or to a new one."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    row = Invitation(
        host=host,
        invited_by=by,
        email=email.lower(),
        organisation=organisation,
        role=role,
        project=project,
        ends_on=ends_on,
        language=get_language() or "ja",
    )
    if new is not None:
        row.new_kind, row.new_name, row.new_municipality = new.kind, new.name, new.municipality
        row.basis_kind, row.basis_number = new.basis_kind, new.basis_number
    if not perms.can_invite(by, row):
        raise Refused(_("この招待を送れるのは、その役割を決められる管理者です。"))
    _refuse_period(row)
    _refuse_member(row, email=row.email)
    since = timezone.now() - A_DAY
    if Invitation.objects.filter(invited_by=by, created_at__gte=since).count() >= AT_MOST_A_DAY:
        raise Refused(_("今日は、もうたくさんの招待を送りました。続きは明日お願いします。"))
    token = _new_link(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise Refused(_("この方には、もう招待を送っています。"), field="email") from twice
    mails.send_invitation(row, token)
    return row


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """A fresh link by a fresh mail; the older one is worth nothing from now on."""
    row = _unanswered(invitation, by=by)
    if not perms.can_invite(by, row):
        raise Refused(_("この招待を送れるのは、その役割を決められる管理者です。"))
    if timezone.now() - row.sent_at < BETWEEN_MAILS:
        raise Refused(_("いま送ったところです。5分たってから、もう一度お願いします。"))
    _refuse_period(row)
    row.invited_by, row.asked_again_at = by, None
    token = _new_link(row)
    row.save()
    mails.send_invitation(row, token)
    return row


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """The link is worth nothing from now on."""
    row = _unanswered(invitation, by=by)
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return row


@transaction.atomic
def ask_for_new_link(invitation: Invitation) -> None:
    """Whoever holds an old link asks for a new one; asking again within the hour tells nobody twice."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.state != Invitation.State.OLD:
        raise Refused(_("この招待には、新しいリンクを頼めません。"))
    now = timezone.now()
    if row.asked_again_at is None or now - row.asked_again_at >= BETWEEN_ASKING:
        row.asked_again_at = now
        row.save(update_fields=["asked_again_at"])
        signals.invitation_asked_again.send(Invitation, invitation=row)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """The person joins; a new organisation is made, approved by the office that invited it."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    refuse_unless_open(row)
    organisation = row.organisation or _new_organisation(row)
    _refuse_member(row, user=by)
    _end_what_is_too_weak(by, role=row.role)
    if row.project and not Project.objects.of_organisation(organisation).filter(pk=row.project.pk).exists():
        row.project.partners.add(organisation)
    member = Membership.objects.create(
        user=by,
        organisation=organisation,
        role=row.role,
        project=row.project,
        starts_on=timezone.localdate(),
        ends_on=row.ends_on,
    )
    row.organisation, row.new_name = organisation, ""
    row.accepted_at, row.accepted_by = timezone.now(), by
    row.save()
    signals.invitation_accepted.send(Invitation, invitation=row, by=by)
    return member


@transaction.atomic
def accept_as_somebody_new(invitation: Invitation, *, name: str, password: str) -> User:
    """An account for the address that the link went to; holding the link shows that it is theirs."""
    refuse_unless_open(invitation)
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    except IntegrityError as known:  # also a second click, or the further address of somebody
        raise Refused(
            _("このアドレスは、もう登録されています。ログインしてから参加してください。")
        ) from known
    accept_invitation(invitation, by=user)
    return user


def refuse_unless_open(row: Invitation) -> None:
    """Say why an invitation can no longer be accepted."""
    sentences = {
        Invitation.State.ACCEPTED: _("この招待は、もう使われています。"),
        Invitation.State.WITHDRAWN: _("この招待は、取り消されました。"),
        Invitation.State.OLD: _("このリンクは、古くなりました。"),
    }
    if sentence := sentences.get(row.state):
        raise Refused(sentence)
    _refuse_period(row)
    if not row.invited_by.is_active or not perms.can_invite(row.invited_by, row):
        raise Refused(
            _("招待した人が、この役割を決められなくなりました。招待した組織に、もう一度頼んでください。")
        )


def _new_link(row: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_of(token)
    row.sent_at = timezone.now()
    row.expires_at = row.sent_at + GOOD_FOR
    return token


def _unanswered(invitation: Invitation, *, by: User) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not perms.can_change_invitation(by, row):
        raise Refused(_("この招待を変えられるのは、招待した組織の管理者です。"))
    if row.accepted_at or row.withdrawn_at:
        raise Refused(_("この招待は、もう終わっています。"))
    return row


def _refuse_period(row: Invitation) -> None:
    today = timezone.localdate()
    if row.project and row.project.ends_on < today:
        raise Refused(_("この招待の事業は、もう終わっています。"), field="project")
    if row.ends_on and row.ends_on < today:
        raise Refused(_("この招待の期間は、もう終わっています。"), field="ends_on")
    if row.ends_on and row.project and row.ends_on > row.project.ends_on:
        raise Refused(
            _("事業の最後の日（{day}）までで選んでください。").format(day=row.project.ends_on),
            field="ends_on",
        )


def _refuse_member(row: Invitation, *, email: str = "", user: User | None = None) -> None:
    if row.organisation is None:
        return
    same = Membership.objects.current().filter(
        organisation=row.organisation, role=row.role, project=row.project
    )
    same = same.filter(user=user) if user else same.filter(user__email=email)
    if same.exists():
        raise Refused(_("この方は、もう同じ役割で参加しています。"), field="email")


def _end_what_is_too_weak(user: User, *, role: str) -> None:
    """A card or a number opens no account of somebody who works here; and a key that was made without a second
    factor is none for staff.
    """
    if not user.email:
        raise Refused(
            _(
                "コードだけでは、担当者のページに入れません。先に「設定」でメールアドレスを登録して、もう一度このリンクを開いてください。"
            )
        )
    EntryCode.objects.in_force().filter(participant__user=user).update(revoked_at=timezone.now())
    Pin.objects.filter(user=user).delete()
    KnownDevice.objects.filter(user=user).delete()
    if role in perms.STAFF_ROLES and not perms.needs_second_factor(user):
        end_tokens_of(user)


def _new_organisation(row: Invitation) -> Organisation:
    """Made once: a second person of the same new organisation, invited by the same office, joins the first."""
    town = row.new_municipality
    if town is None:
        raise Refused(_("この招待は、もう終わっています。"))
    Organisation.objects.select_for_update(of=("self",)).get(pk=row.host_id)
    same = Organisation.objects.approved().filter(
        kind=row.new_kind, municipality=town, name=row.new_name, approved_by=row.invited_by
    )
    if row.new_kind == Kind.MUNICIPALITY:
        same = Organisation.objects.filter(kind=Kind.MUNICIPALITY, municipality=town)
    if found := same.first():
        return found
    made = Organisation.objects.create(
        kind=row.new_kind,
        name=row.new_name,
        prefecture=town.prefecture,
        municipality=town,
        approved_at=timezone.now(),
        approved_by=row.invited_by,
    )
    if row.basis_number:
        LegalBasis.objects.create(
            organisation=made,
            kind=row.basis_kind,
            number=row.basis_number,
            starts_on=timezone.localdate(),
            ends_on=row.ends_on,
        )
    return made
