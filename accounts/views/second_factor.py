"""The page that leads staff to a second factor, and on to where they were going."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import second_factor

NEXT = "second_factor_next"


def set_up(request: HttpRequest) -> HttpResponse:
    """A passkey or an app: one of them, once."""
    if next_page := get_next_redirect_url(request):
        request.session[NEXT] = next_page
    if second_factor.may_enter(request.session, request.user) or second_factor.is_enrolled(request.user):
        return redirect(request.session.pop(NEXT, settings.LOGIN_REDIRECT_URL))
    return render(request, "accounts/second_factor.html")


class RecoveryCodes(ViewRecoveryCodesView):
    """Recovery codes, and the way on to where somebody was going before they had any."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next_page": self.request.session.get(NEXT)}
