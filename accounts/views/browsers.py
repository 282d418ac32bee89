"""With which browsers one is signed in, and ending it there."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import browsers as known
from accounts import workflow
from accounts.models import Browser, User


@require_safe
def browsers(request: HttpRequest) -> HttpResponse:
    """Where one is signed in now."""
    rows = list(Browser.objects.of(request.user).signed_in()[:50])
    context = {"browsers": rows, "here": known.here(request)}
    return render(request, "accounts/browsers.html", context)


@require_POST
def end_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the session in one of one's browsers."""
    browser = get_object_or_404(Browser.objects.of(request.user), public_id=public_id)
    workflow.end_session(browser)
    messages.success(request, _("そのブラウザからログアウトしました。"))
    return redirect("account_browsers")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    user = workflow.end_all_sessions(cast(User, request.user))
    update_session_auth_hash(request, user)
    messages.success(request, _("ほかのすべてのブラウザからログアウトしました。"))
    return redirect("account_browsers")
