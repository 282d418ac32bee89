"""Saved views of the list: keep one, rename it, share it with the desk, let it open first, delete it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms, workflow
from accounts.models import FirstView, Organisation, SavedView, User
from foundation.moves import Refused
from portal.forms.desk_list import PeopleForm, ShareViewForm, ViewNameForm
from portal.people import columns as columns_of
from portal.people.listing import form_for, listing, views_for
from portal.views.desk_access import StaffRequest, desk_page


def _list_with(view: SavedView) -> str:
    return f"{reverse('portal:desk_people')}?view={view.public_id}"


def _view(request: StaffRequest, public_id: str) -> SavedView:
    rows = SavedView.objects.visible_to(request.user).select_related("shared_with", "owner")
    return get_object_or_404(rows, public_id=public_id)


def _view_to_change(request: StaffRequest, public_id: str) -> SavedView:
    view = _view(request, public_id)
    if not perms.can_change_view(request.user, view):
        raise PermissionDenied
    return view


@desk_page
@require_safe
def views(request: StaffRequest) -> HttpResponse:
    """One's own and the desk's."""
    kept = set(SavedView.objects.kept_by(request.user).values_list("pk", flat=True))
    first = FirstView.objects.filter(user=request.user).values_list("view", flat=True).first()
    context = {"views": views_for(request.user), "kept": kept, "first_view": first}
    return render(request, "portal/desk/views.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: StaffRequest) -> HttpResponse:
    """What the address says, under a name."""
    found = listing(request.GET, request.user, request.session)
    form = ViewNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            view = workflow.save_view(
                form.cleaned_data["name"],
                by=request.user,
                filters=found.form.kept(),
                columns=[column.key for column in found.columns],
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("「{name}」として保存しました。").format(name=view.name))
            return redirect(_list_with(view))
    context = {"form": form, "listing": found, "said": _said(found.form)}
    return render(request, "portal/desk/view_save.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: StaffRequest, public_id: str) -> HttpResponse:
    """One view: its name, who uses it, and what can be done with it."""
    row = _view(request, public_id)
    may_change = perms.can_change_view(request.user, row)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = ViewNameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        try:
            workflow.rename_view(row, form.cleaned_data["name"], by=request.user)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("名前を変えました。"))
            return redirect("portal:desk_views")
    desks = Organisation.objects.managed_by(request.user)
    context = {
        "view": row,
        "form": form,
        "may_change": may_change,
        "is_first": FirstView.objects.filter(user=request.user, view=row).exists(),
        "share": ShareViewForm(user=request.user) if may_change and not row.shared_with and desks else None,
        "said": _said(_form_of(row, request.user)),
        "columns": columns_of.chosen(row.columns),
    }
    return render(request, "portal/desk/view.html", context)


def _form_of(row: SavedView, user: User) -> PeopleForm:
    """The filters of a view, to be told in words."""
    given = QueryDict(mutable=True)
    given.update({name: value for name, value in row.filters.items() if isinstance(value, str)})
    form = form_for(given, user)
    form.is_valid()
    return form


def _said(form: PeopleForm) -> list[tuple[str, str]]:
    """The filters in words: the label of each field and of what was chosen in it."""
    told = []
    for field in form.filters():
        value = form.cleaned_data.get(field.name)
        if not value:
            continue
        choices = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
        words = choices.get(value) or getattr(value, "display_name", value)
        told.append((str(field.label), str(words)))
    return told


@desk_page
@require_POST
def delete(request: StaffRequest, public_id: str) -> HttpResponse:
    """The view is gone, the people are not."""
    row = _view_to_change(request, public_id)
    try:
        workflow.delete_view(row, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("「{name}」を消しました。").format(name=row.name))
    return redirect("portal:desk_views")


@desk_page
@require_POST
def share(request: StaffRequest, public_id: str) -> HttpResponse:
    """With everybody at a desk that the user manages, or with nobody any more."""
    row = _view_to_change(request, public_id)
    form = ShareViewForm(request.POST, user=request.user)
    try:
        if request.POST.get("stop"):
            workflow.stop_sharing_view(row, by=request.user)
            messages.success(request, _("あなただけの見かたに戻しました。"))
        elif form.is_valid():
            workflow.share_view(row, form.cleaned_data["desk"], by=request.user)
            messages.success(request, _("窓口のみなさんが使えるようになりました。"))
        else:
            messages.info(request, _("いっしょに使う窓口を選んでください。"))
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("portal:desk_view", public_id)


@desk_page
@require_POST
def first(request: StaffRequest, public_id: str) -> HttpResponse:
    """With this view the list opens; a second time, with the usual one again."""
    row = _view(request, public_id)
    stop = bool(request.POST.get("stop"))
    try:
        workflow.choose_first_view(None if stop else row, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        done = _("いつもの一覧から始まります。") if stop else _("一覧は、この見かたから始まります。")
        messages.success(request, done)
    return redirect("portal:desk_views")
