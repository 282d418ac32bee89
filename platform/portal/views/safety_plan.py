"""The safety plan: written by the person at /me/, or with them at the desk; earlier versions stay readable."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Participant, RecordAccess, SafetyPlan, User
from accounts.workflow import log_access, write_safety_plan
from foundation.moves import Refused
from portal.forms.safety_plan import SafetyPlanForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_to_read
from portal.views.me_guard import OwnRequest, for_participants

EARLIER_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def mine(request: OwnRequest, participant: Participant) -> HttpResponse:
    """My own plan; all of it may stay empty."""
    versions = SafetyPlan.objects.of(participant)
    form = SafetyPlanForm(request.POST or None, plan=versions.first())
    if request.method == "POST" and _written(form, participant, request.user):
        messages.success(request, _("書きとめました。いつでも変えたり、消したりできます。"))
        return redirect("portal:me_safety_plan")
    context = {"form": form, "newest": versions.first(), "earlier": versions[1 : EARLIER_SHOWN + 1]}
    return render(request, "portal/me/safety_plan.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def at_desk(request: StaffRequest, public_id: str) -> HttpResponse:
    """Written together with the person; whoever is called for words that cannot wait reads it."""
    person = record_to_read(request, public_id)
    versions = SafetyPlan.objects.of(person)
    form = SafetyPlanForm(request.POST or None, plan=versions.first())
    if request.method == "POST" and _written(form, person, request.user):
        messages.success(request, _("計画を書きました。"))
        return redirect("portal:desk_safety_plan", public_id)
    log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    context = {"form": form, "newest": versions.first(), "earlier": versions[1 : EARLIER_SHOWN + 1]}
    return render(
        request,
        "portal/desk/safety_plan.html",
        record_context(request, person, "desk_safety_plan") | context,
    )


def _written(form: SafetyPlanForm, participant: Participant, by: User) -> bool:
    if not form.is_valid():
        return False
    try:
        write_safety_plan(participant, form.cleaned_data, by=by)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
