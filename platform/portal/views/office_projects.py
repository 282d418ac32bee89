"""What an office reads about itself: its people, its projects and its legal bases. The admin changes them."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.models import LegalBasis, Membership, MenuItem, Project
from portal.views.office_here import managers_only, own_offices, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 30
SORTS = {"name": ["user__name", "pk"], "newest": ["-starts_on", "-pk"]}


@managers_only
def people(request: SignedInRequest) -> HttpResponse:
    """Who works for the user's office today, and as what."""
    rows = Membership.objects.current().filter(organisation__in=own_offices(request.user))
    rows = rows.select_related("user", "organisation", "project")
    words, role = request.GET.get("q", "")[:200].replace("\x00", ""), request.GET.get("role", "")
    if words.strip():
        rows = rows.filter(Q(user__name__icontains=words.strip()) | Q(user__email__icontains=words.strip()))
    if role in Membership.Role.values:
        rows = rows.filter(role=role)
    sort = request.GET.get("sort", "name")
    rows = rows.order_by(*SORTS.get(sort, SORTS["name"]))
    roles = [choice for choice in Membership.Role.choices if choice[0] != Membership.Role.COMPANY]
    chips = [
        {"label": label, "url": "?" if role == value else f"?role={value}", "active": role == value}
        for value, label in roles
    ]
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": page, "chips": chips, "query": words, "role": role, "sort": sort}
    return render(request, "portal/office/people.html", page_of("office_people", **context))


def _own_projects(request: SignedInRequest) -> QuerySet[Project]:
    offices = own_offices(request.user).values("pk")
    rows = Project.objects.filter(Q(lead__in=offices) | Q(partners__in=offices)).distinct()
    return rows.select_related("lead")


@managers_only
def projects(request: SignedInRequest) -> HttpResponse:
    """The projects that the office leads or takes part in, and its bases for introducing people."""
    rows = _own_projects(request)
    bases = LegalBasis.objects.filter(organisation__in=own_offices(request.user)).select_related(
        "organisation"
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
    row = get_object_or_404(_own_projects(request).prefetch_related("partners"), public_id=public_id)
    menu = [str(MenuItem(item).label) for item in row.menu_items]
    return render(request, "portal/office/project.html", page_of("office_projects", project=row, menu=menu))
