"""A number of one's own on a known device, and the page that says in which ways one comes in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import workflow
from accounts.devices import forget_here, known_here, remember_here, secret_of
from accounts.forms.codes import NewPinForm, PinForm
from accounts.models import EntryCode, Participant, Pin, User
from accounts.signing_in import BY_PIN, came_by_code, sign_in
from foundation.moves import Refused

View = Callable[..., HttpResponse]


class _OwnRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


def _for_participants(view: View) -> View:
    """Staff and companies come in by address and password; they find no such page."""

    @wraps(view)
    def guarded(request: _OwnRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = Participant.objects.filter(user=request.user).first()
        if person is None:
            raise Http404
        return view(request, person, *args, **kwargs)

    return guarded


@require_safe
@never_cache
@_for_participants
def ways(request: _OwnRequest, participant: Participant) -> HttpResponse:
    """How one comes in next time; and who handed over a code, when."""
    device = known_here(request)
    context = {
        "participant": participant,
        "pin": Pin.objects.filter(user=participant.user).first(),
        "known_here": device is not None and device.user == participant.user,
        "came_by_code": came_by_code(request),
        "codes": EntryCode.objects.of(participant),
    }
    return render(request, "accounts/ways.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@_for_participants
def choose(request: _OwnRequest, participant: Participant) -> HttpResponse:
    """A number, on a device that knew the code: this one is remembered with it."""
    if not came_by_code(request):
        return redirect("account_ways")
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.set_pin(request.user, form.cleaned_data["pin"])
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            return _remembered(request)
    return render(request, "accounts/pin_new.html", {"form": form})


@require_POST
@_for_participants
def here(request: _OwnRequest, participant: Participant) -> HttpResponse:
    """The number that was chosen elsewhere counts on this device too, since it knew the code."""
    chosen = Pin.objects.filter(user=participant.user).exists()
    if not came_by_code(request) or not chosen:
        return redirect("account_ways")
    return _remembered(request)


def _remembered(request: _OwnRequest) -> HttpResponse:
    messages.success(request, _("次から、この機器では暗証番号で入れます。"))
    response = redirect("account_ways")
    remember_here(request, response, request.user)
    return response


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The number alone: who is known here is not shown to whoever looks over the shoulder."""
    if request.user.is_authenticated:
        return redirect("portal:start")
    if known_here(request) is None:
        return redirect("account_code")
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = workflow.sign_in_with_pin(secret_of(request), form.cleaned_data["pin"])
        except Refused as refused:
            if refused.field == "device":
                return _asked_for_the_code(request, str(refused))
            form.add_error("pin", str(refused))
        else:
            return sign_in(request, user, method=BY_PIN, redirect_to="portal:start")
    return render(request, "accounts/pin.html", {"form": form})


def _asked_for_the_code(request: HttpRequest, why: str) -> HttpResponse:
    messages.info(request, why)
    response = redirect("account_code")
    forget_here(request, response)
    return response


@login_not_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """This device asks for the code again; nothing else changes."""
    messages.success(request, _("この機器では、もうだれもおぼえていません。"))
    response = redirect("account_ways" if request.user.is_authenticated else "account_code")
    forget_here(request, response)
    return response
