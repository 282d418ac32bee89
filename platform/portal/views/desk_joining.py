"""Records that may be one person: the list, the comparison, joining, and going back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms as people
from accounts.duplicates import pairs_for
from accounts.models import Joining, Participant, RecordAccess, Wishes
from accounts.workflow import join_records, log_access, say_two_people, undo_joining
from foundation.moves import Refused
from portal.forms.desk_joining import JoinForm
from portal.views.desk_access import StaffRequest, desk_page, records_open_to

PAIRS_A_PAGE = 20


@desk_page
@require_safe
def duplicates(request: StaffRequest) -> HttpResponse:
    """Pairs of records of which both are open to the reader."""
    joined = Joining.objects.visible_to(request.user).filter(undone_at__isnull=True)
    context = {
        "page_obj": Paginator(pairs_for(request.user), PAIRS_A_PAGE).get_page(request.GET.get("page")),
        "joined": joined.select_related("kept", "joined_by")[:PAIRS_A_PAGE],
    }
    return render(request, "portal/desk/duplicates.html", context)


def _both(request: StaffRequest, public_id: str, other: str) -> tuple[Participant, Participant]:
    rows = records_open_to(request.user).filter(public_id__in=[public_id, other])
    found = {row.public_id: row for row in rows.select_related("desk", "municipality", "wishes", "user")}
    if {public_id, other} - set(found) or public_id == other:
        raise Http404
    two = found[public_id], found[other]
    if not people.can_join_records(request.user, *two):
        raise Http404
    return two


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: StaffRequest, public_id: str, other: str) -> HttpResponse:
    """Side by side; where they differ, somebody chooses. Nothing happens before that."""
    kept, second = _both(request, public_id, other)
    form = JoinForm(request.POST if request.method == "POST" else None, kept=kept, other=second)
    if request.method == "POST" and form.is_valid():
        try:
            joining = join_records(kept, second, by=request.user, take=form.take())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("ひとつの記録になりました。30日のあいだは、戻せます。"))
            return redirect("portal:desk_joining", joining.public_id)
    for person in (kept, second):
        log_access(person, by=request.user, what=RecordAccess.What.CONTACT)
    return render(request, "portal/desk/join.html", {"kept": kept, "other": second, "form": form})


@desk_page
@require_POST
def two_people(request: StaffRequest, public_id: str, other: str) -> HttpResponse:
    """They are not the same; the list does not ask again."""
    try:
        say_two_people(*_both(request, public_id, other), by=request.user)
        messages.success(request, _("別の方として、おぼえました。"))
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("portal:desk_duplicates")


def _joining(request: StaffRequest, public_id: str) -> Joining:
    rows = Joining.objects.visible_to(request.user).select_related("kept", "joined_by")
    return get_object_or_404(rows, public_id=public_id)


@desk_page
@require_safe
def joining(request: StaffRequest, public_id: str) -> HttpResponse:
    """What was joined, and the way back."""
    return render(request, "portal/desk/joining.html", {"joining": _joining(request, public_id)})


@desk_page
@require_POST
def undo(request: StaffRequest, public_id: str) -> HttpResponse:
    """Two records again; what cannot go back is said."""
    row = _joining(request, public_id)
    try:
        undone = undo_joining(row, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("portal:desk_joining", public_id)
    messages.success(
        request, _("二つの記録に戻しました。つなげたあとに書かれたものは、残した記録にあります。")
    )
    if undone.kept_as_they_are:
        names = [str(_field_label(name)) for name in undone.kept_as_they_are]
        messages.info(
            request,
            _("そのあとに書きかえられたので、戻さなかったもの：{names}").format(names="、".join(names)),
        )
    return redirect("portal:desk_participant", row.kept.public_id)


def _field_label(name: str) -> object:
    model = Participant if name in {field.name for field in Participant._meta.get_fields()} else Wishes
    return model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
