"""A job experience at the desk: prepare, start, finish, ask both sides, follow up."""

from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import RecordAccess
from accounts.workflow import log_access
from foundation.moves import Refused
from jobs import perms
from jobs.models import Placement
from jobs.models.feedback import Side
from jobs.workflow import feedback, placements
from portal.forms.desk_matching import CommentForm, PrepareForm, SideForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, records_open_to, steps_taken

State = Placement.State


def _without_comment(verb: Callable[..., Placement]) -> Callable[..., Placement]:
    def act(placement: Placement, *, by: Any, comment: str) -> Placement:
        return verb(placement, by=by)

    return act


STEPS: dict[str, tuple[Callable[..., Placement], str, Any, Any]] = {
    "start": (
        _without_comment(placements.start),
        State.UNDER_WAY,
        gettext_lazy("始まった"),
        gettext_lazy("体験が始まったことを記録します。"),
    ),
    "complete": (
        _without_comment(placements.complete),
        State.COMPLETED,
        gettext_lazy("終わった"),
        gettext_lazy("体験が終わったことを記録します。そのあと、ふりかえりのリンクを渡せます。"),
    ),
    "end": (
        placements.end_here,
        State.ENDED_HERE,
        gettext_lazy("ここまでで終了"),
        gettext_lazy(
            "この体験を、もう続けないときに選びます。始まる前に取りやめるときも、こちらです。よくあることです。理由は書かなくてかまいません。"
        ),
    ),
    "not-held": (
        placements.did_not_take_place,
        State.DID_NOT_TAKE_PLACE,
        gettext_lazy("今回は行わなかった"),
        gettext_lazy(
            "約束の日に行わなかったときに選びます。席は、ほかの方のために空きます。またの機会に相談できます。"
        ),
    ),
    "follow-up": (
        placements.follow_up,
        State.FOLLOWED_UP,
        gettext_lazy("両方に様子を聞いた"),
        gettext_lazy("ご本人と会社の両方に、その後の様子を聞いたことを記録します。"),
    ),
}


def _placement_or_404(request: StaffRequest, public_id: str) -> Placement:
    rows = Placement.objects.filter(participant__in=records_open_to(request.user)).select_related(
        "participant__desk", "participant__municipality", "participant__wishes", "participant__user",
        "opportunity__company", "application__opportunity__company", "application__participant",
        "slot", "accompanied_by", "body", "project",
    )  # fmt: skip
    return get_object_or_404(rows, public_id=public_id)


def _is_team(request: StaffRequest, row: Placement) -> bool:
    return "supporter" in perms.placement_parts(request.user, row)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def placement(request: StaffRequest, public_id: str) -> HttpResponse:
    """The experience; what has to be written down before it starts is written right here."""
    row = _placement_or_404(request, public_id)
    team = _is_team(request, row)
    form = PrepareForm(request.POST if request.method == "POST" else None, placement=row)
    if request.method == "POST" and not team:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            placements.prepare(row, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("準備を書きました。"))
            return redirect("portal:desk_placement", public_id)
    log_access(row.participant, by=request.user, what=RecordAccess.What.RECORD)
    return render(request, "portal/desk/placement.html", _context(request, row, form, team=team))


def _context(request: StaffRequest, row: Placement, form: PrepareForm, *, team: bool) -> dict[str, Any]:
    ahead = placements.MOVES.next_states(row.state, {"supporter"} if team else set())
    return record_context(request, row.participant, "desk_work") | {
        "placement": row,
        "form": form if team and row.state in (State.AGREED, State.UNDER_WAY) else None,
        "steps": [{"name": name, "label": step[2]} for name, step in STEPS.items() if step[1] in ahead],
        "moves": steps_taken(row.moves.all(), State),
        "feedback": row.feedback.all(),
        "sides": Side.choices if team and row.state in feedback.OVER else [],
    }


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, public_id: str, name: str) -> HttpResponse:
    """One step of an experience, with what then happens."""
    row = _placement_or_404(request, public_id)
    if name not in STEPS or not _is_team(request, row):
        raise Http404
    verb, _after, label, words = STEPS[name]
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(row, by=request.user, comment=form.cleaned_data["comment"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("記録しました。"))
            return redirect("portal:desk_placement", public_id)
    log_access(row.participant, by=request.user, what=RecordAccess.What.RECORD)
    context = record_context(request, row.participant, "desk_work") | {
        "placement": row,
        "form": form,
        "label": label,
        "words": words,
        "with_comment": name in ("end", "not-held", "follow-up"),
    }
    return render(request, "portal/desk/placement_step.html", context)


@desk_page
@never_cache
@require_POST
def feedback_link(request: StaffRequest, public_id: str) -> HttpResponse:
    """A link for one side, as text and as QR code; it is shown this once."""
    row = _placement_or_404(request, public_id)
    form = SideForm(request.POST)
    if not _is_team(request, row) or not form.is_valid():
        raise Http404
    try:
        token = feedback.make_link(row, side=form.cleaned_data["side"], by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("portal:desk_placement", public_id)
    address = settings.SITE_URL + reverse("jobs:feedback", kwargs={"token": token})
    context = record_context(request, row.participant, "desk_work") | {
        "placement": row,
        "side": Side(form.cleaned_data["side"]).label,
        "address": address,
        "qr": segno.make(address, micro=False).svg_data_uri(scale=6, border=2),
    }
    return render(request, "portal/desk/feedback_link.html", context)
