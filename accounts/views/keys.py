"""Keys with which other systems act for one's account: made, seen once, taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms, workflow
from accounts.forms.keys import KeyForm
from accounts.models import ApiToken, User
from foundation.moves import Refused

AT_MOST_OVER = 10
"""Keys that are over and still shown."""


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """One's keys. Whoever may make none still sees, and takes back, what an operator made for them."""
    mine = ApiToken.objects.of(request.user)
    may_make = perms.may_make_keys(request.user)
    usable, over = list(mine.usable()), list(mine.over()[:AT_MOST_OVER])
    if not (may_make or usable or over):
        raise Http404
    return render(request, "accounts/keys.html", {"usable": usable, "over": over, "may_make": may_make})


def _for_those_who_may(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def found_by_them_alone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not perms.may_make_keys(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return found_by_them_alone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_for_those_who_may
@reauthentication_required
def new(request: HttpRequest) -> HttpResponse:
    """Make a key, once one has shown again who one is; the answer to the form is the only page that shows it."""
    user = cast(User, request.user)
    form = KeyForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = workflow.issue_token(user, **form.asked())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            context = {"token": token, "secret": secret, "try_it": _first_address(request, token)}
            return render(request, "accounts/key_made.html", context)
    return render(request, "accounts/key_new.html", {"form": form})


def _first_address(request: HttpRequest, token: ApiToken) -> str:
    """Something that this key can read."""
    for scope, resource in (("work:read", "placement"), ("people:read", "participant")):
        if scope in token.scopes:
            return request.build_absolute_uri(reverse(f"api:{resource}-list"))
    return ""


@require_POST
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a key back, at once."""
    token = get_object_or_404(ApiToken.objects.of(request.user), public_id=public_id)
    workflow.revoke_token(token, by=cast(User, request.user))
    messages.success(request, _("鍵「{name}」を取り消しました。").format(name=token.name))
    return redirect("account_keys")
