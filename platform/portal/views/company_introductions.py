"""Introductions to a company: the agreed lines and nothing else, and two answers of one size."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, RecordAccess
from accounts.workflow import log_access
from foundation.moves import Refused
from jobs import perms
from jobs.disclosure import shown_to_company
from jobs.models import Application
from jobs.workflow import applications
from portal.forms.company_answers import AgreeForm, DeclineForm
from portal.views.company_here import company_here, members_only, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 20
State = Application.State


def _seen_by(request: SignedInRequest) -> QuerySet[Application]:
    rows = Application.objects.of_company_of(request.user)
    return rows.select_related("opportunity__company", "slot", "consent", "body")


@members_only
def introductions(request: SignedInRequest) -> HttpResponse:
    """Who was introduced to the company; waiting ones first. No names here."""
    company = company_here(request)
    rows = (
        _seen_by(request)
        .filter(opportunity__company=company)
        .select_related("placement", "body__municipality", "body__prefecture")
    )
    state, words = request.GET.get("state", ""), request.GET.get("q", "")[:200]
    if state in Application.SEEN_BY_COMPANY:
        rows = rows.filter(state=state)
    if words.strip():
        rows = rows.filter(opportunity__title__icontains=words.strip().replace("\x00", ""))
    newest = request.GET.get("sort") == "newest"
    rows = rows.order_by("-changed_at", "-pk") if newest else rows.order_by("-state", "changed_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    chips = [
        {"label": label, "url": "?" if state == value else f"?state={value}", "active": state == value}
        for value, label in ((State.INTRODUCED, _("返事を待っている")), (State.AGREED, _("決まった")))
    ]
    context = {
        "company": company,
        "rows": page,
        "chips": chips,
        "query": words,
        "state": state,
        "newest": newest,
    }
    return render(request, "portal/company/applications.html", page_of("company_applications", **context))


@members_only
def introduction(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One introduction: what the person agreed to show; agree, or not this time."""
    if request.method == "POST" and _was_declined(request, public_id):
        messages.info(request, _("「今回は見送り」と、もう伝わっています。"))
        return redirect("portal:company_applications")
    application = get_object_or_404(_seen_by(request).select_related("participant"), public_id=public_id)
    agree = AgreeForm(_typed(request, "agree"), slot=application.slot)
    decline = DeclineForm(_typed(request, "decline"))
    if request.method == "POST":
        answered = _answer(request, application, agree, decline)
        if answered is not None:
            return answered
    company = application.opportunity.company
    log_access(application.participant, by=request.user, what=RecordAccess.What.INTRODUCTION, at=company)
    parts = perms.application_parts(request.user, application) & {"company"}
    context = page_of(
        "company_applications",
        application=application,
        opportunity=application.opportunity,
        lines=shown_to_company(application),
        bases=application.body.legal_bases.valid_on(timezone.localdate()),
        can_answer=bool(applications.MOVES.next_states(application.state, parts)),
        agree=agree,
        decline=decline,
        placement=getattr(application, "placement", None),
    )
    return render(request, "portal/company/application.html", context)


def _was_declined(request: SignedInRequest, public_id: str) -> bool:
    """A no that was sent twice: the introduction is out of sight already, and all is well."""
    company = Organisation.objects.companies_of(request.user)
    mine = Application.objects.filter(
        public_id=public_id, state=State.DECLINED, opportunity__company__in=company
    )
    return mine.filter(moves__by=request.user, moves__before=State.INTRODUCED).exists()


def _typed(request: SignedInRequest, answer: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("answer") == answer else None


def _answer(
    request: SignedInRequest, application: Application, agree: AgreeForm, decline: DeclineForm
) -> HttpResponse | None:
    form: AgreeForm | DeclineForm = agree if agree.is_bound else decline
    if not form.is_valid():
        return None
    try:
        if form is agree:
            placement = applications.agree(application, by=request.user, **form.cleaned_data)
            messages.success(request, _("体験が決まりました。支援員と本人に伝わります。"))
            return redirect("portal:company_placement", placement.public_id)
        applications.decline(application, by=request.user, **form.cleaned_data)
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, str(refused))
        return None
    messages.success(request, _("「今回は見送り」と伝えました。見送りも、大切なお返事です。"))
    return redirect("portal:company_applications")
