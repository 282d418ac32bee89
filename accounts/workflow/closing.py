"""Closing an account: asked for, thought over, taken back or carried out."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import mails
from accounts.models import (
    AccountClosing,
    Consent,
    EntryCode,
    KnownDevice,
    Membership,
    Participant,
    Pin,
    Preferences,
    TeamMember,
    User,
)
from accounts.models.invitations import hash_of
from accounts.models.preferences import TIME_TO_THINK
from accounts.workflow.consents import withdraw_consent
from accounts.workflow.memberships import end_membership
from accounts.workflow.tokens import end_tokens_of
from foundation.moves import Refused

Role = Membership.Role


@transaction.atomic
def ask_to_close(user: User, *, keep_record: bool) -> AccountClosing:
    """The account is closed after a time to think; nothing changes before, and one tap takes it back.

    Staff hand over first; a body's last manager cannot go. `keep_record` is for participants: whether the
    desk goes on with the record.
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_closing(user)
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    row, _created = AccountClosing.objects.update_or_create(
        user=user,
        defaults={
            "keep_record": keep_record,
            "token_hash": hash_of(token),
            "asked_at": now,
            "due_at": now + TIME_TO_THINK,
            "done_at": None,
        },
    )
    if to := user.email:
        language = get_language() or "ja"
        mails.send_closing(row, token, to=to, language=language)
    return row


@transaction.atomic
def stay(closing: AccountClosing) -> None:
    """One's mind was changed; the account is as it was."""
    row = AccountClosing.objects.select_for_update(of=("self",)).filter(pk=closing.pk).first()
    if row is None:
        return
    if row.done_at:
        raise Refused(_("このアカウントは、もう閉じました。"))
    row.delete()


def refuse_closing(user: User) -> None:
    """Say why somebody cannot go yet."""
    if TeamMember.objects.staying().filter(user=user).exists():
        raise Refused(_("担当している方がいます。先に、どなたかに引き継いでください。"))
    for row in Membership.objects.current().of(user).filter(role=Role.MANAGER):
        others = Membership.objects.current().filter(organisation=row.organisation, role=Role.MANAGER)
        if not others.filter(user__is_active=True).exclude(user=user).exists():
            raise Refused(
                _("あなたは{place}の最後の管理者です。先に、ほかの管理者を決めてください。").format(
                    place=row.organisation.display_name
                )
            )


def close_due_accounts() -> tuple[int, int]:
    """Carry out what was asked for long enough ago. Answers how many were closed and how many had to wait."""
    closed = waiting = 0
    for row in AccountClosing.objects.due().select_related("user"):
        try:
            _close(row)
        except Refused:
            waiting += 1
        else:
            closed += 1
    return closed, waiting


@transaction.atomic
def _close(closing: AccountClosing) -> None:
    """What stays: the row that records point at, and the name of staff in what they wrote."""
    row = AccountClosing.objects.select_for_update(of=("self",)).filter(pk=closing.pk).first()
    if row is None:  # taken back a moment ago; the others are still to be closed
        return
    user = User.objects.select_for_update(of=("self",)).get(pk=row.user_id)
    if row.done_at or row.due_at > timezone.now():
        return
    refuse_closing(user)
    _leave_participant(user, keep_record=row.keep_record)
    _leave_places(user)
    end_tokens_of(user)
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Pin.objects.filter(user=user).delete()
    KnownDevice.objects.filter(user=user).delete()
    Preferences.objects.filter(user=user).delete()
    user.email, user.is_active = None, False
    user.set_unusable_password()
    user.save()
    _sign_out_everywhere(user)
    row.done_at = timezone.now()
    row.save(update_fields=["done_at"])


def _leave_participant(user: User, *, keep_record: bool) -> None:
    participant = Participant.objects.select_for_update(of=("self",)).filter(user=user).first()
    if participant is None:
        return
    if not keep_record:
        given = Consent.objects.in_force().filter(participant=participant)
        for consent in given:
            withdraw_consent(consent, by=user)
    EntryCode.objects.in_force().filter(participant=participant).update(revoked_at=timezone.now())
    participant.user = None
    participant.save(update_fields=["user"])


def _leave_places(user: User) -> None:
    current = Membership.objects.current().of(user)
    for row in current.exclude(role=Role.COMPANY).select_related("organisation").distinct("organisation"):
        end_membership(user, row.organisation, by=user)
    today = timezone.localdate()
    for row in current.filter(role=Role.COMPANY):
        row.ended_at, row.ended_by, row.ends_on = timezone.now(), user, max(today, row.starts_on)
        row.save(update_fields=["ended_at", "ended_by", "ends_on"])


def _sign_out_everywhere(user: User) -> None:
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
