"""My desk: another one if I wish, back again for a time, and whether they may read what was before."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import workflow
from accounts.consent_words import words_for
from accounts.export import own_copy
from accounts.models import Consent, DeskChange, Participant
from foundation.moves import Refused
from portal.forms.me_desk import DeskForm
from portal.views import copies
from portal.views.me_guard import OwnRequest, for_participants


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def desk(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What goes along and what does not, before anything happens."""
    if request.method == "POST" and request.POST.get("desk") == participant.desk.public_id:
        return redirect("portal:me_desk")  # the same form, a blink of an eye before
    form = DeskForm(request.POST or None, desks=workflow.may_choose(participant))
    if request.method == "POST" and form.is_valid():
        try:
            workflow.choose_desk(participant, form.chosen(), by=request.user)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("窓口を変えました。新しい窓口からの連絡を、待っていてください。"))
            return redirect("portal:me_desk")
    yes = Consent.objects.in_force().for_purpose(Consent.Purpose.EARLIER_RECORD)
    context = {
        "participant": participant,
        "form": form,
        "change": _change_to(participant).first(),
        "shared": yes.filter(participant=participant).first(),
        "words": words_for(Consent.Purpose.EARLIER_RECORD, recipient=participant.desk.name),
    }
    return render(request, "portal/me/desk.html", context)


def _change_to(participant: Participant) -> QuerySet[DeskChange]:
    return DeskChange.objects.in_force().filter(began=participant).select_related("left__desk")


@require_POST
@for_participants
def back(request: OwnRequest, participant: Participant) -> HttpResponse:
    """To the desk before."""
    change = get_object_or_404(_change_to(participant))
    try:
        workflow.go_back(change, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("元の窓口に戻しました。"))
    return redirect("portal:me_desk")


@require_POST
@for_participants
def share(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The new team may read what was before."""
    get_object_or_404(_change_to(participant))
    workflow.share_earlier_record(participant, by=request.user)
    messages.success(request, _("書いておきました。いつでも取りやめられます。"))
    return redirect("portal:me_desk")


@require_safe
@for_participants
def earlier_copy(request: OwnRequest, participant: Participant) -> HttpResponse:
    """My record from the desk before, as a paper to take along."""
    change = get_object_or_404(_change_to(participant))
    return copies.paper(own_copy(change.left))
