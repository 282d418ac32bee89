"""Coming in with a nickname and a code; the first time after seeing what is in the record."""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import workflow
from accounts.consent_words import words_for
from accounts.devices import known_here
from accounts.forms.codes import ClaimForm, CodeForm
from accounts.models import Consent, EntryCode, User
from accounts.record_contents import contents_of
from accounts.signing_in import BY_CODE, sign_in
from accounts.throttle import guess_secret
from foundation.moves import Refused
from textsearch.folding import fold

_CLAIMING = "claiming"
_MINUTES_TO_READ = 60


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The door. A code in the address stands after its #, which no server is told."""
    if request.user.is_authenticated:
        return redirect("portal:start")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (code := _found(request, form)):
        return _let_in(request, code)
    return render(request, "accounts/code.html", {"form": form})


def _found(request: HttpRequest, form: CodeForm) -> EntryCode | None:
    """The code, where both are right. Who guesses too often reads the same whether they are right or not."""
    code, why = None, ""
    nickname = form.cleaned_data["nickname"]
    try:
        code = workflow.find_code(nickname, form.cleaned_data["code"])
    except Refused as refused:
        why = str(refused)
    attempt = guess_secret(request, f"code of {fold(nickname)}", code.participant.user if code else None)
    if attempt is None:
        why = _(
            "続けて何度もちがっていたので、10分ほど待ってから、もう一度お願いします。コードはそのまま使えます。"
        )
    elif code is not None:
        attempt.was_right()
        return code
    form.add_error(None, why)
    return None


def _let_in(request: HttpRequest, code: EntryCode) -> HttpResponse:
    """Into the account; the first time to the page that says what is in the record."""
    if code.participant.user is None:
        request.session[_CLAIMING] = {"code": code.pk, "until": time.time() + 60 * _MINUTES_TO_READ}
        return redirect("account_code_claim")
    return _signed_in(request, workflow.sign_in_with_code(code))


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    device = known_here(request)
    known = device is not None and device.user == user
    return sign_in(request, user, method=BY_CODE, redirect_to="portal:start" if known else "account_ways")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """What is in the record and what changes; nothing happens before a yes."""
    code = _claimed_code(request)
    if code is None:
        messages.info(
            request, _("時間がたったため、はじめの画面にもどりました。もう一度、コードを入れてください。")
        )
        return redirect("account_code")
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if "use" not in request.POST:
            del request.session[_CLAIMING]
            return render(request, "accounts/not_now.html")
        if form.is_valid() and (user := _claim(code, form)):
            del request.session[_CLAIMING]
            return _signed_in(request, user)
    return render(request, "accounts/claim.html", _what_is_in(code, form))


def _claimed_code(request: HttpRequest) -> EntryCode | None:
    """The code that was entered in this browser a little while ago, if it is still the one in force."""
    entered = request.session.get(_CLAIMING) or {"code": 0, "until": 0}
    if entered["until"] < time.time():
        return None
    rows = EntryCode.objects.in_force().select_related("participant__desk", "participant__user")
    return rows.filter(pk=entered["code"]).first()


def _claim(code: EntryCode, form: ClaimForm) -> User | None:
    try:
        return workflow.claim_record(code, agreed=form.cleaned_data["agreed"])
    except Refused as refused:
        form.add_error(refused.field, str(refused))
    return None


def _what_is_in(code: EntryCode, form: ClaimForm) -> dict[str, Any]:
    participant = code.participant
    words = words_for(Consent.Purpose.KEEP_RECORD, recipient=participant.desk.name)
    return {
        "participant": participant,
        "contents": contents_of(participant),
        "words": "" if workflow.keeps_record(participant) else words,
        "form": form,
    }
