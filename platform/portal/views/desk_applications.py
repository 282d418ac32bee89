"""An application at the desk: what the person said, what the company is told, the next step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import RecordAccess
from accounts.workflow import log_access
from foundation.moves import Refused
from jobs import perms
from jobs.models import Application, Placement
from jobs.workflow import applications
from portal.forms.desk_matching import CommentForm, ProposeForm, RefusableForm, YesForm
from portal.views.desk_access import (
    StaffRequest,
    desk_page,
    person_or_404,
    record_context,
    records_open_to,
    steps_taken,
)

State = Application.State


@dataclass(frozen=True)
class Step:
    """A step a support worker takes: form, verb, state afterwards, page, and what is said then.

    `given` names where the form keeps the verb's arguments.
    """

    form: Callable[..., RefusableForm]
    verb: Callable[..., Any]
    after: str
    page: str
    done: Any
    given: str = "cleaned_data"


STEPS: dict[str, Step] = {
    "yes": Step(
        YesForm,
        applications.accept,
        State.ACCEPTED,
        "portal/desk/application_yes.html",
        gettext_lazy("ご本人の返事を記録しました。"),
        "answer",
    ),
    "propose": Step(
        ProposeForm,
        applications.propose_again,
        State.PROPOSED,
        "portal/desk/application_propose.html",
        gettext_lazy("提案しました。会社には、まだ何も伝わっていません。"),
        "about",
    ),
    "introduce": Step(
        RefusableForm,
        applications.introduce,
        State.INTRODUCED,
        "portal/desk/application_introduce.html",
        gettext_lazy("会社に紹介しました。"),
    ),
    "rest": Step(
        RefusableForm,
        applications.rest,
        State.RESTING,
        "portal/desk/application_rest.html",
        gettext_lazy("いったんお休みにしました。"),
    ),
    "decline": Step(
        CommentForm,
        applications.decline,
        State.DECLINED,
        "portal/desk/application_decline.html",
        gettext_lazy("今回は見送り、と記録しました。"),
    ),
    "end": Step(
        CommentForm,
        applications.withdraw,
        State.WITHDRAWN,
        "portal/desk/application_end.html",
        gettext_lazy("ここまでで終了、と記録しました。"),
    ),
}


@desk_page
@require_http_methods(["GET", "HEAD"])
def work(request: StaffRequest, public_id: str) -> HttpResponse:
    """All applications and experiences of one person."""
    person = person_or_404(request, public_id)
    log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    rows = Application.objects.filter(participant=person).select_related(
        "opportunity__company", "proposed_by"
    )
    placements = Placement.objects.filter(participant=person).select_related("opportunity__company")
    context = record_context(request, person, "desk_work") | {
        "open": [row for row in rows if row.state in Application.OPEN],
        "over": [row for row in rows if row.state not in Application.OPEN and row.state != State.AGREED],
        "placements": placements,
    }
    return render(request, "portal/desk/work.html", context)


def _application_or_404(request: StaffRequest, public_id: str) -> Application:
    rows = Application.objects.filter(participant__in=records_open_to(request.user)).select_related(
        "participant__desk", "participant__municipality", "participant__wishes", "participant__user",
        "opportunity__company", "opportunity__municipality", "body", "project", "consent", "slot", "proposed_by",
    )  # fmt: skip
    return get_object_or_404(rows, public_id=public_id)


@desk_page
@require_http_methods(["GET", "HEAD"])
def application(request: StaffRequest, public_id: str) -> HttpResponse:
    """Where it stands, what was said, and what can be done now."""
    row = _application_or_404(request, public_id)
    log_access(row.participant, by=request.user, what=RecordAccess.What.RECORD)
    parts = perms.application_parts(request.user, row)
    ahead = applications.MOVES.next_states(row.state, parts & {"supporter"})
    language = "en" if get_language() == "en" else "ja"
    context = record_context(request, row.participant, "desk_work") | {
        "application": row,
        "steps": [name for name, step in STEPS.items() if step.after in ahead],
        "reasons": [one[language] for one in row.reasons],
        "placement": Placement.objects.filter(application=row).first(),
        "moves": steps_taken(row.moves.all(), State),
    }
    return render(request, "portal/desk/application.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, public_id: str, name: str) -> HttpResponse:
    """One step: a page that says what then happens, and a button."""
    row = _application_or_404(request, public_id)
    if name not in STEPS or "supporter" not in perms.application_parts(request.user, row):
        raise Http404
    chosen = STEPS[name]
    form = chosen.form(request.POST if request.method == "POST" else None, **_about(name, row))
    if request.method == "POST" and form.is_valid():
        given = getattr(form, chosen.given)
        try:
            chosen.verb(row, by=request.user, **_given(name, given() if callable(given) else given))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, str(chosen.done))
            return redirect("portal:desk_application", public_id)
    log_access(row.participant, by=request.user, what=RecordAccess.What.RECORD)
    context = record_context(request, row.participant, "desk_work") | {
        "application": row,
        "form": form,
        "name": name,
    }
    return render(request, chosen.page, context)


def _about(name: str, row: Application) -> dict[str, Any]:
    if name == "yes":
        return {"application": row}
    return {"opportunity": row.opportunity} if name == "propose" else {}


def _given(name: str, given: dict[str, Any]) -> dict[str, Any]:
    return {"message": given["message"]} if name == "propose" else given
