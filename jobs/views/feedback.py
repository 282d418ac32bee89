"""How it was, in one minute on a phone, by a secret link without log-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation.moves import Refused
from jobs.forms import FeedbackForm
from jobs.models import Feedback, FeedbackLink
from jobs.workflow.feedback import answer


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Answer, or correct the answer, until the link expires. Shows the work and the day, no names.

    It asks for no CSRF token: the secret in the address is the only right there is, whoever forges a form
    would have to know it; and browsers send no origin from a page that tells nobody where one comes from.
    """
    response = _answer_to(request, token)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer_to(request: HttpRequest, token: str) -> HttpResponse:
    links = FeedbackLink.objects.by_token(token).select_related("placement__opportunity")
    link = links.first()
    if link is None:
        raise Http404
    if link.is_expired:
        return render(request, "jobs/feedback_expired.html", status=410)
    placement = link.placement
    given = Feedback.objects.filter(placement=placement, side=link.side).first()
    if request.method == "POST":
        form = FeedbackForm(request.POST, side=link.side)
        if form.is_valid():
            try:
                answer(placement, side=link.side, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(refusal.field, str(refusal))
            else:
                return HttpResponseRedirect(request.path + "?thanks=1")
    else:
        if given and request.GET.get("thanks") == "1":
            return render(request, "jobs/feedback_thanks.html", {"link": link})
        form = FeedbackForm(initial=_initial(given), side=link.side)
    return render(request, "jobs/feedback.html", {"form": form, "placement": placement, "given": given})


def _initial(given: Feedback | None) -> dict[str, str]:
    if given is None:
        return {}
    return {"again": given.again, "went_well": given.went_well, "was_hard": given.was_hard}
