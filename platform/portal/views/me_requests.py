"""What I ask about my record: to see it, to have it put right, to have its use stopped."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import workflow
from accounts.models import DataRequest, Participant
from foundation.moves import Refused
from portal.forms.data_requests import AskForm
from portal.views.me_guard import OwnRequest, for_participants

ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def requests(request: OwnRequest, participant: Participant) -> HttpResponse:
    """Ask, and see what became of it."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(request, participant, form):
        return redirect("portal:me_requests")
    rows = Paginator(DataRequest.objects.of(participant), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": rows, "today": timezone.localdate(), "desk": participant.desk}
    return render(request, "portal/me/requests.html", context)


def _asked(request: OwnRequest, participant: Participant, form: AskForm) -> bool:
    try:
        workflow.ask_about_data(participant, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("窓口に伝わりました。お返事は、このページで読めます。"))
    return True


@require_POST
@for_participants
def withdraw(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """It need not be answered; sent twice it is the same as once."""
    row = get_object_or_404(DataRequest.objects.of(participant), public_id=public_id)
    try:
        workflow.withdraw_data_request(row, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("取り下げました。いつでも、もう一度申し出られます。"))
    return redirect("portal:me_requests")
