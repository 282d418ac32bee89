"""Who has the office's pages: managers of a municipality or a prefecture."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import perms as people
from accounts.models import Organisation, User
from accounts.models.organisations import OrganisationQuerySet
from foundation.digits import clean_text
from jobs.models import Opportunity
from jobs.models.opportunities import OpportunityQuerySet
from portal.places import one_of

View = Callable[..., HttpResponse]


def managers_only(view: View) -> View:
    """The page is for managers of a municipality or prefecture; for everybody else it does not exist."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not people.is_office_manager(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def answering_only(view: View) -> View:
    """The page is for managers of any desk, a commissioned body's too; for everybody else it does not exist."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not people.has_data_requests_to_answer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def own_offices(user: object) -> QuerySet[Organisation]:
    """The municipalities and prefectures that the user manages."""
    kinds = [Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE]
    return Organisation.objects.managed_by(user).filter(kind__in=kinds)


def overseen_companies(user: object) -> OrganisationQuerySet:
    """The companies that the user answers for; their own is not among them."""
    own = Organisation.objects.companies_of(user).values("pk")
    return Organisation.objects.overseen_by(user).exclude(pk__in=own)


def offers_to_review(user: object) -> OpportunityQuerySet:
    """What was handed in by companies that the user answers for; nobody reviews their own."""
    own = Organisation.objects.companies_of(user).values("pk")
    rows = Opportunity.objects.reviewed_by(user).exclude(state=Opportunity.State.DRAFT)
    return rows.exclude(company__in=own)


def office_here(request: HttpRequest) -> Organisation:
    """The office that the user chose, or their first one."""
    return one_of(request, own_offices(request.user))


def managed_body(request: HttpRequest) -> Organisation:
    """The desk that is named in the address or form, else the first that the user manages; 404 without one."""
    bodies = Organisation.objects.managed_by(request.user)
    if wanted := clean_text(request.GET.get("desk", "") or request.POST.get("desk", "")):
        return get_object_or_404(bodies, public_id=wanted[:30])
    first = bodies.first()
    if first is None:
        raise Http404
    return first


def page_of(current: str, **context: Any) -> dict[str, Any]:
    """What every page of the office shows: the tabs, with the current one marked."""
    tabs = {
        "office": _("確認待ち"),
        "office_companies": _("企業"),
        "office_projects": _("事業"),
        "office_colleagues": _("担当者と招待"),
        "office_duty": _("当番"),
        "office_hours": _("窓口の時間"),
        "office_requests": _("申し出"),
        "office_glass": _("理由を書いて開いた記録"),
    }
    links = [
        {"label": label, "url": reverse(f"portal:{name}"), "current": name == current}
        for name, label in tabs.items()
    ]
    return {"tabs": links, **context}


def request_page_of(user: User, **context: Any) -> dict[str, Any]:
    """The same for requests about records: a commissioned body's managers have this page of the office alone."""
    page = page_of("office_requests", **context)
    if not people.is_office_manager(user):
        page["tabs"] = [tab for tab in page["tabs"] if tab["current"]]
    return page
