"""The page that the link of an invitation opens: what it is, and joining with an account, old or new."""

from typing import Any

from allauth.account.utils import complete_signup
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import workflow
from accounts.forms.invitations import NewColleagueForm
from accounts.models import Invitation, User
from foundation.moves import Refused

PAGE = "accounts/invitation.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking costs nothing and tells nobody; links that lead nowhere all look the same."""
    if limited := ratelimit.consume_or_429(request, action="invitation"):
        return limited
    rows = Invitation.objects.with_token(token).select_related(
        "host", "organisation", "project", "invited_by", "new_municipality"
    )
    row = rows.first()
    if row is None:
        return render(request, PAGE, {"gone": True}, status=404)
    if request.method == "POST" and request.POST.get("do") == "ask":
        return _ask(request, row)
    try:
        workflow.refuse_unless_open(row)
    except Refused as refused:
        return render(request, PAGE, _context(row) | {"refused": str(refused)})
    return _answer(request, row)


def _context(row: Invitation) -> dict[str, Any]:
    return {"invitation": row, "old": row.state == Invitation.State.OLD, "asked": row.asked_again_at}


def _ask(request: HttpRequest, row: Invitation) -> HttpResponse:
    try:
        workflow.ask_for_new_link(row)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("新しいリンクを頼みました。届くまで、しばらくお待ちください。"))
    return redirect(request.path)


def _answer(request: HttpRequest, row: Invitation) -> HttpResponse:
    user = request.user
    known = User.objects.filter(email__iexact=row.email).exists()
    context = _context(row) | {"known": known}
    if isinstance(user, User):
        context["other"] = (user.email or "").lower() != row.email.lower()
        if request.method == "POST":
            if context["other"] and request.POST.get("mine") != "yes":
                context["confirm"] = _("この招待をあなたが受け取ったことを、確かめてください。")
                return render(request, PAGE, context)
            return _join(request, row, user, context)
        return render(request, PAGE, context)
    form = NewColleagueForm(request.POST or None, email=row.email)
    if request.method == "POST" and not known and form.is_valid():
        data = form.cleaned_data
        try:
            new = workflow.accept_as_somebody_new(row, name=data["name"], password=data["password"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return complete_signup(request, new, None, reverse("portal:start"))
    return render(request, PAGE, context | {"form": form})


def _join(request: HttpRequest, row: Invitation, user: User, context: dict[str, Any]) -> HttpResponse:
    try:
        workflow.accept_invitation(row, by=user)
    except Refused as refused:
        return render(request, PAGE, context | {"refused": str(refused)})
    messages.success(request, _("{name}に参加しました。").format(name=row.where))
    return redirect("portal:start")
