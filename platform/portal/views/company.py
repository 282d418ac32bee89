"""`/company/`: what waits, who comes this week, one's tasks; the switch to rest; the profile."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Organisation
from calendars.formats import short_date
from foundation.moves import Refused
from jobs.models import Application, CompanyProfile, Opportunity, Placement
from jobs.workflow import opportunities
from portal.forms.company import ProfileForm
from portal.views.company_here import company_here, members_only, page_of
from portal.views.signed_in import SignedInRequest

AT_MOST = 3
TASKS_A_PAGE = 10
SORTS = {"changed": "-updated_at", "title": "title"}
State = Opportunity.State


@members_only
def home(request: SignedInRequest) -> HttpResponse:
    """What waits for the company, at most three things; then its week and its tasks."""
    company = company_here(request)
    context = {"company": company, "paused": _rests(company)}
    if company.is_approved:
        context |= _approved(request, company)
    return render(request, "portal/company/home.html", page_of("company", **context))


def _approved(request: SignedInRequest, company: Organisation) -> dict[str, Any]:
    coming = coming_this_week(request.user, company)
    waiting = _waiting(request, company, coming)
    return {
        "waiting": waiting[:AT_MOST],
        "coming": coming,
        **_tasks(request, company),
    }


def _rests(company: Organisation) -> bool:
    profile = getattr(company, "profile", None)
    return bool(profile and profile.paused)


def _waiting(
    request: SignedInRequest, company: Organisation, coming: list[Placement]
) -> list[dict[str, str]]:
    """Introductions to answer, returned tasks, experiences to begin: each can be answered in a minute."""
    introduced = Application.objects.of_company_of(request.user).awaiting_company()
    introduced = introduced.filter(opportunity__company=company).select_related("opportunity")
    returned = Opportunity.objects.filter(company=company, state=State.RETURNED)
    today = timezone.localdate()
    found = [
        {
            "title": _("紹介したい方がいます：{title}").format(title=row.opportunity.title),
            "text": _("内容を見て、「お願いする」か「今回は見送り」を選びます。"),
            "url": reverse("portal:company_application", args=[row.public_id]),
        }
        for row in introduced.order_by("changed_at", "pk")[:AT_MOST]
    ]
    found += [
        {
            "title": _("直してほしいところがあります：{title}").format(title=row.title),
            "text": _("どこを、どう直すかが書いてあります。"),
            "url": reverse("portal:company_task", args=[row.public_id]),
        }
        for row in returned.order_by("updated_at")[:AT_MOST]
    ]
    found += [
        {
            "title": _("{day}に始まります：{title}").format(
                day=short_date(row.starts_on), title=row.opportunity.title
            ),
            "text": _("始まったら、ボタンを一つ押してください。")
            if row.starts_on <= today
            else _("集合の場所と時間を確かめておくと安心です。"),
            "url": reverse("portal:company_placement", args=[row.public_id]),
        }
        for row in coming
        if row.state == Placement.State.AGREED
    ]
    return found


def coming_this_week(user: object, company: Organisation) -> list[Placement]:
    """Experiences that run now or begin within seven days, with the lines that were agreed."""
    rows = Placement.objects.of_company_of(user).running().filter(opportunity__company=company)
    rows = rows.filter(starts_on__lte=timezone.localdate() + timedelta(days=7))
    rows = rows.select_related("opportunity", "slot", "application__consent").order_by("starts_on", "pk")
    return list(rows[:20])


def _tasks(request: SignedInRequest, company: Organisation) -> dict[str, Any]:
    rows = Opportunity.objects.filter(company=company)
    counts = rows.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in State.values})
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    sort = request.GET.get("sort", "")
    if state in State.values:
        rows = rows.filter(state=state)
    rows = rows.matching(words).order_by(SORTS.get(sort, SORTS["changed"]), "-pk")
    page = Paginator(_with_numbers(rows), TASKS_A_PAGE).get_page(request.GET.get("page"))
    chips = [
        {
            "label": f"{label} {counts[value]}",
            "url": "?" if state == value else f"?state={value}",
            "active": state == value,
        }
        for value, label in State.choices
        if counts[value] or state == value
    ]
    return {
        "tasks": page,
        "chips": chips,
        "query": words,
        "state": state,
        "sort": sort if sort in SORTS else "changed",
        "has_tasks": any(counts.values()),
    }


def _with_numbers(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Adds how many introductions wait and how many experiences are running."""
    return rows.annotate(
        introduced=Count(
            "applications",
            filter=Q(
                applications__state=Application.State.INTRODUCED,
                applications__consent__withdrawn_at__isnull=True,
            ),
            distinct=True,
        ),
        running=Count(
            "placements",
            filter=Q(placements__state__in=[Placement.State.AGREED, Placement.State.UNDER_WAY]),
            distinct=True,
        ),
    )


@members_only
@require_POST
def rest(request: SignedInRequest) -> HttpResponse:
    """One switch: everything rests, or is offered again."""
    paused = request.POST.get("paused") == "yes"
    try:
        opportunities.pause_company(company_here(request), by=request.user, paused=paused)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("すべての仕事をお休みにしました。決まっている体験は、そのまま続きます。")
            if paused
            else _("受け入れを再開しました。"),
        )
    return redirect("portal:company")


@members_only
def profile(request: SignedInRequest) -> HttpResponse:
    """What the company says about itself; a company that still waits can write it already."""
    company = company_here(request)
    row = CompanyProfile.objects.filter(organisation=company).first() or CompanyProfile(organisation=company)
    form = ProfileForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("会社の紹介を保存しました。"))
        return redirect("portal:company_profile")
    return render(
        request, "portal/company/profile.html", page_of("company_profile", company=company, form=form)
    )
