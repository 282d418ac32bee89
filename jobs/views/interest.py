"""「話を聞いてみたい」: the support team hears; the company hears nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.moves import Refused
from jobs.kept import participant_of
from jobs.models import Application, Opportunity
from jobs.workflow import applications


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest, public_id: str) -> HttpResponse:
    """A participant says so; somebody without an account reads which two ways there are."""
    opportunity = get_object_or_404(Opportunity.objects.published(), public_id=public_id)
    page = reverse("jobs:work_detail", args=[public_id]) + "#interest"
    participant = participant_of(request.user)
    if request.user.is_authenticated and participant is None:
        raise Http404
    if participant is None or participant.user is None or request.method != "POST":
        return HttpResponseRedirect(page)
    known = Application.objects.open().filter(participant=participant, opportunity=opportunity)
    if not known.exists():  # a second click finds the first one's answer
        try:
            applications.show_interest(opportunity, participant, by=participant.user)
        except Refused as refusal:
            if not known.exists():
                messages.warning(request, str(refusal))
                return HttpResponseRedirect(page)
        messages.success(request, _("相談員に伝えました。会社には、まだ何も伝わっていません。"))
    return HttpResponseRedirect(page)
