"""People from a table in the browser: send, match the columns, check, register, mend and send again."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import workflow
from accounts.models import PeopleFile, PeopleFileRow
from foundation.digits import clean_text
from foundation.moves import Refused
from foundation.tables import TableError, write_csv
from portal.forms.desk_import import MatchForm, SendForm
from portal.forms.desk_people import desks_of
from portal.views.desk_access import StaffRequest, View, desk_page

State = PeopleFile.State
SAMPLES = 3
REJECTED_A_PAGE = 50


def registering(view: View) -> View:
    """For those of a desk who register people there; there is no such page for others."""

    @desk_page
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not desks_of(request.user):  # type: ignore[arg-type]
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _own(request: StaffRequest, public_id: str) -> PeopleFile:
    return get_object_or_404(PeopleFile.objects.of(request.user).select_related("desk"), public_id=public_id)


@registering
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: StaffRequest) -> HttpResponse:
    """A file is sent; files that wait are listed."""
    form = SendForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid() and form.table:
        name = clean_text(form.cleaned_data["file"].name, one_line=True)[:120]
        try:
            file = workflow.receive_people_file(
                form.table, name=name, desk=form.cleaned_data["desk"], by=request.user
            )
        except (Refused, TableError) as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("portal:desk_import_columns", file.public_id)
    context = {"form": form, "files": PeopleFile.objects.of(request.user)}
    return render(request, "portal/desk/import.html", context)


@registering
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: StaffRequest, public_id: str) -> HttpResponse:
    """What each column is: guessed, matched by hand once, and remembered."""
    file = _own(request, public_id)
    form = MatchForm(request.POST if request.method == "POST" else None, file=file)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.match_columns(file, form.columns(), how=form.cleaned_data["how"], by=request.user)
        except Refused as refused:
            messages.info(request, str(refused))
        return redirect("portal:desk_import_file", public_id)
    samples = [row.cells for row in file.rows.exclude(outcome="blank").order_by("line")[:SAMPLES]]
    lines = [
        (field, [cells[number] for cells in samples if cells[number]])
        for number, field in enumerate(form.heading_fields())
    ]
    context = {"form": form, "file": file, "lines": lines}
    return render(request, "portal/desk/import_columns.html", context)


@registering
@require_safe
def file(request: StaffRequest, public_id: str) -> HttpResponse:
    """Where the file stands: checking, checked, registering, done; and which rows to mend."""
    found = _own(request, public_id)
    if found.state == State.MATCHING:
        return redirect("portal:desk_import_columns", public_id)
    rejected = found.rows.filter(outcome="rejected").order_by("line")
    context = {
        "file": found,
        "counts": found.counts,
        "progress": _progress(found),
        "page_obj": Paginator(rejected, REJECTED_A_PAGE).get_page(request.GET.get("page")),
        "to_register": found.counts.get("created", 0) + found.counts.get("updated", 0),
    }
    return render(request, "portal/desk/import_file.html", context)


def _progress(file: PeopleFile) -> dict[str, int]:
    left = file.rows.filter(outcome="").count()
    done = sum(file.counts.get(name, 0) for name in ("created", "updated", "unchanged", "rejected"))
    return {"done": done, "all": done + left}


@registering
@require_POST
def step(request: StaffRequest, public_id: str) -> HttpResponse:
    """The next hundred rows; a script asks for JSON and goes on, a person presses again."""
    try:
        found = workflow.step_people_file(_own(request, public_id), by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("portal:desk_import")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"state": found.state, **_progress(found)})
    return redirect("portal:desk_import_file", public_id)


@registering
@require_POST
def run(request: StaffRequest, public_id: str) -> HttpResponse:
    """Begin to register those who were read."""
    try:
        workflow.run_people_file(_own(request, public_id), by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("portal:desk_import_file", public_id)


@registering
@require_safe
def rejects(request: StaffRequest, public_id: str) -> HttpResponse:
    """The rows to mend, with their line and the reason, as CSV."""
    found = _own(request, public_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="naosu-gyou.csv"'
    answer.write("\ufeff")
    write_csv(answer, _mending(found))  # type: ignore[arg-type]
    return answer


def _mending(file: PeopleFile) -> Iterator[list[Any]]:
    yield [_("行"), _("直すところ"), *file.header]
    row: PeopleFileRow
    for row in file.rows.filter(outcome="rejected").order_by("line").iterator():
        yield [row.line, row.reasons.replace("\n", " / "), *row.cells]


@registering
@require_POST
def remove(request: StaffRequest, public_id: str) -> HttpResponse:
    """Throw away what is left of the file."""
    workflow.remove_people_file(_own(request, public_id), by=request.user)
    messages.success(request, _("ファイルの内容を消しました。登録した方は、そのままです。"))
    return redirect("portal:desk_import")
