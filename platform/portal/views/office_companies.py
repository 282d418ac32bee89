"""The companies that an office answers for: approve them or say not this time; see what they offer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import workflow
from accounts.models import Membership, Organisation
from foundation.moves import Refused
from jobs.models import Opportunity
from portal.forms.office import TurnAwayForm
from portal.views.office_here import managers_only, office_here, overseen_companies, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 20
STATES = {
    "waiting": (gettext_lazy("承認待ち"), Q(approved_at__isnull=True, turned_away_at__isnull=True)),
    "approved": (gettext_lazy("承認した"), Q(approved_at__isnull=False)),
    "turned_away": (gettext_lazy("見送った"), Q(turned_away_at__isnull=False)),
}
SORTS = {"newest": ["-created_at", "-pk"], "name": ["kana", "name", "pk"]}


@managers_only
def companies(request: SignedInRequest) -> HttpResponse:
    """Every company in the municipality or prefecture, with what it offers."""
    rows = overseen_companies(request.user).companies_near(office_here(request))
    rows = rows.select_related("municipality")
    state, words = request.GET.get("state", ""), request.GET.get("q", "")[:200]
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    words = words.replace("\x00", "")
    if words.strip():
        rows = rows.filter(Q(name__icontains=words.strip()) | Q(kana__icontains=words.strip()))
    sort = request.GET.get("sort", "newest")
    rows = rows.order_by(*SORTS.get(sort, SORTS["newest"]))
    chips = [
        {"label": label, "url": "?" if state == key else f"?state={key}", "active": state == key}
        for key, (label, _condition) in STATES.items()
    ]
    context = {"rows": _page(rows, request), "chips": chips, "query": words, "state": state, "sort": sort}
    return render(request, "portal/office/companies.html", page_of("office_companies", **context))


def _page(rows: QuerySet[Organisation], request: SignedInRequest) -> Any:
    published = Count("opportunities", filter=Q(opportunities__state=Opportunity.State.PUBLISHED))
    return Paginator(rows.annotate(published=published), A_PAGE).get_page(request.GET.get("page"))


@managers_only
def company(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One company: approve or not this time; its profile, tasks, people, legal facts."""
    rows = overseen_companies(request.user)
    row = get_object_or_404(
        rows.select_related("municipality", "prefecture", "profile", "approved_by"), public_id=public_id
    )
    form = TurnAwayForm(request.POST if request.POST.get("do") == "turn_away" else None)
    if request.method == "POST" and _answered(request, row, form):
        return redirect("portal:office_company", public_id)
    tasks = Opportunity.objects.filter(company=row).exclude(state=Opportunity.State.DRAFT)
    members = Membership.objects.current().filter(organisation=row, role=Membership.Role.COMPANY)
    context = page_of(
        "office_companies",
        company=row,
        form=form,
        waits=not row.is_approved and row.turned_away_at is None,
        confirmed=Organisation.objects.awaiting_approval().filter(pk=row.pk).exists(),
        tasks=Paginator(tasks.order_by("-updated_at", "-pk"), A_PAGE).get_page(request.GET.get("page")),
        members=members.select_related("user"),
    )
    return render(request, "portal/office/company.html", context)


def _answered(request: SignedInRequest, row: Organisation, form: TurnAwayForm) -> bool:
    try:
        if request.POST.get("do") == "approve":
            workflow.approve_company(row, by=request.user)
            messages.success(request, _("承認しました。企業に伝わります。"))
            return True
        if not form.is_valid():
            return False
        workflow.turn_away_company(row, by=request.user, because=form.cleaned_data["because"])
    except Refused as refused:
        messages.error(request, str(refused))
        return True
    messages.success(request, _("今回は見送りと伝えました。"))
    return True
