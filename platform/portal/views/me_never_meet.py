"""Whom I never want to meet: named quietly, taken back as quietly."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import NeverMeet, Participant
from accounts.workflow import end_never_meet
from portal.never_meet import QUESTIONS, context_for, next_screen
from portal.views.me_guard import OwnRequest, for_participants


@require_safe
@for_participants
def never_meet(request: OwnRequest, participant: Participant) -> HttpResponse:
    """Everybody I named, and whom I could name."""
    rows = NeverMeet.objects.in_force().filter(participant=participant).select_related("company", "person")
    # Somebody whom the team wrote down as well stands there once.
    once = {(row.person_id or f"row {row.pk}"): row for row in rows}
    context = {"rows": list(once.values()), "kinds": list(QUESTIONS.items())}
    return render(request, "portal/me/never_meet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def name(request: OwnRequest, participant: Participant, kind: str) -> HttpResponse:
    """One question a screen: who, which one, and what follows."""
    if kind not in NeverMeet.Kind.values:
        raise Http404
    screen = next_screen(request, kind, participant, by=request.user)
    if screen.written:
        messages.success(request, _("書いておきました。いつでも取り消せます。"))
        return redirect("portal:me_never_meet")
    return render(request, "portal/me/never_meet_name.html", context_for(kind, screen))


@require_POST
@for_participants
def end(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """Taken back; nobody is told, and nobody comes back into the team by it."""
    row = get_object_or_404(NeverMeet.objects.filter(participant=participant), public_id=public_id)
    end_never_meet(row, by=request.user)
    messages.success(request, _("取り消しました。"))
    return redirect("portal:me_never_meet")
