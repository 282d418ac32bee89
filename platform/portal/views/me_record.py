"""What is kept about me and who may know it: my steps, what I allowed, what interests me."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Consent, Participant
from accounts.workflow import withdraw_consent
from jobs.models import Application, Bookmark, Opportunity, Placement
from portal.me import coming
from portal.me.allowed import RECIPIENT, with_work
from portal.me.steps import drawn, steps_of
from portal.views.me_guard import OwnRequest, for_participants, for_persons

ON_A_PAGE = 20


@require_safe
@for_participants
def steps(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The whole way, newest first."""
    found = steps_of(participant)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    path = drawn(list(page.object_list), total=len(found), before=page.start_index() - 1)
    return render(request, "portal/me/steps.html", {"page_obj": page, "path": path})


@require_safe
@for_participants
def consents(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What I allowed to whom, in the words as they were."""
    rows = Consent.objects.filter(participant=participant).select_related(*RECIPIENT, "recorded_by", "scan")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    running = Placement.objects.running().filter(participant=participant)
    placements = {row.application.consent_id: row for row in running.select_related("application")}
    found = [(consent, work, placements.get(consent.pk)) for consent, work in with_work(page.object_list)]
    context = {
        "page_obj": page,
        "consents": found,
        "participant": participant,
        "purposes": [(one.value, one.label) for one in Consent.BY_ITSELF],
    }
    return render(request, "portal/me/consents.html", context)


@require_POST
@for_participants
def consent_withdraw(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """Switched off at once; a record that is kept is spoken about with the desk instead."""
    mine = Consent.objects.filter(participant=participant).exclude(purpose=Consent.Purpose.KEEP_RECORD)
    consent = get_object_or_404(mine, public_id=public_id)
    withdraw_consent(consent, by=request.user)
    if consent.purpose == Consent.Purpose.INTRODUCE:
        messages.success(request, _("取りやめました。会社は、もう見ることができません。"))
    else:
        messages.success(request, _("取りやめました。いまから、もう使いません。"))
    return redirect("portal:me_consents")


@require_safe
@for_persons
def interests(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What I marked, and what I would like to hear more about."""
    rows = Bookmark.objects.filter(participant=participant).select_related("opportunity__municipality")
    page = Paginator(rows.order_by("-at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [row.opportunity_id for row in page.object_list]
    offered = set(Opportunity.objects.published().filter(pk__in=shown).values_list("pk", flat=True))
    asked = Application.objects.filter(participant=participant, state=Application.State.INTERESTED)
    context = {
        "page_obj": page,
        "bookmarks": [(row.opportunity, row.opportunity_id in offered) for row in page.object_list],
        "asked": asked.select_related("opportunity"),
        "removed": _removed(request.GET.get("removed", ""), participant),
    }
    return render(request, "portal/me/interests.html", context)


def _removed(public_id: str, participant: Participant) -> Opportunity | None:
    """What was just let go and can be taken back."""
    if not public_id or "\x00" in public_id:
        return None
    kept = Bookmark.objects.filter(participant=participant).values("opportunity")
    return Opportunity.objects.published().filter(public_id=public_id).exclude(pk__in=kept).first()


@require_POST
@for_persons
def interest(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """Let go of a mark, or take it back; sent twice it is the same as once."""
    back = reverse("portal:me_interests")
    if request.POST.get("keep") == "1":
        opportunity = get_object_or_404(Opportunity.objects.published(), public_id=public_id)
        Bookmark.objects.get_or_create(participant=participant, opportunity=opportunity)
        return redirect(back)
    mine = Bookmark.objects.filter(participant=participant)
    gone = mine.filter(opportunity__public_id=public_id).delete()[0]
    known = gone or Opportunity.objects.published().filter(public_id=public_id).exists()
    if not known:
        raise Http404
    return redirect(f"{back}?removed={public_id}")


@require_safe
@for_participants
def calendar(request: OwnRequest, participant: Participant) -> HttpResponse:
    """Days, times and places in neutral words; what it is stands one page further."""
    page = Paginator(coming.over(participant), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "coming": [(row, coming.when(row)) for row in coming.coming(participant)],
        "page_obj": page,
        "over": [(row, coming.when(row)) for row in page.object_list],
    }
    return render(request, "portal/me/calendar.html", context)
