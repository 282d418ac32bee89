"""Beginning a record for somebody who agreed to it."""

import re
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.consent_words import words_for
from accounts.models import Consent, Participant
from accounts.perms import can_register_participant
from accounts.workflow import register_participant
from foundation.moves import Refused
from foundation.public_ids import ALPHABET, LENGTH
from portal.forms.desk_people import BeginForm, RegisterForm
from portal.places import place_here
from portal.views.desk_access import StaffRequest, desk_page, records_open_to

_PUBLIC_ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """A nickname and how the person agreed; the rest follows one question a screen, or another day."""
    form = BeginForm(request.POST or None, user=request.user, initial=_at_the_chosen_desk(request))
    return _page(request, form, template="portal/desk/begin.html", onwards="portal:desk_ask")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """The same on one page with everything that can be told."""
    form = RegisterForm(request.POST or None, user=request.user, initial=_at_the_chosen_desk(request))
    return _page(request, form, template="portal/desk/register.html", onwards="portal:desk_participant")


def _at_the_chosen_desk(request: StaffRequest) -> dict[str, Any]:
    """The desk that is open in the header, where one registers people there."""
    place = place_here(request)
    if place is None or not can_register_participant(request.user, place):
        return {}
    return {"desk": place.public_id, "municipality": place.municipality_id}


def _page(request: StaffRequest, form: BeginForm, *, template: str, onwards: str) -> HttpResponse:
    if not form.own_desks:
        raise Http404
    if request.method == "POST":
        if sent_before := _of_this_form(request):
            return redirect(onwards, sent_before.public_id)
        if form.is_valid() and (person := _register(request, form)):
            messages.success(request, _("{name}さんを登録しました。").format(name=person.nickname))
            return redirect(onwards, person.public_id)
    open_ones = records_open_to(request.user).filter(pk__in=[person.pk for person in form.alike])
    context = {
        "form": form,
        "words": [words_for(Consent.Purpose.KEEP_RECORD, recipient=desk.name) for desk in form.own_desks],
        "open_ones": set(open_ones.values_list("pk", flat=True)) if form.alike else set(),
    }
    return render(request, template, context)


def _of_this_form(request: StaffRequest) -> Participant | None:
    """The record that this very form began when it was sent the first time (two taps, reload)."""
    own = Participant.objects.filter(registered_by=request.user, nickname=request.POST.get("nickname", ""))
    key = request.POST.get("public_id", "")
    return own.filter(public_id=key).first() if _PUBLIC_ID.fullmatch(key) else None


def _taken(public_id: str) -> bool:
    return Participant.objects.filter(public_id=public_id).exists()


def _register(request: StaffRequest, form: BeginForm) -> Participant | None:
    data = form.cleaned_data
    fields = form.person()
    if _PUBLIC_ID.fullmatch(data["public_id"]) and not _taken(data["public_id"]):
        fields["public_id"] = data["public_id"]
    try:
        return register_participant(
            by=request.user,
            desk=data["desk"],
            how=data["how"],
            fields=fields,
            wishes=form.wishes(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
    except IntegrityError:
        if first := _of_this_form(request):  # the same form, a blink of an eye before
            return first
        raise
    return None
