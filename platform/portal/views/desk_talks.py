"""Conversations at the desk: who waits comes first; one page for each person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms as people
from accounts.models import Participant
from accounts.workflow import log_access
from foundation.digits import clean_text
from foundation.moves import Refused
from portal import talks as talk_pages
from portal.forms.talks import HandOverForm, TalkForm
from portal.views.desk_access import StaffRequest, as_shown_to, desk_page
from realtime import perms, workflow
from realtime.about_people import TALK
from realtime.models import Conversation, Draft
from realtime.models.talks import people_to_talk_with

A_PAGE = 30
SHOWN = {
    "": gettext_lazy("返事を待っている方"),
    "going": gettext_lazy("つづいている会話"),
    "closed": gettext_lazy("おわりにした会話"),
}


@desk_page
@never_cache
@require_safe
def talks(request: StaffRequest) -> HttpResponse:
    """Who waits, since when, and who is answering already. What was written is not in the list."""
    rows = Conversation.objects.at_desk_for(request.user)
    which = request.GET.get("show", "")
    if words := clean_text(request.GET.get("q", ""))[:100]:
        named = Participant.objects.with_identity_for(request.user).called(words)
        rows = rows.filter(participant__in=named.order_by().values("pk"))
    elif which == "going":
        rows = rows.filter(closed_at__isnull=True)
    elif which == "closed":
        rows = rows.filter(closed_at__isnull=False)
    else:
        rows = rows.waiting()
    rows = rows.select_related("participant", "desk", "answering").waiting_first()
    chips = [
        {"label": label, "url": f"?show={key}" if key else "?", "active": not words and key == which}
        for key, label in SHOWN.items()
    ]
    context = {
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "chips": chips,
        "q": words,
        "show": which,
    }
    return render(request, "portal/desk/talks.html", context)


@desk_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: StaffRequest, public_id: str) -> HttpResponse:
    """Read, answer, keep what one began to write."""
    person = _person(request, public_id)
    kept = Draft.objects.filter(conversation__participant=person, author=request.user).first()
    form = TalkForm(request.POST or None, initial={"text": kept.text if kept else ""})
    if request.method == "POST":
        _refuse_readers(request, person)
        done = _keep(request, person) if "keep" in request.POST else _send(request, person, form)
        if done is not None:
            return done
    return _page(request, person, form, HandOverForm(colleagues=_colleagues(request, person)))


@desk_page
@require_POST
def hand_over(request: StaffRequest, public_id: str) -> HttpResponse:
    """Ask a colleague to answer."""
    person = _person(request, public_id)
    _refuse_readers(request, person)
    form = HandOverForm(request.POST, colleagues=_colleagues(request, person))
    if form.is_valid():
        try:
            workflow.hand_over_talk(workflow.talk_with(person), by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("{name}さんに引き継ぎました。").format(name=form.cleaned_data["to"]))
            return redirect("portal:desk_talk", public_id)
    return _page(request, person, TalkForm(), form)


@desk_page
@require_POST
def take(request: StaffRequest, public_id: str) -> HttpResponse:
    """Tell the colleagues that one is answering."""
    return _act(request, public_id, workflow.take_talk, _("あなたが返事をする、と出ています。"))


@desk_page
@require_POST
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    """Nothing waits here any more."""
    return _act(
        request, public_id, workflow.close_talk, _("おわりにしました。ご本人が書くと、また始まります。")
    )


@desk_page
@require_POST
def reopen(request: StaffRequest, public_id: str) -> HttpResponse:
    """Take it up again."""
    return _act(request, public_id, workflow.reopen_talk, _("会話を戻しました。"))


def _person(request: StaffRequest, public_id: str) -> Participant:
    rows = people_to_talk_with(request.user).select_related("desk", "user")
    return get_object_or_404(rows, public_id=public_id)


def _refuse_readers(request: StaffRequest, person: Participant) -> None:
    if not perms.can_answer(request.user, person):
        raise PermissionDenied


def _colleagues(request: StaffRequest, person: Participant) -> list[Any]:
    return [user for user in perms.answerers(person) if user != request.user]


def _send(request: StaffRequest, person: Participant, form: TalkForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        workflow.write(workflow.talk_with(person), by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return None
    messages.success(request, _("送りました。"))
    return redirect("portal:desk_talk", person.public_id)


def _keep(request: StaffRequest, person: Participant) -> HttpResponse:
    workflow.keep_draft(
        workflow.talk_with(person), clean_text(request.POST.get("text", ""), one_line=False), by=request.user
    )
    messages.success(request, _("書きかけを残しました。あなただけに見えます。"))
    return redirect("portal:desk_talk", person.public_id)


def _act(request: StaffRequest, public_id: str, verb: Callable[..., Any], said: str) -> HttpResponse:
    person = _person(request, public_id)
    _refuse_readers(request, person)
    try:
        verb(workflow.talk_with(person), by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("portal:desk_talk", public_id)


def _page(request: StaffRequest, person: Participant, form: TalkForm, handing: HandOverForm) -> HttpResponse:
    log_access(person, by=request.user, what=TALK)
    workflow.see_waiting(person, by=request.user)
    row = Conversation.objects.filter(participant=person).select_related("answering").first()
    context = talk_pages.shown(request, person, reader=request.user) | {
        "participant": as_shown_to(request.user, person),
        "row": row,
        "form": form,
        "handing": handing,
        "may_answer": perms.can_answer(request.user, person),
        "can_be_reached": person.user_id is not None,
        "opens_record": people.can_open_record(request.user, person),
    }
    return render(request, "portal/desk/talk.html", context)
