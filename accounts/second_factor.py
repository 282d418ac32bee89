"""Staff's pages open to a session that showed a second factor: how it signed in counts, not what is enrolled.

Until then a session of staff is nobody: public pages see a visitor, all others lead to the page where the
factor is shown or set up. Sockets and the API ask `may_enter`.
"""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import perms
from accounts.models import User

ENROLLING = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# The way out, and the way through.
ALWAYS_OPEN = {
    "account_login",
    "account_logout",
    "leave",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
# Only to somebody without any factor: a password alone must not add one to an account that has one.
OPEN_WHILE_SETTING_UP = {
    "account_second_factor",
    "account_reauthenticate",
    "account_email",
    "account_set_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


def shown_in(session: Mapping[str, Any], user: perms.Person) -> bool:
    """This session was confirmed with a passkey, a number of an app, or a recovery code."""
    records = get_authentication_records(SimpleNamespace(session=session), user)
    return any(record["method"] == "mfa" for record in records)


def is_enrolled(user: perms.Person) -> bool:
    """The person has a passkey or an app."""
    return is_mfa_enabled(user, ENROLLING)


def may_enter(session: Mapping[str, Any], user: perms.Person) -> bool:
    """Whether this session may act as this user: everybody but staff may, staff with a second factor."""
    return not settings.MFA_REQUIRED or shown_in(session, user) or not perms.needs_second_factor(user)


class SecondFactorRequired:
    """The middleware; stands behind the one that knows the user and before the one that requires one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or may_enter(request.session, user):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        enrolled = is_enrolled(user)
        if name in ALWAYS_OPEN or (name in OPEN_WHILE_SETTING_UP and not enrolled):
            return None
        if not getattr(view, "login_required", True):
            request.user = AnonymousUser()
            return None
        return HttpResponseRedirect(f"{_way_in(user, enrolled)}?{urlencode({'next': _after(request)})}")


def _way_in(user: User, enrolled: bool) -> str:
    if not enrolled:
        return reverse("account_second_factor")
    url: str = get_adapter().get_reauthentication_methods(user)[0]["url"]
    return url


def _after(request: HttpRequest) -> str:
    """Back to where they were going; a form that was sent meanwhile is not sent again by itself."""
    return request.get_full_path() if request.method == "GET" else reverse(settings.LOGIN_REDIRECT_URL)
