"""Whose company pages are open: a person may work for two companies and sees one at a time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import perms as people
from accounts.models import Organisation
from portal.places import one_of

View = Callable[..., HttpResponse]


def members_only(view: View) -> View:
    """The page is for people of a company; for everybody else it does not exist."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not people.is_company_member(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def own_companies(request: HttpRequest) -> QuerySet[Organisation]:
    """Every company where the user works."""
    return Organisation.objects.companies_of(request.user).select_related(
        "municipality__prefecture", "profile"
    )


def company_here(request: HttpRequest) -> Organisation:
    """The company that the user chose, or their first one."""
    return one_of(request, own_companies(request))


def page_of(current: str, **context: Any) -> dict[str, Any]:
    """What every page of a company shows: the tabs, with the current one marked."""
    tabs = {
        "company": _("ホーム"),
        "company_applications": _("紹介"),
        "company_placements": _("体験"),
        "company_profile": _("会社の紹介"),
        "company_colleagues": _("いっしょに使う人"),
    }
    links = [
        {"label": label, "url": reverse(f"portal:{name}"), "current": name == current}
        for name, label in tabs.items()
    ]
    return {"tabs": links, **context}
