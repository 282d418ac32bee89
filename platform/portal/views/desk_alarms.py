"""Words that cannot wait, at the desk: the list, and one of them with all that the person on duty needs."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import perms as people
from accounts import workflow
from accounts.fields import shown_to
from accounts.models import Alarm, DutyShift, Organisation, Participant, RecordAccess, SafetyPlan, User
from foundation.digits import clean_text
from foundation.moves import Refused
from portal.alarm_places import label_of
from portal.forms.alarms import OutcomeForm, ReopenForm
from portal.forms.desk_notes import RefusableForm
from portal.views.desk_access import StaffRequest, desk_page

A_PAGE = 20
SHOWN_MOVES = 50
State = Alarm.State
What = RecordAccess.What
WRITTEN: dict[str, tuple[str, type[RefusableForm], Callable[..., Alarm]]] = {
    "close": ("outcome", OutcomeForm, workflow.close_alarm),
    "reopen": ("reopen", ReopenForm, workflow.reopen_alarm),
}
"""What is pressed: under which name its form stands on the page, the form, the verb."""


@never_cache
@desk_page
@require_safe
def alarms(request: StaffRequest) -> HttpResponse:
    """What waits first; what is closed after it. And who is on duty."""
    rows = Alarm.objects.visible_to(request.user).select_related("participant", "desk", "taken_by")
    context = {
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "duties": on_duty_at_own_desks(request.user),
    }
    return render(request, "portal/desk/alarms.html", context)


def on_duty_at_own_desks(user: User) -> list[DutyShift]:
    """Who is called now at the desks where the user works."""
    shifts = DutyShift.objects.now().filter(organisation__in=Organisation.objects.worked_for_by(user))
    return list(shifts.select_related("user", "organisation").order_by("organisation", "order"))


@never_cache
@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: StaffRequest, public_id: str) -> HttpResponse:
    """Who, where, the plan, what was flagged and by whom; take it, and write what came of it."""
    rows = Alarm.objects.visible_to(request.user).select_related(
        "participant__desk", "participant__municipality", "desk", "flagged_by", "taken_by"
    )
    row = get_object_or_404(rows, public_id=public_id)
    forms = {"outcome": OutcomeForm(), "reopen": ReopenForm()}
    if request.method == "POST":
        done = _act(request, row, forms)
        if done is not None:
            return done
    return render(request, "portal/desk/alarm.html", _shown(request, row) | forms)


def _act(request: StaffRequest, row: Alarm, forms: dict[str, Any]) -> HttpResponse | None:
    """Carry out what was pressed; None where the page has to be shown again."""
    wanted = request.POST.get("do", "")
    by = request.user
    if wanted in ("take", "take_over"):
        return _answer(request, row, lambda: _take(row, by, wanted, request.POST.get("since", "")))
    if wanted not in WRITTEN:
        return redirect("portal:desk_alarm", row.public_id)
    name, kind, verb = WRITTEN[wanted]
    form = forms[name] = kind(request.POST)
    if not form.is_valid():
        return None
    try:
        verb(row, by=by, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        row.refresh_from_db()
        return None
    messages.success(request, _("書きとめました。"))
    return redirect("portal:desk_alarm", row.public_id)


def _take(row: Alarm, by: User, wanted: str, since: str) -> None:
    if wanted == "take":
        workflow.take_alarm(row, by=by)
        return
    before = User.objects.filter(public_id=clean_text(since)).first()
    workflow.take_over_alarm(row, by=by, since=before or by)


def _answer(request: StaffRequest, row: Alarm, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("あなたが受けました。終わったら、結果を書いてください。"))
    return redirect("portal:desk_alarm", row.public_id)


def _shown(request: StaffRequest, row: Alarm) -> dict[str, Any]:
    person = row.participant
    parts = people.alarm_parts(request.user, row)
    context: dict[str, Any] = {
        "alarm": row,
        "person": person,
        "read_where": label_of(row.read_where),
        "read_at_desk": row.read_path if row.read_where.startswith("desk") else "",
        "may_take": row.state == State.RAISED and "called" in parts,
        "may_take_over": row.state == State.TAKEN and "taker" not in parts,
        "may_close": row.state == State.TAKEN and "taker" in parts,
        "may_reopen": row.state == State.CLOSED and "called" in parts,
        "moves": [
            {"at": move.at, "label": State(move.after).label, "by": move.by, "comment": move.comment}
            for move in row.moves.select_related("by").order_by("-at", "-pk")[:SHOWN_MOVES]
        ],
        "called": row.called.all(),
    }
    return context | (_about(request, row, person) if person else {})


def _about(request: StaffRequest, row: Alarm, person: Participant) -> dict[str, Any]:
    """Telephone, address and plan, as long as it is open; each look is recorded."""
    opens = people.can_read_record(request.user, person)
    shows = opens or people.is_called_about(request.user, person)
    (shown,) = shown_to(request.user, [copy(person)])
    if shows:
        workflow.log_access(person, by=request.user, what=What.CONTACT)
    return {
        "person": shown,
        "opens_record": opens,
        "shows_contact": shows,
        "may_break_glass": people.took_alarm_about(request.user, person)
        and people.can_break_glass(request.user, person),
        "plan": SafetyPlan.current(person) if shows else None,
    }
