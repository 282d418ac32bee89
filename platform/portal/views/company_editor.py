"""Writing a task: four questions to begin, then one page that can be left and resumed."""

from contextlib import suppress

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.formats import long_date
from foundation.moves import Refused
from foundation.public_ids import ALPHABET, LENGTH, new_public_id
from jobs import perms
from jobs.models import Opportunity
from jobs.workflow import opportunities
from municipalities.models import MinimumWage
from municipalities.wages import minimum_wage
from portal.forms.company_editor import TaskEditor
from portal.forms.company_task import BeginForm
from portal.views.company_here import company_here, members_only, page_of
from portal.views.signed_in import SignedInRequest


@members_only
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a draft. Sent twice, it is still one draft: the form carries its future id."""
    company = company_here(request)
    if not perms.can_offer_work(request.user, company):
        raise Http404
    form = BeginForm(request.POST or None, initial={"public_id": new_public_id()})
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data
        begun = Opportunity.objects.offered_by(request.user).filter(public_id=about["public_id"]).first()
        if begun is None:
            begun = Opportunity(company=company, municipality=company.municipality, **about)
            begun.face = Opportunity.meets_face_to_face(begun.place, begun.contact_level)
            begun.public_id = fresh_id(about["public_id"])
            with suppress(IntegrityError):  # the same form, sent twice at the same moment
                opportunities.begin(begun, by=request.user)
        return redirect("portal:company_task_edit", begun.public_id)
    return render(request, "portal/company/task_new.html", page_of("company", company=company, form=form))


def fresh_id(wanted: str) -> str:
    """The id that a form asked for, if it is one of ours and free; else another."""
    well_formed = len(wanted) == LENGTH and set(wanted) <= set(ALPHABET)
    taken = Opportunity.objects.filter(public_id=wanted).exists()
    return wanted if well_formed and not taken else new_public_id()


@members_only
def edit(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Everything of a task on one page; saved as a draft at any time, handed in when it is ready."""
    own = Opportunity.objects.offered_by(request.user).select_related("company", "municipality__prefecture")
    opportunity = get_object_or_404(own, public_id=public_id)
    if not perms.can_edit(request.user, opportunity):
        messages.info(request, _("いまは書きかえられません。書きかえるときは、下書きにもどしてください。"))
        return redirect("portal:company_task", public_id)
    editor = TaskEditor(opportunity, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        action = request.POST.get("do", "save")[:40]
        if editor.save(by=request.user, action=action):
            if action != "hand_in":
                messages.success(request, _("下書きを保存しました。"))
                return redirect(request.path + _anchor(action))
            if _handed_in(request, opportunity, editor):
                return redirect("portal:company_task", public_id)
    context = page_of(
        "company",
        opportunity=opportunity,
        editor=editor,
        dates=opportunity.slots.all(),
        wages=wages_of(opportunity),
    )
    return render(request, "portal/company/task_edit.html", context)


def _handed_in(request: SignedInRequest, opportunity: Opportunity, editor: TaskEditor) -> bool:
    try:
        opportunities.hand_in(opportunity, by=request.user)
    except opportunities.Blocked as blocked:
        editor.show_blocks(blocked.blocks)
    except Refused as refused:
        editor.form.add_error(None, str(refused))
    else:
        messages.success(request, _("確認に出しました。市町村の担当が見て、お返事します。"))
        return True
    return False


def _anchor(action: str) -> str:
    verb = action.partition("-")[0]
    return {"up": "#steps", "down": "#steps", "drop": "#steps", "more": "#steps"}.get(
        verb, "#dates" if verb in ("forget", "dates") else ""
    )


def wages_of(opportunity: Opportunity) -> list[str]:
    """Today's minimum wage where the task is done, and the rates that are known to come."""
    today = timezone.localdate()
    prefecture = opportunity.municipality.prefecture
    now = minimum_wage(prefecture.pk, today)
    coming = MinimumWage.objects.filter(prefecture=prefecture, effective_on__gt=today)
    lines = (
        [_("今日の{prefecture}の最低賃金：1時間{yen}円").format(prefecture=prefecture, yen=now.yen)]
        if now
        else []
    )
    return lines + [
        _("{day}から：1時間{yen}円").format(day=long_date(rate.effective_on), yen=rate.yen)
        for rate in coming.order_by("effective_on")
    ]
