"""A proposal to a participant: who thought of you and why, what would be told, and three equal answers."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.consent_words import words_for
from accounts.models import Consent, Participant
from foundation.moves import Refused
from jobs.disclosure import in_readers_language
from jobs.models import Application, Opportunity, Slot
from jobs.workflow import applications
from portal.forms.me_proposal import ProposalForm, slot_words
from portal.me.people import name_of, team_of
from portal.views.me_guard import OwnRequest, for_participants

State = Application.State
ANSWERABLE = (State.PROPOSED, State.RESTING)
STOPPABLE = (State.INTERESTED, State.ACCEPTED, State.INTRODUCED)
AFTER = {
    "accept": {State.ACCEPTED},
    "rest": {State.RESTING},
    "decline": {State.DECLINED, State.WITHDRAWN},
    "stop": {State.WITHDRAWN},
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def proposal(request: OwnRequest, participant: Participant, public_id: str) -> HttpResponse:
    """One's own application in any state; the yes is stored only after it was shown once more."""
    application = get_object_or_404(
        Application.objects.filter(participant=participant).select_related(
            "participant__desk__municipality",
            "participant__desk__prefecture",
            "opportunity__company",
            "opportunity__municipality",
            "proposed_by",
            "slot",
            "consent",
            "body__municipality",
            "body__prefecture",
        ),
        public_id=public_id,
    )
    if request.method != "POST":
        return _page(request, application, _form_of(application))
    answer = request.POST.get("answer", "")
    if answer == "accept":
        return _accept(request, application)
    if answer == "back":
        form = _form_of(application, _kept(request))
        return _page(request, application, form)
    return _answer(request, application, answer)


def _form_of(application: Application, kept: dict[str, Any] | None = None) -> ProposalForm | None:
    if application.state not in ANSWERABLE:
        return None
    initial = kept or {"visit_first": application.visit_first}
    return ProposalForm(application=application, initial=initial)


def _kept(request: OwnRequest) -> dict[str, Any]:
    """What was ticked, for the way back from the last question."""
    return {
        "lines": request.POST.getlist("lines"),
        "slot": request.POST.get("slot", ""),
        "visit_first": bool(request.POST.get("visit_first")),
    }


def _accept(request: OwnRequest, application: Application) -> HttpResponse:
    """First show exactly what the company will see; store it when that was confirmed."""
    if application.state not in ANSWERABLE:
        return _refused(request, application, "accept", str(applications.MOVES.sentence))
    form = ProposalForm(request.POST, application=application)
    if not form.is_valid():
        return _page(request, application, form)
    if request.POST.get("seen") != _seal(form):
        return _last_question(request, application, form)
    try:
        applications.accept(
            application,
            by=request.user,
            lines=[line.key for line in form.chosen],
            how=Consent.How.ONLINE,
            slot=form.cleaned_data.get("slot"),
            visit_first=form.cleaned_data["visit_first"],
        )
    except Refused as refusal:
        return _refused(request, application, "accept", str(refusal))
    messages.success(
        request, _("受けとりました。支援の担当の人に伝えます。会社には、まだ何も伝わっていません。")
    )
    return redirect("portal:proposal", public_id=application.public_id)


def _last_question(request: OwnRequest, application: Application, form: ProposalForm) -> HttpResponse:
    slot: Slot | None = form.cleaned_data.get("slot")
    context = {
        "application": application,
        "form": form,
        "chosen": form.chosen,
        "slot_words": slot_words(slot) if slot else "",
        "seal": _seal(form),
        "changed": "seen" in request.POST,
        "words": words_for(Consent.Purpose.INTRODUCE, recipient=application.opportunity.company.name),
    }
    return render(request, "portal/me/proposal_confirm.html", context)


def _seal(form: ProposalForm) -> str:
    """What was shown, so that a yes is never stored for other words than those that were read."""
    shown = [f"{line.key}={line.value}" for line in form.chosen]
    slot: Slot | None = form.cleaned_data.get("slot")
    shown += [slot.public_id if slot else "", str(form.cleaned_data["visit_first"]), get_language() or ""]
    return sha256("\n".join(shown).encode()).hexdigest()


def _answer(request: OwnRequest, application: Application, answer: str) -> HttpResponse:
    verbs: dict[str, Callable[..., Application]] = {
        "rest": applications.rest,
        "decline": applications.withdraw if application.state == State.RESTING else applications.decline,
        "stop": applications.withdraw,
    }
    verb = verbs.get(answer)
    if verb is None:
        return redirect("portal:proposal", public_id=application.public_id)
    try:
        verb(application, by=request.user)
    except Refused as refusal:
        return _refused(request, application, answer, str(refusal))
    messages.success(request, _said(answer))
    return redirect("portal:proposal", public_id=application.public_id)


def _said(answer: str) -> str:
    return {
        "rest": _("いったんお休みにしました。いつでも、ここから再開できます。"),
        "decline": _("わかりました。今回は見送ります。教えてくださって、ありがとうございます。"),
        "stop": _("ここまでで終了しました。"),
    }[answer]


def _refused(request: OwnRequest, application: Application, answer: str, sentence: str) -> HttpResponse:
    """A second click finds it as it was wished, and nothing needs to be said; another tab was faster."""
    application.refresh_from_db(fields=["state"])
    if application.state not in AFTER[answer]:
        messages.warning(request, sentence)
    return redirect("portal:proposal", public_id=application.public_id)


def _page(request: OwnRequest, application: Application, form: ProposalForm | None) -> HttpResponse:
    opportunity = application.opportunity
    context = {
        "application": application,
        "opportunity": opportunity,
        "offered": Opportunity.objects.published().filter(pk=opportunity.pk).exists(),
        "form": form,
        "who": name_of(
            application.proposed_by.name if application.proposed_by else None, application.body.display_name
        ),
        "reasons": _reasons(application),
        "shown": in_readers_language(application.consent.lines) if application.consent else [],
        "stoppable": application.state in STOPPABLE,
        "placement": getattr(application, "placement", None),
        "slot_words": slot_words(application.slot) if application.slot else "",
        "team": team_of(application.participant),
    }
    return render(request, "portal/me/proposal.html", context)


def _reasons(application: Application) -> list[str]:
    """The sentences that speak for it, then what else one should know, in the reader's language."""
    key = "en" if (get_language() or "").startswith("en") else "ja"
    order = {"for": 0, "against": 1}
    rows = [
        row for row in application.reasons if isinstance(row, dict) and row.get("direction", "for") in order
    ]
    rows.sort(key=lambda row: order[row.get("direction", "for")])
    return [str(row[key]) for row in rows if row.get(key)]
