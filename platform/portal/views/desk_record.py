"""A participant at the desk: what they wish for now, the next step, the time line, and a quick note."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import DeskChange, Participant, RecordAccess, Wishes
from accounts.perms import can_issue_code
from accounts.workflow import log_access
from casework import workflow
from casework.models import NextContact, Note
from foundation.moves import Refused
from portal.forms.desk_notes import NoteForm, PlanForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404, record_to_read
from portal.views.desk_timeline import timeline


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: StaffRequest, public_id: str) -> HttpResponse:
    """The record; a note is written right here."""
    person = record_to_read(request, public_id)
    form = NoteForm(request.POST or None, participant=person, user=request.user)
    if request.method == "POST" and form.is_valid() and _write(form):
        messages.success(request, _("記録を書きました。"))
        return redirect("portal:desk_participant", public_id)
    log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    return render(request, "portal/desk/participant.html", _record(request, person, form))


def _write(form: NoteForm) -> bool:
    try:
        workflow.write_note(form.participant, form.said(), by=form.user)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _record(request: StaffRequest, person: Participant, form: NoteForm) -> dict[str, Any]:
    contact = NextContact.objects.waiting().filter(participant=person).first()
    return record_context(request, person, "desk_participant") | {
        "may_issue_code": can_issue_code(request.user, person),
        "wishes": Wishes.of(person),
        "contact": contact,
        "earlier": DeskChange.objects.shared().filter(began=person).exists() and not person.has_ended,
        "resting": person.rests_on(timezone.localdate()),
        "form": form,
        "page_obj": timeline(person, request.GET.get("page")),
    }


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    """A note stays as it was written; its author adds what is right beneath it."""
    notes = Note.objects.of_people_visible_to(request.user).filter(author=request.user)
    note = get_object_or_404(notes.select_related("participant"), public_id=public_id)
    person = record_or_404(request, note.participant.public_id)
    initial = {"corrects": note.public_id, "channel": note.channel, "happened_on": note.happened_on}
    form = NoteForm(request.POST or None, participant=person, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and _write(form):
        messages.success(request, _("訂正を書きました。"))
        return redirect("portal:desk_participant", person.public_id)
    log_access(person, by=request.user, what=RecordAccess.What.NOTES)
    context = record_context(request, person, "desk_participant") | {"form": form, "note": note}
    return render(request, "portal/desk/correct.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """When, how and why to be in touch next."""
    person = record_or_404(request, public_id)
    form = PlanForm(request.POST or None, participant=person, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.plan_contact(person, form.plan(), by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("次の連絡を決めました。"))
            return redirect("portal:desk_participant", public_id)
    log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    context = record_context(request, person, "desk_participant") | {"form": form}
    return render(request, "portal/desk/plan.html", context)
