"""My yes to being known as family of somebody who may come here too."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.consent_words import words_for
from accounts.models import Consent, FamilyLink, Participant
from accounts.workflow import agree_to_link, family_yeses
from portal.forms.families import WhoForm
from portal.views.me_guard import OwnRequest, for_participants


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def family(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What I said, of whom; that the other comes here too stands here only while both say yes."""
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agree_to_link(participant, who=form.cleaned_data["who"], how=Consent.How.ONLINE, by=request.user)
        messages.success(request, _("書いておきました。いつでも取りやめられます。"))
        return redirect("portal:me_family")
    links = FamilyLink.objects.in_force().of(participant).select_related("person_consent", "family_consent")
    linked = {link.side_of(participant).pk for link in links}
    yeses = family_yeses().filter(participant=participant)
    context = {
        "form": form,
        "yeses": [(consent, consent.pk in linked) for consent in yeses],
        "words": words_for(Consent.Purpose.FAMILY, recipient=participant.desk.name),
    }
    return render(request, "portal/me/family.html", context)
