"""What follows from allauth's signals: a confirmed address, a new way to sign in."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import (
    email_confirmed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from accounts import browsers, second_factor, signals, throttle
from accounts.models import Organisation, Participant, User
from accounts.workflow.tokens import end_tokens_of


@receiver(email_confirmed)
def announce(sender: Any, email_address: EmailAddress, **kwargs: Any) -> None:
    """Only now does anybody hear: the desk of a person who waits, the municipality of a company."""
    user = email_address.user
    for participant in Participant.objects.filter(user=user, taken_on_at__isnull=True):
        signals.participant_waits.send(Participant, participant=participant)
    waiting = Organisation.objects.awaiting_approval().filter(memberships__user=user)
    for organisation in waiting:
        signals.company_waits.send(Organisation, organisation=organisation)


@receiver(authenticator_added)
def count_as_shown(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever sets up a passkey or an app has just used it: this session need not ask for it again."""
    if authenticator.type in second_factor.ENROLLING and not second_factor.shown_in(request.session, user):
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(user_logged_in)
def remember_browser(
    sender: Any, request: HttpRequest, response: HttpResponseBase, user: User, **kwargs: Any
) -> None:
    """The browser stands in the list of this person's browsers from now on."""
    browsers.sign_in(request, response, user)


@receiver(password_reset)
def begin_anew(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever forgot their password guessed wrongly before; the new one works at once."""
    throttle.forget_guesses(request, user.email or "")


@receiver([password_changed, password_reset, password_set])
def end_keys(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever changes a password wants to be alone with the account: keys of other systems end like sessions."""
    if end_tokens_of(user):
        messages.info(request, _("外部連携の鍵も終わりました。使うものは、新しく作ってください。"))
