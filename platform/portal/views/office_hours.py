"""When somebody reads what people write: the week, and days that are not as usual."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import perms as people
from accounts.models import Organisation
from foundation.moves import Refused
from portal.forms.talks import DayForm, HoursForm
from portal.talks import week_of
from portal.views.office_here import managed_body, page_of
from portal.views.signed_in import SignedInRequest
from realtime import workflow
from realtime.models import DeskDay, DeskHours


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: SignedInRequest) -> HttpResponse:
    """The week of one desk; a stretch or a day is added below it."""
    body = managed_body(request)
    is_day = "day" in request.POST
    forms: dict[str, Any] = {
        "week_form": HoursForm(request.POST if request.POST and not is_day else None),
        "day_form": DayForm(request.POST if is_day else None),
    }
    form = forms["day_form" if is_day else "week_form"]
    if request.method == "POST" and form.is_valid():
        add = workflow.add_day if is_day else workflow.add_hours
        try:
            add(body, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("書きました。"))
            return redirect(_address(body))
    return render(request, "portal/office/hours.html", _shown(request, body) | forms)


@require_POST
def hours_remove(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take a stretch of the week out; pressed twice nothing more happens."""
    return _remove(request, DeskHours.objects.all(), public_id, workflow.remove_hours)


@require_POST
def day_remove(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The day is as usual again."""
    return _remove(request, DeskDay.objects.all(), public_id, workflow.remove_day)


def _remove(
    request: SignedInRequest, rows: QuerySet[Any], public_id: str, verb: Callable[..., None]
) -> HttpResponse:
    body = managed_body(request)
    if not rows.filter(public_id=public_id).exists():
        return redirect(_address(body))
    managed = Organisation.objects.managed_by(request.user)
    row = get_object_or_404(rows.filter(desk__in=managed).select_related("desk"), public_id=public_id)
    verb(row, by=request.user)
    messages.success(request, _("消しました。"))
    return redirect(_address(row.desk))


def _address(body: Organisation) -> str:
    return f"{reverse('portal:office_hours')}?desk={body.public_id}"


def _shown(request: SignedInRequest, body: Organisation) -> dict[str, Any]:
    bodies = list(Organisation.objects.managed_by(request.user))
    chips = [{"label": one.display_name, "url": _address(one), "active": one == body} for one in bodies]
    page = page_of("office_hours") if people.is_office_manager(request.user) else {}
    return page | {
        "body": body,
        "chips": chips if len(bodies) > 1 else [],
        "week": week_of(body),
        "days": DeskDay.objects.filter(desk=body, day__gte=timezone.localdate()),
    }
