"""The page of one task: how it reads, where it stands, what can be done with it now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from foundation.moves import Refused
from foundation.public_ids import new_public_id
from jobs import perms, snapshots
from jobs.models import Application, Opportunity
from jobs.workflow import opportunities
from portal.forms.company_editor import chosen_dates, latest_comments, say_at_their_rows
from portal.forms.company_parts import DateFormSet
from portal.offers import offer_facts
from portal.views.company_editor import fresh_id
from portal.views.company_here import members_only, page_of
from portal.views.signed_in import SignedInRequest

State = Opportunity.State

VERBS: dict[str, tuple[Any, Callable[..., Any], Any]] = {
    "hand_in": (
        gettext_lazy("確認に出す"),
        opportunities.hand_in,
        gettext_lazy("確認に出しました。市町村の担当が見て、お返事します。"),
    ),
    "take_back": (
        gettext_lazy("下書きにもどして書きかえる"),
        opportunities.take_back,
        gettext_lazy("下書きにもどしました。"),
    ),
    "pause": (
        gettext_lazy("いったんお休みにする"),
        opportunities.pause,
        gettext_lazy("お休みにしました。決まっている体験は、そのまま続きます。"),
    ),
    "resume": (gettext_lazy("公開を再開する"), opportunities.resume, gettext_lazy("公開を再開しました。")),
    "close": (
        gettext_lazy("この仕事を終わりにする"),
        opportunities.close,
        gettext_lazy("終わりにしました。決まっている体験は、そのまま続きます。"),
    ),
}
"""What the company can do: the words on the button, the verb, what is said afterwards."""


def own_task(request: SignedInRequest, public_id: str) -> Opportunity:
    """A task of a company where the user works."""
    own = Opportunity.objects.offered_by(request.user)
    own = own.select_related("company__profile", "municipality__prefecture")
    return get_object_or_404(own, public_id=public_id)


@members_only
def task(request: SignedInRequest, public_id: str) -> HttpResponse:
    """How readers will see it, its state and history, and the buttons that are possible now."""
    return _show(request, own_task(request, public_id))


def _show(request: SignedInRequest, opportunity: Opportunity, **more: Any) -> HttpResponse:
    comments = latest_comments(opportunity)
    context = page_of(
        "company",
        opportunity=opportunity,
        facts=offer_facts(opportunity),
        steps=opportunity.steps.all(),
        dates=opportunity.slots.all(),
        history=_history(opportunity),
        general=comments.pop("", []),
        comments=[(name, snapshots.label_of(name), texts) for name, texts in comments.items()],
        can_edit=perms.can_edit(request.user, opportunity),
        verbs=[(name, VERBS[name][0]) for name in _possible(request, opportunity)],
        stopped_by_reviewer=opportunity.state == State.PAUSED
        and not perms.can_resume(request.user, opportunity),
        copy_id=new_public_id(),
    )
    return render(request, "portal/company/task.html", context | more)


def _possible(request: SignedInRequest, opportunity: Opportunity) -> list[str]:
    parts = perms.opportunity_parts(request.user, opportunity) & {"company"}
    found = []
    for after in opportunities.MOVES.next_states(opportunity.state, parts):
        if after == State.PUBLISHED and not perms.can_resume(request.user, opportunity):
            continue
        found.append(_verb_to(after))
    return found


def _verb_to(after: str) -> str:
    return {
        State.IN_REVIEW: "hand_in",
        State.DRAFT: "take_back",
        State.PAUSED: "pause",
        State.PUBLISHED: "resume",
        State.CLOSED: "close",
    }[State(after)]


def _history(opportunity: Opportunity) -> list[dict[str, Any]]:
    labels = dict(State.choices)
    moves = opportunity.moves.select_related("by").defer("snapshot").order_by("-at", "-pk")
    return [
        {"at": move.at, "title": labels.get(move.after, move.after), "text": move.comment, "by": move.by}
        for move in moves
    ]


@members_only
@require_POST
def move(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One of the buttons; what is no longer possible is told on the page."""
    opportunity = own_task(request, public_id)
    name = request.POST.get("do", "")
    if name not in VERBS:
        raise Http404
    _label, verb, done = VERBS[name]
    try:
        verb(opportunity, by=request.user)
    except opportunities.Blocked as blocked:
        return _show(request, opportunity, blocks=_with_addresses(opportunity, blocked))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    if name == "take_back":
        return redirect("portal:company_task_edit", public_id)
    return redirect("portal:company_task", public_id)


def _with_addresses(opportunity: Opportunity, blocked: opportunities.Blocked) -> list[dict[str, str]]:
    editor = reverse("portal:company_task_edit", args=[opportunity.public_id])
    return [
        {
            "label": snapshots.label_of(block.field),
            "sentence": block.sentence,
            "url": f"{editor}#{_anchor(block)}",
        }
        for block in blocked.blocks
    ]


def _anchor(block: Any) -> str:
    if block.field in ("slots", "steps"):
        return {"slots": "dates", "steps": "steps"}[block.field]
    return f"id_checklist_{block.part}" if block.part else f"id_{block.field}"


@members_only
def dates(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Dates to choose from: add several at once, take away what nobody has chosen; also while published."""
    opportunity = own_task(request, public_id)
    if opportunity.state == State.CLOSED or not perms.can_offer_work(request.user, opportunity.company):
        raise Http404
    rows = DateFormSet(request.POST or None, prefix="dates")
    if request.method == "POST":
        forget = request.POST.get("forget", "")
        if forget:
            _forget(request, opportunity, forget)
            return redirect(request.path)
        if rows.is_valid() and _added(request, rows, opportunity):
            messages.success(request, _("日時を追加しました。"))
            return redirect(request.path)
    context = page_of("company", opportunity=opportunity, rows=rows, dates=_with_chosen(request, opportunity))
    return render(request, "portal/company/task_dates.html", context)


def _with_chosen(request: SignedInRequest, opportunity: Opportunity) -> Any:
    """The dates with what the company knows of: nobody who was not introduced to it."""
    introduced = Application.objects.of_company_of(request.user)
    return opportunity.slots.prefetch_related(Prefetch("applications", introduced), "placements")


def _added(request: SignedInRequest, rows: Any, opportunity: Opportunity) -> bool:
    dates = chosen_dates(rows, opportunity)
    try:
        opportunities.add_slots(opportunity, [slot for _row, slot in dates], by=request.user)
    except opportunities.DatesRefused as refused:
        say_at_their_rows(dates, refused)
        return False
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


def _forget(request: SignedInRequest, opportunity: Opportunity, public_id: str) -> None:
    slot = get_object_or_404(opportunity.slots, public_id=public_id[:20])
    try:
        opportunities.remove_slot(slot, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    except IntegrityError:  # chosen by somebody at this very moment
        messages.error(request, _("この日時は、いま選ばれたところです。"))
    else:
        messages.success(request, _("日時を消しました。"))


@members_only
@require_POST
def copy(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The same words as a new draft. Sent twice, it is still one draft."""
    opportunity = own_task(request, public_id)
    wanted = request.POST.get("public_id", "")[:20]
    made = Opportunity.objects.offered_by(request.user).filter(public_id=wanted).first()
    if made is None:
        try:
            made = opportunities.copy(opportunity, by=request.user, public_id=fresh_id(wanted))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("portal:company_task", public_id)
    return redirect("portal:company_task_edit", made.public_id)
