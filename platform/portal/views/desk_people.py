"""Beginning a record for somebody who agreed to it."""

import re

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Participant
from accounts.workflow import KEEP_RECORD_WORDS, register_participant
from foundation.moves import Refused
from foundation.public_ids import ALPHABET, LENGTH
from portal.forms.desk_people import RegisterForm, desks_of
from portal.views.desk_access import StaffRequest, desk_page, records_open_to

_PUBLIC_ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """A nickname and how the person agreed are enough."""
    desks = desks_of(request.user)
    if not desks:
        raise Http404
    form = RegisterForm(request.POST or None, user=request.user)
    if request.method == "POST":
        if sent_before := _of_this_form(request):
            return redirect("portal:desk_participant", sent_before.public_id)
        if form.is_valid() and (person := _register(request, form)):
            messages.success(request, _("{name}さんを登録しました。").format(name=person.nickname))
            return redirect("portal:desk_participant", person.public_id)
    open_ones = records_open_to(request.user).filter(pk__in=[person.pk for person in form.alike])
    context = {
        "form": form,
        "words": [KEEP_RECORD_WORDS.format(desk=desk.name) for desk in desks],
        "open_ones": set(open_ones.values_list("pk", flat=True)) if form.alike else set(),
    }
    return render(request, "portal/desk/register.html", context)


def _of_this_form(request: StaffRequest) -> Participant | None:
    """The record that this very form began when it was sent the first time (two taps, reload)."""
    own = Participant.objects.filter(registered_by=request.user, nickname=request.POST.get("nickname", ""))
    key = request.POST.get("public_id", "")
    return own.filter(public_id=key).first() if _PUBLIC_ID.fullmatch(key) else None


def _taken(public_id: str) -> bool:
    return Participant.objects.filter(public_id=public_id).exists()


def _register(request: StaffRequest, form: RegisterForm) -> Participant | None:
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
            wishes={"wish_text": data["wish_text"]},
        )
    except Refused as refused:
        form.add_error(None, str(refused))
    except IntegrityError:
        if first := _of_this_form(request):  # the same form, a blink of an eye before
            return first
        raise
    return None
