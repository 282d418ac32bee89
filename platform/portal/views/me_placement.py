"""A placement as its participant sees it: when, where, with whom, how to stop, how it was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Participant
from foundation.moves import Refused
from jobs.forms import FeedbackForm
from jobs.models import Feedback, Placement
from jobs.models.feedback import Side
from jobs.workflow import feedback, placements
from portal.me import coming
from portal.me.people import name_of, team_of
from portal.views.me_guard import OwnRequest, for_participants

CAN_END = (Placement.State.AGREED, Placement.State.UNDER_WAY)


def _own(participant: Participant, public_id: str) -> Placement:
    rows = Placement.objects.filter(participant=participant).select_related(
        "application", "opportunity__company", "slot", "accompanied_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def placement(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """All that one wants to know before; after it, three small questions that may stay open."""
    row = _own(participant, public_id)
    given = Feedback.objects.filter(placement=row, side=Side.PARTICIPANT).first()
    form = FeedbackForm(side=Side.PARTICIPANT, initial=_initial(given))
    if request.method == "POST":
        form = FeedbackForm(request.POST, side=Side.PARTICIPANT)
        if form.is_valid():
            try:
                feedback.answer(row, side=Side.PARTICIPANT, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(refusal.field, str(refusal))
            else:
                messages.success(request, _("ありがとうございます。受けとりました。"))
                return redirect("portal:my_placement", public_id=row.public_id)
    context = {
        "placement": row,
        "opportunity": row.opportunity,
        "when": coming.when(row),
        "company_name": row.opportunity.company.name,
        "along": name_of(row.accompanied_by.name) if row.accompanied_by else "",
        "can_end": row.state in CAN_END,
        "is_over": row.state in feedback.OVER,
        "form": form,
        "given": given,
        "team": team_of(participant),
    }
    return render(request, "portal/me/placement.html", context)


def _initial(given: Feedback | None) -> dict[str, str]:
    if given is None:
        return {}
    return {"again": given.again, "went_well": given.went_well, "was_hard": given.was_hard}


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def end(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """「ここまでにする」: asked once more, then it ends, without a reason."""
    row = _own(participant, public_id)
    if row.state not in CAN_END:
        return redirect("portal:my_placement", public_id=row.public_id)
    if request.method == "POST":
        try:
            placements.end_here(row, by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request, _("ここまでで終了しました。会社と支援の担当の人に、終わったことだけを伝えます。")
            )
        return redirect("portal:my_placement", public_id=row.public_id)
    return render(request, "portal/me/placement_end.html", {"placement": row, "when": coming.when(row)})
