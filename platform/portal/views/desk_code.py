"""A code by which a participant without an e-mail address comes in: made here, shown once, printed on a card."""

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import entry_codes, workflow
from accounts import perms as people
from accounts.models import EntryCode
from foundation.moves import Refused
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404


@desk_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: StaffRequest, public_id: str) -> HttpResponse:
    """Who handed over which code when; the letters of a new one stand in this answer and nowhere else."""
    person = record_or_404(request, public_id)
    if not people.can_issue_code(request.user, person):
        raise PermissionDenied
    context = record_context(request, person, "desk_code")
    if request.method == "POST":
        try:
            issued = workflow.issue_code(person, by=request.user)
        except Refused as refused:
            context["refused"] = str(refused)
        else:
            context |= _card(issued.code) | {"expires_at": issued.row.expires_at}
    codes = EntryCode.objects.of(person)
    context |= {"codes": codes, "in_force": next((row for row in codes if row.revoked_at is None), None)}
    return render(request, "portal/desk/code.html", context)


def _card(code: str) -> dict[str, str]:
    address = settings.SITE_URL + reverse("account_code")
    shown = entry_codes.as_shown(code)
    # Behind the # it is sent to no server, stands in no log and in no Referer.
    picture = segno.make(f"{address}#{shown}", micro=False).svg_data_uri(scale=6, border=2)
    return {"code": shown, "address": address, "qr": picture}
