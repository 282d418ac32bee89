"""Whom somebody never wants to meet, as the team writes it down for them. The team alone comes here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms as people
from accounts import workflow
from accounts.models import NeverMeet, Participant, RecordAccess
from portal.never_meet import QUESTIONS, context_for, next_screen
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404, records_open_to


@desk_page
@never_cache
@require_safe
def never_meet(request: StaffRequest, public_id: str) -> HttpResponse:
    """Companies and words; a colleague is read here by whoever wrote the name down, nobody else."""
    person = _of_the_team(request, public_id)
    workflow.log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    named = NeverMeet.objects.in_force().filter(participant=person).shown_to(request.user)
    context = record_context(request, person, "desk_never_meet") | {
        "rows": named.select_related("company", "person", "recorded_by"),
        "kinds": list(QUESTIONS.items()),
    }
    return render(request, "portal/desk/never_meet.html", context)


@desk_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    """The person said it, the team writes it down; naming oneself closes the record to oneself."""
    person = _of_the_team(request, public_id)
    if kind not in NeverMeet.Kind.values:
        raise Http404
    screen = next_screen(request, kind, person, by=request.user)
    if screen.written:
        messages.success(request, _("書いておきました。"))
        if people.can_open_record(request.user, person):
            return redirect("portal:desk_never_meet", public_id)
        return redirect("portal:desk")
    workflow.log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    context = record_context(request, person, "desk_never_meet") | context_for(kind, screen)
    return render(request, "portal/desk/never_meet_name.html", context)


@desk_page
@require_POST
def end(request: StaffRequest, public_id: str) -> HttpResponse:
    """The person takes it back, and the team writes that down."""
    rows = NeverMeet.objects.filter(participant__in=records_open_to(request.user)).shown_to(request.user)
    row = get_object_or_404(rows.select_related("participant"), public_id=public_id)
    _refuse_others(request, row.participant)
    workflow.end_never_meet(row, by=request.user)
    messages.success(request, _("取り消しを記録しました。"))
    return redirect("portal:desk_never_meet", row.participant.public_id)


def _of_the_team(request: StaffRequest, public_id: str) -> Participant:
    person = record_or_404(request, public_id)
    _refuse_others(request, person)
    return person


def _refuse_others(request: StaffRequest, person: Participant) -> None:
    """Managers open the record, but this is said to the team."""
    if not people.can_accompany(request.user, person):
        raise PermissionDenied
