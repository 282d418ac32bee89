"""What an office reads about itself: its projects and its legal bases. The admin changes them."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.models import LegalBasis, MenuItem, Project
from portal.views.office_here import managers_only, office_here, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 30


def _own_projects(request: SignedInRequest) -> QuerySet[Project]:
    return Project.objects.of_organisation(office_here(request)).select_related(
        "lead__municipality", "lead__prefecture"
    )


@managers_only
def projects(request: SignedInRequest) -> HttpResponse:
    """The projects that the office leads or takes part in, and its bases for introducing people."""
    rows = _own_projects(request)
    bases = LegalBasis.objects.filter(organisation=office_here(request)).select_related(
        "organisation__municipality", "organisation__prefecture"
    )
    today = timezone.localdate()
    context = page_of(
        "office_projects",
        rows=Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        bases=bases.order_by("organisation", "-starts_on"),
        valid=set(bases.valid_on(today).values_list("pk", flat=True)),
        today=today,
    )
    return render(request, "portal/office/projects.html", context)


@managers_only
def project(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One project: who leads it, with whom, from when to when, what it does, who pays."""
    row = get_object_or_404(
        _own_projects(request).prefetch_related("partners__municipality", "partners__prefecture"),
        public_id=public_id,
    )
    menu = [str(MenuItem(item).label) for item in row.menu_items]
    return render(request, "portal/office/project.html", page_of("office_projects", project=row, menu=menu))
