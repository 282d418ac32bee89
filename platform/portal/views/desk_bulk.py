"""One thing for several people: first a page that says who and what, afterwards one that says what became of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Participant
from foundation.digits import clean_text
from foundation.moves import Refused
from portal.forms.desk_bulk import ExportForm, PickForm
from portal.people import export as files
from portal.people.bulk import ACTIONS, MOST_AT_ONCE, Outcome, carry_out, take_back
from portal.people.listing import Listing, listing
from portal.people.rows import Described
from portal.views.desk_access import StaffRequest, desk_page, records_open_to

SESSION_KEY = "desk_bulk"
REMEMBERED = 5
MOST_PICKED = 1000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _back(request: StaffRequest) -> str:
    query = request.GET.urlencode()
    return reverse("portal:desk_people") + (f"?{query}" if query else "")


def _picked(request: StaffRequest, found: Listing) -> Described:
    """Those who were ticked, or everybody in the list, as far as their records are open."""
    if request.POST.get("scope") == "all":
        return found.open_rows()
    return found.picked([clean_text(one) for one in request.POST.getlist("person")[:MOST_PICKED]])


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: StaffRequest) -> HttpResponse:
    """Who and what; nothing happens before the second button."""
    if (key := request.POST.get("key", "")) in request.session.get(SESSION_KEY, {}):
        return redirect("portal:desk_bulk_done", key)  # the same form, sent twice
    pick = PickForm(request.POST)
    if request.method != "POST" or not pick.is_valid() or not pick.cleaned_data["do"]:
        return redirect(_back(request))
    found = listing(request.GET, request.user, request.session)
    people = _picked(request, found)
    count = people.count()
    if not count:
        messages.info(request, _("どなたも選ばれていません。名前の前の四角を押してください。"))
        return redirect(_back(request))
    do = pick.cleaned_data["do"]
    if do == "export":
        return _ask_about_export(request, found, count, ExportForm())
    if count > MOST_AT_ONCE:
        messages.info(
            request, _("一度にできるのは{n}人までです。条件でしぼってください。").format(n=MOST_AT_ONCE)
        )
        return redirect(_back(request))
    return _bulk(request, do, list(people))


def _bulk(request: StaffRequest, do: str, people: list[Participant]) -> HttpResponse:
    action = ACTIONS[do]
    sent = bool(request.POST.get("sent"))
    form = action.form(request.POST if sent else None, user=request.user)
    if sent and form.is_valid():
        key = form.cleaned_data["key"]
        _remember(request, key, carry_out(do, people, form, by=request.user))
        return redirect("portal:desk_bulk_done", key)
    context = {"action": action, "do": do, "people": people, "form": form, "back": _back(request)}
    return render(request, "portal/desk/bulk.html", context)


def _remember(request: StaffRequest, key: str, outcome: Outcome) -> None:
    kept = dict(request.session.get(SESSION_KEY, {})) | {key: outcome.as_json()}
    request.session[SESSION_KEY] = dict(list(kept.items())[-REMEMBERED:])


def _outcome(request: StaffRequest, key: str) -> Outcome:
    kept = request.session.get(SESSION_KEY, {}).get(key)
    if kept is None:
        raise Http404
    return Outcome(**kept)


@desk_page
@require_safe
def done(request: StaffRequest, key: str) -> HttpResponse:
    """How many, and for whom not and why."""
    outcome = _outcome(request, key)
    names = _names(request, [*outcome.done, *(one for one, _why in outcome.refused)])
    context: dict[str, Any] = {
        "outcome": outcome,
        "action": ACTIONS.get(outcome.do),
        "key": key,
        "done": [(one, names[one]) for one in outcome.done if one in names],
        "refused": [(one, names.get(one, ""), why) for one, why in outcome.refused],
        "may_undo": bool(outcome.joined and not outcome.undone),
    }
    return render(request, "portal/desk/bulk_done.html", context)


def _names(request: StaffRequest, public_ids: list[str]) -> dict[str, str]:
    """Nicknames of those whose record is still open to the reader."""
    rows = records_open_to(request.user).filter(public_id__in=public_ids)
    return dict(rows.values_list("public_id", "nickname"))


@desk_page
@require_POST
def undo(request: StaffRequest, key: str) -> HttpResponse:
    """Whoever was added leaves again."""
    outcome = _outcome(request, key)
    if not outcome.joined or outcome.undone:
        messages.info(request, _("もう戻してあります。"))
        return redirect("portal:desk_bulk_done", key)
    people = records_open_to(request.user).filter(public_id__in=outcome.done)
    undone = take_back(outcome, people, by=request.user)
    outcome.undone = True
    outcome.refused = undone.refused
    _remember(request, key, outcome)
    messages.success(request, _("{n}人のチームを、もとに戻しました。").format(n=len(undone.done)))
    return redirect("portal:desk_bulk_done", key)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest) -> HttpResponse:
    """Asks first, with how many people; then the file, after the read log knows of it."""
    if request.method != "POST":
        return redirect(_back(request))
    found = listing(request.GET, request.user, request.session)
    people = _picked(request, found)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _ask_about_export(request, found, people.count(), form)
    rows = list(people[: files.MOST_IN_A_FILE + 1])
    try:
        _refuse_size(len(rows))
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect(_back(request))
    kind = form.cleaned_data["kind"]
    write = files.as_workbook if kind == "xlsx" else files.as_csv
    content = write(rows, found.columns)
    files.log_export(rows, by=request.user)
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="ichiran-{timezone.localdate():%Y%m%d}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _refuse_size(size: int) -> None:
    if not size:
        raise Refused(_("どなたも選ばれていません。名前の前の四角を押してください。"))
    if size > files.MOST_IN_A_FILE:
        raise Refused(
            _("一度に書き出せるのは{n}人までです。条件でしぼってください。").format(n=files.MOST_IN_A_FILE)
        )


def _ask_about_export(request: StaffRequest, found: Listing, count: int, form: ExportForm) -> HttpResponse:
    everybody = request.POST.get("scope") == "all"
    context = {
        "count": count,
        "columns": found.columns,
        "form": form,
        "scope": "all" if everybody else "chosen",
        "people": [] if everybody else request.POST.getlist("person"),
        "hides_names": not _picked(request, found).filter(identity_open=True).exists(),
        "back": _back(request),
    }
    return render(request, "portal/desk/export.html", context)
