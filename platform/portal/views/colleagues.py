"""`/office/colleagues/`: who works here, who was invited, whose contract ends soon."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms as people
from accounts import workflow
from accounts.models import Invitation, Membership, Organisation, Project
from foundation.digits import clean_text
from foundation.moves import Refused
from portal.forms import invitations as forms
from portal.forms.colleagues import roles_of_a_body
from portal.places import one_of
from portal.views.contracts import ending_at
from portal.views.office_here import page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 30
INVITATIONS_SHOWN = 50
SORTS = {"name": ["user__name", "pk"], "newest": ["-starts_on", "-pk"]}
Kind = Organisation.Kind
WAYS = {
    "colleague": (gettext_lazy("同僚を招待する"), forms.ColleagueForm, tuple(Kind.values)),
    "company": (gettext_lazy("企業を招待する"), forms.CompanyForm, (Kind.MUNICIPALITY, Kind.PREFECTURE)),
    "npo": (gettext_lazy("NPOに委託して招待する"), forms.NpoForm, (Kind.MUNICIPALITY, Kind.PREFECTURE)),
    "municipality": (gettext_lazy("市町村の管理者を招待する"), forms.MunicipalityForm, (Kind.PREFECTURE,)),
}
View = Callable[..., HttpResponse]


def managers_of_a_body(view: View) -> View:
    """For managers of an office or of an NPO; for everybody else there is no such page."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Organisation.objects.managed_by(request.user).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def body_here(request: HttpRequest) -> Organisation:
    """The body that the user chose, or the first one that they manage."""
    return one_of(request, Organisation.objects.managed_by(request.user))


def colleagues_page(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """The tabs of an office; a manager of an NPO alone has the desk and this page."""
    if people.is_office_manager(request.user):
        return page_of("office_colleagues", **context)
    links = [("desk", _("きょうの支援デスク")), ("office_colleagues", _("担当者と招待"))]
    tabs = [
        {"label": label, "url": reverse(f"portal:{name}"), "current": name == "office_colleagues"}
        for name, label in links
    ]
    return {"tabs": tabs, **context}


def running_projects(body: Organisation) -> QuerySet[Project]:
    """The projects for which a body works today."""
    return Project.objects.running(timezone.localdate()).of_organisation(body)


def invitations_of(host: Organisation) -> list[Invitation]:
    """What was sent in an organisation's name: what is open first, then the newest."""
    rows = Invitation.objects.sent_for(host).select_related("organisation", "invited_by", "project")
    rows = rows.order_by("-created_at", "-pk")
    found = list(rows.unanswered()[:INVITATIONS_SHOWN])
    return found + list(rows.exclude(pk__in=[row.pk for row in found])[:10])


@managers_of_a_body
@require_safe
def colleagues(request: SignedInRequest) -> HttpResponse:
    """Who works for the body today, and as what; whom it invited; what ends soon."""
    body = body_here(request)
    rows = Membership.objects.current().filter(organisation=body).select_related("user", "project")
    words, role = clean_text(request.GET.get("q", "")[:200], one_line=True), request.GET.get("role", "")
    if words:
        rows = rows.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words))
    if role in Membership.Role.values:
        rows = rows.filter(role=role)
    sort = request.GET.get("sort", "name")
    rows = rows.order_by(*SORTS.get(sort, SORTS["name"]))
    context = {
        "body": body,
        "rows": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "chips": [
            {"label": label, "url": "?" if role == value else f"?role={value}", "active": role == value}
            for value, label in roles_of_a_body()
        ],
        "query": words,
        "role": role,
        "sort": sort,
        "ways": [(key, label) for key, (label, _form, kinds) in WAYS.items() if body.kind in kinds],
        "invitations": invitations_of(body),
        "ending": ending_at(body),
    }
    return render(request, "portal/office/colleagues.html", colleagues_page(request, **context))


@managers_of_a_body
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest, what: str) -> HttpResponse:
    """One mail to one person; what is written stays where it was refused."""
    body = body_here(request)
    label, kind_of_form, kinds = WAYS.get(what, (None, None, ()))
    if kind_of_form is None or body.kind not in kinds:
        raise Http404
    form = kind_of_form(request.POST or None, host=body, projects=running_projects(body))
    if request.method == "POST" and form.is_valid() and sent(request, body, form):
        return redirect("portal:office_colleagues")
    context = colleagues_page(request, body=body, form=form, title=label, what=what)
    return render(request, "portal/office/invite.html", context)


def sent(request: SignedInRequest, host: Organisation, form: forms.InviteForm) -> bool:
    """Send the invitation, or say on the form why not."""
    try:
        row = workflow.invite(by=request.user, host=host, **form.invitation())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, _("{email}に招待を送りました。").format(email=row.email))
    return True


@managers_of_a_body
@require_POST
def change_invitation(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Send it again, or withdraw it."""
    hosts = Organisation.objects.managed_by(request.user)
    changed(request, get_object_or_404(Invitation.objects.filter(host__in=hosts), public_id=public_id))
    return redirect("portal:office_colleagues")


def changed(request: SignedInRequest, row: Invitation) -> None:
    """Do what the button says, and tell what came of it."""
    try:
        if request.POST.get("do") == "withdraw":
            workflow.withdraw_invitation(row, by=request.user)
            messages.success(request, _("招待を取り消しました。届いたリンクは使えません。"))
        elif request.POST.get("do") == "resend":
            workflow.resend_invitation(row, by=request.user)
            messages.success(request, _("新しいリンクを送りました。前のリンクは使えません。"))
    except Refused as refused:
        messages.error(request, str(refused))
