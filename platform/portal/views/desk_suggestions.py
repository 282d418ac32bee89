"""Suggestions at the desk: three to five cards, and what keeps the others away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Participant, RecordAccess
from accounts.workflow import log_access
from foundation.digits import clean_text
from foundation.moves import Refused
from jobs.models import Opportunity
from jobs.workflow import applications
from matching import perms, workflow
from matching.models import Suggestion
from portal.forms.desk_matching import ProposeForm, SetAsideForm, body_for
from portal.views.desk_access import StaffRequest, desk_page, person_or_404, record_context

CHOICES_A_PAGE = 20


@desk_page
@require_http_methods(["GET", "HEAD"])
def suggestions(request: StaffRequest, public_id: str) -> HttpResponse:
    """What fits now, with reasons; what does not, with its conditions; what was set aside."""
    person = person_or_404(request, public_id)
    shown = workflow.show(person, by=request.user)
    log_access(person, by=request.user, what=RecordAccess.What.SUGGESTIONS)
    aside = Suggestion.objects.set_aside().filter(participant=person)
    context = record_context(request, person, "desk_suggestions") | {
        "shown": shown,
        "cards": [{"row": row, **_reasons(row)} for row in shown.suggestions],
        "aside": aside.select_related("opportunity__company", "answered_by"),
        "can_answer": perms.can_answer_suggestions(request.user, person),
    }
    return render(request, "portal/desk/suggestions.html", context)


def _reasons(row: Suggestion) -> dict[str, list[str]]:
    language = "en" if get_language() == "en" else "ja"
    return {
        key: [one[language] for one in row.reasons if one["direction"] == direction]
        for key, direction in (("speaks_for", "for"), ("speaks_against", "against"), ("to_ask", "unknown"))
    }


def _suggestion_or_404(request: StaffRequest, public_id: str) -> Suggestion:
    """A suggestion of somebody whom the user accompanies."""
    rows = Suggestion.objects.of_people_visible_to(request.user)
    row = get_object_or_404(
        rows.select_related("participant__desk", "opportunity__company", "opportunity__municipality"),
        public_id=public_id,
    )
    if not perms.can_answer_suggestions(request.user, row.participant):
        raise Http404
    return row


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: StaffRequest, public_id: str) -> HttpResponse:
    """Take a suggestion to the participant, in one's own words."""
    row = _suggestion_or_404(request, public_id)
    form = ProposeForm(request.POST if request.method == "POST" else None, opportunity=row.opportunity)
    if request.method == "POST" and form.is_valid():
        try:
            body = body_for(request.user, row.participant) or row.participant.desk
            application = workflow.propose(row, by=request.user, body=body, **form.about())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _proposed(request, application.public_id)
    context = {"suggestion": row, "work": row.opportunity, "form": form, **_reasons(row)}
    return _propose_page(request, row.participant, context)


def _proposed(request: StaffRequest, public_id: str) -> HttpResponse:
    messages.success(request, _("提案しました。会社には、まだ何も伝わっていません。"))
    return redirect("portal:desk_application", public_id)


def _propose_page(request: StaffRequest, person: Participant, context: dict[str, Any]) -> HttpResponse:
    log_access(person, by=request.user, what=RecordAccess.What.SUGGESTIONS)
    context = record_context(request, person, "desk_suggestions") | context
    return render(request, "portal/desk/propose.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: StaffRequest, public_id: str) -> HttpResponse:
    """Put a suggestion away, with a reason."""
    row = _suggestion_or_404(request, public_id)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.set_aside(row, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("候補から外しました。下の「外したもの」から戻せます。"))
            return redirect("portal:desk_suggestions", row.participant.public_id)
    log_access(row.participant, by=request.user, what=RecordAccess.What.SUGGESTIONS)
    context = record_context(request, row.participant, "desk_suggestions") | {
        "form": form,
        "work": row.opportunity,
    }
    return render(request, "portal/desk/set_aside.html", context)


@desk_page
@require_POST
def bring_back(request: StaffRequest, public_id: str) -> HttpResponse:
    """Undo setting aside."""
    row = _suggestion_or_404(request, public_id)
    try:
        workflow.bring_back(row, by=request.user)
        messages.success(request, _("候補に戻しました。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("portal:desk_suggestions", row.participant.public_id)


@desk_page
@require_http_methods(["GET", "HEAD"])
def choose(request: StaffRequest, public_id: str) -> HttpResponse:
    """Any published work: the support worker knows what the machine does not."""
    person = person_or_404(request, public_id)
    query = clean_text(request.GET.get("q", "")[:200], one_line=True)
    offers = Opportunity.objects.published().matching(query) if query else Opportunity.objects.published()
    offers = offers.select_related("company", "municipality").order_by("-published_at", "-pk")
    log_access(person, by=request.user, what=RecordAccess.What.SUGGESTIONS)
    context = record_context(request, person, "desk_suggestions") | {
        "query": query,
        "page_obj": Paginator(offers, CHOICES_A_PAGE).get_page(request.GET.get("page")),
        "can_answer": perms.can_answer_suggestions(request.user, person),
    }
    return render(request, "portal/desk/choose.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def propose_chosen(request: StaffRequest, public_id: str, work: str) -> HttpResponse:
    """Propose work that was chosen by hand."""
    person = person_or_404(request, public_id)
    if not perms.can_answer_suggestions(request.user, person):
        raise Http404
    offers = Opportunity.objects.published().select_related("company", "municipality")
    offer = get_object_or_404(offers, public_id=work)
    form = ProposeForm(request.POST if request.method == "POST" else None, opportunity=offer)
    if request.method == "POST" and form.is_valid():
        try:
            body = body_for(request.user, person) or person.desk
            application = applications.propose(offer, person, by=request.user, body=body, **form.about())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _proposed(request, application.public_id)
    return _propose_page(request, person, {"work": offer, "form": form})
