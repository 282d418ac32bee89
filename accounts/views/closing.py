"""The link in the mail about closing an account: one tap, and everything stays as it is."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import workflow
from accounts.models import AccountClosing
from accounts.models.invitations import hash_of
from foundation.moves import Refused


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once, so that a mail program that opens links changes nothing."""
    row = AccountClosing.objects.filter(token_hash=hash_of(token)).first()
    if row is None:
        raise Http404
    context = {"closing": row, "stayed": False, "refused": ""}
    if request.method == "POST":
        try:
            workflow.stay(row)
        except Refused as refused:
            context["refused"] = str(refused)
        else:
            context["stayed"] = True
    return render(request, "accounts/stay.html", context)
