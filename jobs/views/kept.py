"""「気になる」: one tap, seen by nobody else, commits to nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Participant
from jobs import kept as store
from jobs.models import Bookmark, Opportunity


def _reader(request: HttpRequest) -> Participant | None:
    """The participant who is signed in, or None for somebody without an account; staff keep nothing."""
    participant = store.participant_of(request.user)
    if request.user.is_authenticated and participant is None:
        raise Http404
    return participant


@login_not_required
@never_cache
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What this person, or this device, keeps. Printable, to take along to a desk."""
    participant = _reader(request)
    context = {"rows": store.kept_work(request, participant), "participant": participant, "keeps": True}
    return render(request, "jobs/kept.html", context)


@login_not_required
@require_POST
def keep(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep it (`keep=1`) or let it go (`keep=0`); sent twice it is the same as once."""
    participant = _reader(request)
    opportunity = get_object_or_404(Opportunity.objects.published(), public_id=public_id)
    wanted = request.POST.get("keep", "1") != "0"
    back = reverse("jobs:kept")
    if request.POST.get("from") != "kept":
        back = reverse("jobs:work_detail", args=[public_id])
    if participant:
        _mark(participant, opportunity, wanted=wanted)
        return HttpResponseRedirect(f"{back}?kept={int(wanted)}")
    ids = [one for one in store.on_this_device(request) if one != public_id]
    if wanted and len(ids) >= store.MOST:
        return HttpResponseRedirect(f"{back}?kept=full")
    response = HttpResponseRedirect(f"{back}?kept={int(wanted)}")
    store.remember(response, [public_id, *ids] if wanted else ids)
    return response


def _mark(participant: Participant, opportunity: Opportunity, *, wanted: bool) -> None:
    if wanted:
        Bookmark.objects.get_or_create(participant=participant, opportunity=opportunity)
    else:
        Bookmark.objects.filter(participant=participant, opportunity=opportunity).delete()
