"""Writing with one's team: by a plain form, at any hour."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Participant
from foundation.moves import Refused
from portal import talks
from portal.forms.talks import TalkForm
from portal.views.me_guard import OwnRequest, for_participants
from realtime import workflow
from realtime.hours import Hours
from realtime.models import Conversation


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def talk(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What was said, a field to write in, and from when on somebody reads it."""
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.write(workflow.talk_with(participant), by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("届きました。返事がなくても、ちゃんと残っています。"))
            return redirect("portal:me_talk")
    workflow.see_answer(request.user)
    context = talks.shown(request, participant, reader=request.user)
    now, hours = timezone.now(), Hours.of(participant.desk)
    context |= {
        "form": form,
        "participant": participant,
        "reads_now": hours.open_at(now),
        "reads_from": hours.reads_from(now),
        "begun": Conversation.objects.filter(participant=participant).exists(),
    }
    return render(request, "portal/me/talk.html", context)
