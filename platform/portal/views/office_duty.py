"""The rota: managers say who is called when words cannot wait, week by week."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import perms as people
from accounts import workflow
from accounts.models import DutyShift, Organisation
from foundation.moves import Refused
from portal.forms.duty import DutyForm
from portal.rota import monday_of, week
from portal.views.office_here import managed_body, page_of
from portal.views.signed_in import SignedInRequest

FARTHEST = timedelta(days=366 * 5)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: SignedInRequest) -> HttpResponse:
    """One week as a table; a shift is added below it."""
    body, monday = managed_body(request), _monday(request)
    form = DutyForm(request.POST or None, organisation=body, initial=_next_free(monday))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            workflow.plan_duty(
                body,
                data["user"],
                starts_at=form.starts_at(),
                ends_at=form.ends_at(),
                order=data["order"],
                by=request.user,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("当番を書きました。"))
            return redirect(_address(body, monday_of(data["first_day"])))
    return render(request, "portal/office/duty.html", _shown(request, body, monday, form))


@require_POST
def duty_remove(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take a shift out; pressed twice nothing more happens."""
    body = managed_body(request)
    if not DutyShift.objects.filter(public_id=public_id).exists():
        return redirect(_address(body, _monday(request)))
    bodies = Organisation.objects.managed_by(request.user)
    shifts = DutyShift.objects.filter(organisation__in=bodies).select_related("organisation")
    shift = get_object_or_404(shifts, public_id=public_id)
    workflow.remove_duty(shift, by=request.user)
    messages.success(request, _("当番をひとつ消しました。"))
    return redirect(_address(shift.organisation, monday_of(timezone.localdate(shift.starts_at))))


@require_POST
def duty_copy(request: SignedInRequest) -> HttpResponse:
    """The week before once more."""
    body, monday = managed_body(request), _monday(request)
    made, left = workflow.copy_last_week(body, monday, by=request.user)
    said = _("前の週から、当番を{made}件写しました。").format(made=made)
    if left:
        said += _("重なるものなど{left}件は、写していません。").format(left=left)
    messages.success(request, said)
    return redirect(_address(body, monday))


def _monday(request: SignedInRequest) -> date:
    """The week that is asked for; what cannot be read is this week."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.GET.get("week", "") or request.POST.get("week", ""))
    except ValueError:
        return monday_of(today)
    return monday_of(day) if abs(day - today) < FARTHEST else monday_of(today)


def _next_free(monday: date) -> dict[str, date]:
    return {"first_day": max(monday, timezone.localdate())}


def _address(body: Organisation, monday: date) -> str:
    return f"{reverse('portal:office_duty')}?desk={body.public_id}&week={monday.isoformat()}"


def _shown(request: SignedInRequest, body: Organisation, monday: date, form: DutyForm) -> dict[str, Any]:
    bodies = list(Organisation.objects.managed_by(request.user))
    context: dict[str, Any] = {
        "body": body,
        "chips": [
            {"label": one.display_name, "url": _address(one, monday), "active": one == body} for one in bodies
        ]
        if len(bodies) > 1
        else [],
        "days": week(body, monday),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": _address(body, monday - timedelta(days=7)),
        "after": _address(body, monday + timedelta(days=7)),
        "on_duty": DutyShift.objects.now().filter(organisation=body).select_related("user").order_by("order"),
        "form": form,
    }
    if people.is_office_manager(request.user):
        return page_of("office_duty", **context)
    return context | {"tabs": []}
