"""Experiences at a company: when, where, which insurance; begin and finish with one button."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RecordAccess
from accounts.workflow import log_access
from foundation.moves import Refused
from jobs import perms
from jobs.disclosure import shown_to_company
from jobs.models import Placement
from jobs.workflow import placements as workflow
from portal.forms.company_answers import EndForm
from portal.views.company_here import company_here, members_only, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 20
State = Placement.State

VERBS: dict[str, tuple[Any, Callable[..., Any], bool]] = {
    State.UNDER_WAY: (gettext_lazy("始まりました"), workflow.start, False),
    State.COMPLETED: (gettext_lazy("終わりました"), workflow.complete, False),
    State.ENDED_HERE: (gettext_lazy("ここまでで終了にする"), workflow.end_here, True),
    State.DID_NOT_TAKE_PLACE: (gettext_lazy("今回は行わなかった"), workflow.did_not_take_place, True),
}
"""State afterwards: the words on the button, the verb, whether a word for the staff can be added."""

ENDINGS = {
    State.ENDED_HERE: gettext_lazy("「ここまでで終了」は、この体験をもう続けないときです。"),
    State.DID_NOT_TAKE_PLACE: gettext_lazy(
        "「今回は行わなかった」は、約束の日に行わなかったときです。またの機会に相談できます。"
    ),
}
"""What tells the two endings apart, said where one of them is chosen."""

WHEN = {
    "coming": (gettext_lazy("これから・進んでいる"), (State.AGREED, State.UNDER_WAY)),
    "over": (
        gettext_lazy("終わった"),
        (State.COMPLETED, State.ENDED_HERE, State.DID_NOT_TAKE_PLACE, State.FOLLOWED_UP),
    ),
}


def _own(request: SignedInRequest) -> QuerySet[Placement]:
    rows = Placement.objects.of_company_of(request.user)
    return rows.select_related("opportunity__company", "slot", "application__consent", "body")


@members_only
def placements(request: SignedInRequest) -> HttpResponse:
    """Every experience at the company, by date."""
    company = company_here(request)
    rows = _own(request).filter(opportunity__company=company)
    when, words = request.GET.get("when", ""), request.GET.get("q", "")[:200]
    if when in WHEN:
        rows = rows.filter(state__in=WHEN[when][1])
    if words.strip():
        rows = rows.filter(opportunity__title__icontains=words.strip().replace("\x00", ""))
    oldest = request.GET.get("sort") == "oldest"
    rows = rows.order_by("starts_on", "pk") if oldest else rows.order_by("-starts_on", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    chips = [
        {"label": label, "url": "?" if when == key else f"?when={key}", "active": when == key}
        for key, (label, _states) in WHEN.items()
    ]
    context = {
        "company": company,
        "rows": page,
        "chips": chips,
        "query": words,
        "when": when,
        "oldest": oldest,
    }
    return render(request, "portal/company/placements.html", page_of("company_placements", **context))


@members_only
def placement(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One experience; the agreed lines stand here while the consent holds."""
    row = get_object_or_404(_own(request).select_related("participant"), public_id=public_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        after = request.POST.get("after", "")
        if after not in VERBS:
            raise Http404
        try:
            _go(row, after, by=request.user, comment=form.cleaned_data["comment"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("記録しました。ありがとうございます。"))
            return redirect("portal:company_placement", public_id)
    return render(request, "portal/company/placement.html", _context(request, row, form))


def _go(row: Placement, after: str, *, by: Any, comment: str) -> None:
    _label, verb, with_comment = VERBS[after]
    verb(row, by=by, **({"comment": comment} if with_comment else {}))


def _context(request: SignedInRequest, row: Placement, form: EndForm) -> dict[str, Any]:
    lines = shown_to_company(row.application)
    if lines:
        company = row.opportunity.company
        log_access(row.participant, by=request.user, what=RecordAccess.What.INTRODUCTION, at=company)
    parts = perms.placement_parts(request.user, row) & {"company"}
    possible = [after for after in workflow.MOVES.next_states(row.state, parts) if after in VERBS]
    labels = dict(State.choices)
    moves = row.moves.order_by("-at", "-pk")
    return page_of(
        "company_placements",
        placement=row,
        opportunity=row.opportunity,
        lines=lines,
        bases=row.body.legal_bases.valid_on(timezone.localdate()),
        plain=[(after, VERBS[after][0]) for after in possible if not VERBS[after][2]],
        endings=[(after, VERBS[after][0]) for after in possible if VERBS[after][2]],
        which_ending=[words for after, words in ENDINGS.items() if after in possible],
        form=form,
        history=[{"at": move.at, "title": labels.get(move.after, move.after)} for move in moves],
    )
