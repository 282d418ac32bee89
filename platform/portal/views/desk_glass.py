"""A record outside one's team: found by name, opened with a reason, for a while and to read only."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import perms, workflow
from accounts.fields import shown_to
from accounts.models import BreakGlass, Participant
from foundation.digits import clean_text
from foundation.moves import Refused
from portal.forms.glass import OpenForm
from portal.views.desk_access import StaffRequest, desk_page

FOUND_AT_ONCE = 20
SHOWN_AT_ONCE = 20


@desk_page
@require_safe
def opened(request: StaffRequest) -> HttpResponse:
    """Find somebody outside one's caseload; what one opened so far, and what the office said of it."""
    if not perms.works_at_a_desk(request.user):
        raise Http404
    asked = clean_text(request.GET.get("q", "")[:100], one_line=True)
    open_ones = Participant.objects.visible_to(request.user).values("pk")
    others = Participant.objects.within_reach_of(request.user).exclude(pk__in=open_ones)
    found = others.matching(asked) if asked else Participant.objects.none()
    cases = BreakGlass.objects.filter(by=request.user).select_related("participant")[:SHOWN_AT_ONCE]
    readable = Participant.objects.readable_by(request.user).filter(
        pk__in=[case.participant_id for case in cases]
    )
    context = {
        "q": asked,
        "found": shown_to(request.user, found.select_related("municipality", "desk")[:FOUND_AT_ONCE]),
        "cases": cases,
        "readable": set(readable.values_list("pk", flat=True)),
    }
    return render(request, "portal/desk/opened.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def open_record(request: StaffRequest, public_id: str) -> HttpResponse:
    """Before the record there is a reason; whoever may read it already goes straight there."""
    rows = Participant.objects.within_reach_of(request.user).select_related("desk")
    person = get_object_or_404(rows, public_id=public_id)
    if perms.can_read_record(request.user, person):
        return redirect("portal:desk_participant", public_id)
    called = perms.took_alarm_about(request.user, person)
    form = OpenForm(request.POST or None, initial={"why": BreakGlass.Why.DANGER} if called else None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.break_glass(person, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("記録を開きました。チームの人と、ご本人に伝わります。"))
            return redirect("portal:desk_participant", public_id)
    context = {"participant": person, "form": form, "hours": settings.BREAK_GLASS_HOURS}
    return render(request, "portal/desk/open.html", context)
