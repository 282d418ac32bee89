"""How a session begins for somebody who came in without an address, and what is asked of them on the way."""

from typing import Any

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.models import Login
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from accounts.models import User

BY_CODE, BY_PIN = "entry_code", "pin"


class ConfirmedAddressStage(EmailVerificationStage):
    """Whoever has an address confirms it before they come in; whoever has none, by a passkey say, has nothing to confirm.

    An address that was added later and not confirmed yet is not theirs (`User.email` stays empty until then).
    """

    def handle(self) -> Any:
        return (None, True) if self.login.user and not self.login.user.email else super().handle()


def sign_in(request: HttpRequest, user: User, *, method: str, redirect_to: str) -> HttpResponse:
    """An ordinary session of allauth's; that there is no confirmed address does not matter here."""
    record_authentication(request, user, method)
    login = Login(
        user=user,
        email_verification="none",
        redirect_url=resolve_url(redirect_to),
        state={} if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else _without_second_step(),
    )
    return perform_login(request, login)


def _without_second_step() -> dict[str, Any]:
    """A passkey is another way in, not a second step after a code: whoever lost it comes in by the code alone.

    Only somebody who set up an app's numbers is asked for them.
    """
    return {"stages": {"mfa_authenticate": {"handled": True}}}


def came_by_code(request: HttpRequest) -> bool:
    """Whether this session began with a code or a number: only then this device may be remembered."""
    return any(
        record["method"] in (BY_CODE, BY_PIN) for record in get_authentication_records(request, request.user)
    )
