"""`/office/`: the reviewer's queue: offers that were handed in, companies, what people ask."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import BreakGlass, DataRequest, Organisation
from jobs.models import Opportunity, OpportunityMove
from portal.views.office_here import managers_only, offers_to_review, office_here, overseen_companies, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 20
COMPANIES_SHOWN = 10
REQUESTS_SHOWN = 3


@managers_only
def home(request: SignedInRequest) -> HttpResponse:
    """What waits, the oldest first; whether it is new or comes back."""
    before = OpportunityMove.objects.filter(opportunity=OuterRef("pk"))
    office = office_here(request)
    near = Organisation.objects.companies_near(office)
    rows = offers_to_review(request.user).awaiting_review().filter(company__in=near.values("pk"))
    rows = rows.select_related("company", "municipality")
    rows = rows.annotate(
        was_returned=Exists(before.filter(after=Opportunity.State.RETURNED)),
        was_published=Exists(before.filter(after=Opportunity.State.PUBLISHED)),
    )
    words, newest = request.GET.get("q", ""), request.GET.get("sort") == "newest"
    rows = rows.matching(words)
    if newest:
        rows = rows.order_by("-handed_in_at", "-pk")
    companies = overseen_companies(request.user).companies_near(office).awaiting_approval()
    companies = companies.select_related("municipality").order_by("created_at", "pk")
    asked = DataRequest.objects.answered_by_office_of(request.user).open().select_related("participant")
    context = page_of(
        "office",
        office=office,
        rows=Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        companies=list(companies[:COMPANIES_SHOWN]),
        companies_count=companies.count(),
        glass_count=BreakGlass.objects.reviewed_by_office_of(request.user).awaiting_review().count(),
        requests=list(asked.soonest_first()[:REQUESTS_SHOWN]),
        requests_count=asked.count(),
        query=words,
        newest=newest,
    )
    return render(request, "portal/office/home.html", context)
