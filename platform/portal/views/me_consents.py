"""Saying yes by oneself: one purpose a screen, its words first."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.consent_words import words_for
from accounts.models import Consent, ConsentScan, Participant
from accounts.workflow import recipients_for, say_yes
from portal.forms.consents import RecipientForm
from portal.views.desk_consents import handed_out, recipient_of
from portal.views.me_guard import OwnRequest, for_participants


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def give(request: OwnRequest, participant: Participant, purpose: str) -> HttpResponse:
    """The words, and one button; going away is as easy."""
    if purpose not in Consent.BY_ITSELF:
        raise Http404
    choice = RecipientForm(request.GET or None, recipients=recipients_for(purpose, participant))
    recipient = recipient_of(choice, purpose, participant)
    if request.method == "POST" and recipient:
        say_yes(participant, purpose=purpose, recipient=recipient, how=Consent.How.ONLINE, by=request.user)
        messages.success(request, _("書いておきました。いつでも取りやめられます。"))
        return redirect("portal:me_consents")
    context = {
        "purpose": Consent.Purpose(purpose).label,
        "choice": choice,
        "recipient": recipient,
        "words": words_for(purpose, recipient=recipient.name) if recipient else "",
    }
    return render(request, "portal/me/consent_give.html", context)


@require_safe
@for_participants
def sheet(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """The sheet that I signed."""
    rows = ConsentScan.objects.filter(consent__participant=participant)
    return handed_out(get_object_or_404(rows, consent__public_id=public_id))
