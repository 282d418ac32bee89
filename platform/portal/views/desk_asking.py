"""After a record was begun: one question a screen, the empty ones first, leave any time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Participant, RecordAccess, Wishes
from accounts.workflow import change_record, change_wishes, log_access
from foundation.moves import Refused
from portal.forms.desk_asking import ASKED, Asked, PartForm, asked_of, still_open
from portal.forms.me_wishes import QUESTIONS, WishForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404

What = RecordAccess.What


@desk_page
@require_safe
def asking(request: StaffRequest, public_id: str) -> HttpResponse:
    """What was asked and what was not; the answers themselves stand elsewhere."""
    person = record_or_404(request, public_id)
    waiting = still_open(person, Wishes.of(person))
    log_access(person, by=request.user, what=What.RECORD)
    context = record_context(request, person, "desk_participant") | {
        "lines": [(asked, asked.name in waiting) for asked in asked_of(person).values()],
        "next_one": waiting[0] if waiting else None,
        "waiting": len(waiting),
    }
    return render(request, "portal/desk/asking.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest, public_id: str, question: str) -> HttpResponse:
    """One question; after it, the next that nobody has asked."""
    person = record_or_404(request, public_id)
    asked = asked_of(person).get(question)
    if asked is None:
        raise Http404
    wishes = Wishes.of(person)
    form = _form(request, person, wishes, asked)
    following = _next_open(still_open(person, wishes), asked)
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, person, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _onwards(request, person, following)
    log_access(person, by=request.user, what=What.CONTACT if asked.fields else What.WISHES)
    context = record_context(request, person, "desk_participant") | {
        "form": form,
        "asked": asked,
        "following": following,
    }
    return render(request, "portal/desk/ask.html", context)


def _form(request: StaffRequest, person: Participant, wishes: Wishes, asked: Asked) -> PartForm | WishForm:
    data = request.POST if request.method == "POST" else None
    if asked.fields:
        own_copy = Participant.objects.get(pk=person.pk)
        return PartForm(
            data, instance=own_copy, desks=[person.desk], asked=asked, hidden=person.hidden_fields
        )
    return WishForm(data, question=QUESTIONS[asked.name], wishes=wishes)


def _write(request: StaffRequest, person: Participant, form: forms.BaseForm) -> None:
    if isinstance(form, WishForm):
        change_wishes(person, by=request.user, fields={form.question.name: form.stored})
    elif isinstance(form, PartForm):
        change_record(person, by=request.user, fields=form.changes())


def _next_open(waiting: list[str], asked: Asked) -> str | None:
    """The open question after this one; those before it were passed over on purpose."""
    order = list(ASKED)
    later = order[order.index(asked.name) + 1 :]
    return next((name for name in later if name in waiting), None)


def _onwards(request: StaffRequest, person: Participant, following: Any) -> HttpResponse:
    if following:
        return redirect("portal:desk_question", person.public_id, following)
    messages.success(request, _("ここまで書きました。"))
    return redirect("portal:desk_ask", person.public_id)
