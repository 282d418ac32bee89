"""The desk's first page: whom to contact today, who waits, what waits for my step, and the caseload."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms as people
from accounts.models import Participant, User
from accounts.workflow import take_on as take_on_verb
from casework import workflow
from casework.models import NextContact
from foundation.moves import Refused
from jobs.models import Application, Placement
from portal.forms.desk_notes import DoneForm, MoveForm
from portal.views.desk_access import StaffRequest, desk_page, records_open_to
from portal.views.desk_alarms import on_duty_at_own_desks
from portal.views.desk_list import list_context, may_register
from realtime.models import Conversation

SHOWN_AT_ONCE = 12


@desk_page
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Today first, then those who wait, then the table."""
    today = timezone.localdate()
    own = _own_people(request.user)
    due = NextContact.objects.due_by(today).filter(participant__in=own)
    due = due.exclude(participant__not_until__gt=today).select_related("participant").order_by("on", "pk")
    context = {
        "today": today,
        "due": due[:SHOWN_AT_ONCE],
        "due_count": due.count(),
        "moves": _days_to_move_to(),
        "resting": own.filter(not_until__gt=today).order_by("not_until", "pk"),
        "waiting": _waiting(request.user),
        "steps": _steps(own),
        "may_register": may_register(request.user),
        "duties": on_duty_at_own_desks(request.user),
        "talks_waiting": Conversation.objects.at_desk_for(request.user).waiting().count(),
    }
    return render(request, "portal/desk/desk.html", context | list_context(request, QueryDict()))


def _own_people(user: User) -> QuerySet[Participant]:
    return Participant.objects.accompanied_by(user).exclude(user=user)


def _waiting(user: User) -> QuerySet[Participant]:
    waiting = Participant.objects.not_yet_anyones().at_desk_of(user).exclude(user=user)
    return waiting.select_related("municipality", "desk").order_by("registered_at", "pk")


def _days_to_move_to() -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {"on": today + timedelta(days=1), "label": _("明日")},
        {"on": today + timedelta(days=3), "label": _("3日後")},
        {"on": today + timedelta(days=7), "label": _("1週間後")},
    ]


def _steps(own: QuerySet[Participant]) -> dict[str, Any]:
    """What others cannot do before I did something; the oldest first."""
    state = Placement.State
    followed = [state.COMPLETED, state.ENDED_HERE, state.DID_NOT_TAKE_PLACE]
    unprepared = Q(state=state.AGREED, insurance="") | Q(
        state=state.AGREED, starts_on__lte=timezone.localdate()
    )
    applications = Application.objects.awaiting_support_worker().filter(participant__in=own)
    placements = Placement.objects.filter(participant__in=own)
    return {
        "applications": applications.select_related("participant", "opportunity").order_by("changed_at")[
            :SHOWN_AT_ONCE
        ],
        "to_prepare": placements.filter(unprepared)
        .select_related("participant", "opportunity")
        .order_by("starts_on")[:SHOWN_AT_ONCE],
        "to_follow_up": placements.filter(state__in=followed)
        .select_related("participant", "opportunity")
        .order_by("changed_at")[:SHOWN_AT_ONCE],
    }


@desk_page
@require_POST
def take_on(request: StaffRequest, public_id: str) -> HttpResponse:
    """「担当になる」: the first one is it; whoever was a moment later reads so, and nothing else happens."""
    came_alone = Q(user__isnull=False, registered_by__isnull=True)
    theirs = Participant.objects.at_desk_of(request.user).filter(came_alone | Q(taken_on_at__isnull=True))
    person = get_object_or_404(theirs.exclude(user=request.user), public_id=public_id)
    try:
        take_on_verb(person, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("portal:desk")
    messages.success(request, _("{name}さんの担当になりました。").format(name=person.nickname))
    return redirect("portal:desk_participant", public_id)


def _contact(request: StaffRequest, public_id: str) -> NextContact:
    rows = NextContact.objects.filter(participant__in=records_open_to(request.user))
    return get_object_or_404(rows.select_related("participant"), public_id=public_id)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def contact_done(request: StaffRequest, public_id: str) -> HttpResponse:
    """It took place: a quick note and the next contact in one small form, saved together."""
    contact = _contact(request, public_id)
    user = request.user
    form = DoneForm(request.POST or None, participant=contact.participant, user=user, contact=contact)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.contact_done(contact, by=user, said=form.note(), then=form.then())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("連絡を済ませました。"))
            return redirect("portal:desk")
    context = {"contact": contact, "participant": contact.participant, "form": form}
    return render(request, "portal/desk/contact_done.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def contact_move(request: StaffRequest, public_id: str) -> HttpResponse:
    """To another day."""
    contact = _contact(request, public_id)
    form = MoveForm(request.POST or None, contact=contact)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            moved = workflow.move_contact(
                contact,
                by=request.user,
                on=data["on"],
                channel=data["channel"],
                despite_wish=data["despite_wish"],
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("{name}さんへの連絡を移しました。").format(name=moved.participant.nickname)
            )
            return redirect("portal:desk")
    context = {
        "contact": contact,
        "participant": contact.participant,
        "form": form,
        "moves": _days_to_move_to(),
        "may_act": people.in_team(request.user, contact.participant),
    }
    return render(request, "portal/desk/contact_move.html", context)
