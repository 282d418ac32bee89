"""What I wish for: one question a screen, each of which can wait, be answered, changed or taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Participant, Wishes
from accounts.workflow import change_record, change_wishes
from portal.forms.me_contact import ContactForm
from portal.forms.me_wishes import ORDER, QUESTIONS, WishForm, answer_in_words, next_after
from portal.views.me_guard import OwnRequest, for_participants, for_persons


@require_safe
@for_persons
def wishes(request: OwnRequest, participant: Participant) -> HttpResponse:
    """Every question with its answer, or that nobody has asked yet."""
    row = Wishes.of(participant)
    lines = [(question, answer_in_words(row, name)) for name, question in QUESTIONS.items()]
    first_open = next((question.name for question, answer in lines if not answer), None)
    context = {"lines": lines, "first_open": first_open, "wishes": row}
    return render(request, "portal/me/wishes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_persons
def wish(request: OwnRequest, participant: Participant, question: str) -> HttpResponse:
    """One question."""
    asked = QUESTIONS.get(question)
    if asked is None:
        raise Http404
    name = asked.name
    row = Wishes.of(participant)
    form = WishForm(question=asked, wishes=row)
    if request.method == "POST":
        if "clear" in request.POST:
            change_wishes(participant, by=request.user, fields={name: _empty(name)})
            messages.success(request, _("答えを消しました。"))
            return redirect("portal:me_wish", question=name)
        form = WishForm(request.POST, question=asked, wishes=row)
        if form.is_valid():
            change_wishes(participant, by=request.user, fields={name: form.stored})
            return _onwards(name)
    context = {
        "question": asked,
        "form": form,
        "number": ORDER.index(name) + 1,
        "total": len(ORDER),
        "following": next_after(name),
        "answer": answer_in_words(row, name),
    }
    return render(request, "portal/me/wish.html", context)


def _empty(name: str) -> Any:
    return None if Wishes._meta.get_field(name).null else ""


def _onwards(name: str) -> HttpResponse:
    following = next_after(name)
    return redirect("portal:me_wish", question=following) if following else redirect("portal:me_wishes")


@require_POST
@for_persons
def introductions(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The switch: for now, do not introduce me to companies."""
    pause = request.POST.get("pause") == "1"
    change_wishes(participant, by=request.user, fields={"no_introductions": pause})
    if pause:
        messages.success(request, _("会社への紹介を、お休みにしました。"))
    else:
        messages.success(request, _("会社への紹介を、再開しました。紹介の前には、かならずあなたに聞きます。"))
    return redirect("portal:me_wishes")


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def contact(request: OwnRequest, participant: Participant) -> HttpResponse:
    """How I want to be called and contacted."""
    form = ContactForm(participant=participant)
    if request.method == "POST":
        form = ContactForm(request.POST, participant=participant)
        if form.is_valid():
            change_record(participant, by=request.user, fields=form.cleaned_data)
            messages.success(request, _("書いておきました。"))
            return redirect("portal:me_contact")
    return render(request, "portal/me/contact.html", {"form": form, "participant": participant})
