"""`/office/requests/`: what people ask about their records, by the day on which it has to be answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import reads, workflow
from accounts.disclosure import copy_of, lines_to_read
from accounts.models import CopyHandedOver, DataRequest, RecordAccess
from accounts.workflow.data_requests import may_be_copied
from foundation.moves import Refused
from portal.forms.data_requests import CopyForm, DecisionForm, ExtendForm
from portal.views import copies
from portal.views.office_here import answering_only, request_page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 20
State = DataRequest.State
SHOWN = {
    "open": (gettext_lazy("これから答えるもの"), DataRequest.OPEN),
    "answered": (gettext_lazy("答えたもの"), (State.ANSWERED, State.DECLINED)),
    "withdrawn": (gettext_lazy("取り下げられたもの"), (State.WITHDRAWN,)),
}


@answering_only
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """Those to answer first, the soonest day first; the others by a chip."""
    shown = request.GET.get("state", "open")
    shown = shown if shown in SHOWN else "open"
    kind = request.GET.get("kind", "")
    rows = DataRequest.objects.answered_by_office_of(request.user).filter(state__in=SHOWN[shown][1])
    if kind in DataRequest.Kind.values:
        rows = rows.filter(kind=kind)
    rows = rows.soonest_first() if shown == "open" else rows.order_by("-asked_on", "-pk")
    chips = [
        {"label": label, "url": f"?state={key}", "active": key == shown}
        for key, (label, _of) in SHOWN.items()
    ]
    page = Paginator(rows.select_related("participant__desk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": page, "chips": chips, "shown": shown, "kind": kind, "kinds": DataRequest.Kind.choices}
    return render(request, "portal/office/requests.html", _page(request, **context))


@answering_only
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What is asked, what was done, and the answer."""
    row = _row_or_404(request, public_id)
    do = request.POST.get("do", "")
    decision = DecisionForm(request.POST if do in _DECIDE else None)
    longer = ExtendForm(request.POST if do == "extend" else None, initial={"until": row.longest})
    if request.method == "POST":
        if do in _DECIDE and decision.is_valid() and _decided(request, row, do, decision):
            return redirect("portal:office_request", public_id)
        if do == "extend" and longer.is_valid() and _extended(request, row, longer):
            return redirect("portal:office_request", public_id)
    workflow.log_access(row.participant, by=request.user, what=reads.DATA_REQUEST)
    context = {
        "row": row,
        "decision": decision,
        "longer": longer,
        "may_extend": row.state == State.ASKED,
        "may_copy": may_be_copied(row),
        "copies": row.copies.select_related("by"),
        "history": _history(row),
        "today": timezone.localdate(),
    }
    return render(request, "portal/office/request.html", _page(request, **context))


_DECIDE: dict[str, Callable[..., DataRequest]] = {
    "answer": workflow.answer_data_request,
    "decline": workflow.decline_data_request,
}


def _decided(request: SignedInRequest, row: DataRequest, do: str, form: DecisionForm) -> bool:
    try:
        _DECIDE[do](row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("お返事を記録しました。ご本人か、支援チームに伝わります。"))
    return True


def _extended(request: SignedInRequest, row: DataRequest, form: ExtendForm) -> bool:
    try:
        workflow.extend_data_request(row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("期限を延ばしました。ご本人か、支援チームに伝わります。"))
    return True


def _history(row: DataRequest) -> list[dict[str, Any]]:
    """The moves and the copies, newest first."""
    moves = [
        {"at": move.at, "title": State(move.after).label, "text": move.comment, "by": move.by}
        for move in row.moves.select_related("by")
    ]
    handed = [
        {"at": copy.at, "title": copy.get_form_display(), "text": _held_words(copy), "by": copy.by}
        for copy in row.copies.select_related("by")
    ]
    return sorted(moves + handed, key=lambda entry: entry["at"], reverse=True)


def _held_words(copy: CopyHandedOver) -> str:
    if not copy.held_back:
        return _("すべての行をお渡ししました。")
    lines = "\n".join(f"・{line['label']} {line['value']}" for line in copy.held_back)
    return _("お渡ししていない行：") + f"\n{lines}\n" + _("理由：") + copy.because


@answering_only
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Read what others wrote, line by line, choose what leaves, and take the file; it is kept nowhere."""
    row = _row_or_404(request, public_id)
    if not may_be_copied(row):
        return redirect("portal:office_request", public_id)
    lines = lines_to_read(row)
    typed = request.POST if request.method == "POST" else None
    form = CopyForm(typed, lines=lines, give=request.POST.getlist("give"))
    if request.method == "POST" and form.is_valid() and _handed_over(request, row, form):
        chosen = copy_of(row, lines, form.give)
        return copies.data(chosen) if _as(request) == CopyHandedOver.Form.DATA else copies.paper(chosen)
    workflow.log_access(row.participant, by=request.user, what=RecordAccess.What.NOTES)
    return render(request, "portal/office/request_copy.html", _page(request, row=row, form=form))


def _as(request: SignedInRequest) -> str:
    data = CopyHandedOver.Form.DATA
    return data if request.POST.get("do") == data else CopyHandedOver.Form.PAPER


def _handed_over(request: SignedInRequest, row: DataRequest, form: CopyForm) -> bool:
    try:
        with transaction.atomic():
            workflow.hand_over_copy(
                row,
                form=_as(request),
                held_back=form.held_back,
                because=form.cleaned_data["because"],
                by=request.user,
            )
            workflow.log_access(row.participant, by=request.user, what=RecordAccess.What.EXPORT)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _row_or_404(request: SignedInRequest, public_id: str) -> DataRequest:
    rows = DataRequest.objects.answered_by_office_of(request.user)
    return get_object_or_404(
        rows.select_related("participant__desk", "participant__user", "recorded_by", "answered_by"),
        public_id=public_id,
    )


def _page(request: SignedInRequest, **context: Any) -> dict[str, Any]:
    return request_page_of(request.user, **context)
