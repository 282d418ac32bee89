"""Requests about a record that somebody told at the desk; the office answers them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import reads, workflow
from accounts.models import DataRequest, Participant
from accounts.perms import has_data_requests_to_answer
from foundation.moves import Refused
from portal.forms.data_requests import RecordForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404, records_open_to

ON_A_PAGE = 20


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: StaffRequest, public_id: str) -> HttpResponse:
    """Write down what was asked, and see what the office said. What people ask at /me/ goes to the office alone."""
    person = record_or_404(request, public_id)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _recorded(request, person, form):
        return redirect("portal:desk_requests", public_id)
    rows = DataRequest.objects.of(person).told_at_the_desk().select_related("recorded_by", "answered_by")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    workflow.log_access(person, by=request.user, what=reads.DATA_REQUEST)
    context = record_context(request, person, "desk_consents") | {
        "form": form,
        "page_obj": page,
        "answers": has_data_requests_to_answer(request.user),
    }
    return render(request, "portal/desk/requests.html", context)


def _recorded(request: StaffRequest, person: Participant, form: RecordForm) -> bool:
    try:
        workflow.ask_about_data(person, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("申し出を書きました。窓口の管理者に伝わります。"))
    return True


@desk_page
@require_POST
def withdraw(request: StaffRequest, public_id: str) -> HttpResponse:
    """The person takes it back, and the team writes it down."""
    rows = DataRequest.objects.filter(participant__in=records_open_to(request.user)).told_at_the_desk()
    row = get_object_or_404(rows.select_related("participant"), public_id=public_id)
    try:
        workflow.withdraw_data_request(row, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("取り下げを記録しました。"))
    return redirect("portal:desk_requests", row.participant.public_id)
