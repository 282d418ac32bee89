"""One colleague: whom they accompany and who takes over, their role, the end of their work here; contracts."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import workflow
from accounts.models import Membership, Organisation, Participant, TeamMember, User
from accounts.workflow.memberships import prolongable
from foundation.moves import Refused
from portal.forms.colleagues import ProlongForm, RoleForm, SuccessorsForm, colleagues_to_hand_to
from portal.views.colleagues import body_here, colleagues_page, managers_of_a_body, running_projects
from portal.views.contracts import contracts_of
from portal.views.signed_in import SignedInRequest


def people_known_to(body: Organisation) -> QuerySet[User]:
    """Those who work at a body, and those of elsewhere who accompany people of its desk."""
    here = Membership.objects.current().filter(organisation=body)
    with_ours = TeamMember.objects.staying().filter(participant__desk=body)
    return User.objects.filter(Q(pk__in=here.values("user")) | Q(pk__in=with_ours.values("user")))


def caseload_of(user: User, body: Organisation, *, seen_by: User) -> list[TeamMember]:
    """Whom somebody accompanies for a body or of its desk, as far as the reader may open the records."""
    others = TeamMember.objects.current().filter(participant=OuterRef("participant")).exclude(user=user)
    rows = TeamMember.objects.staying().filter(
        Q(organisation=body) | Q(participant__desk=body),
        user=user,
        participant__in=Participant.objects.visible_to(seen_by),
    )
    rows = rows.annotate(others=Exists(others)).select_related("participant", "organisation")
    return list(rows.order_by("participant__nickname", "pk"))


@managers_of_a_body
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Hand several people over at once, change the role, or end the work here; each with its own button."""
    body = body_here(request)
    person = get_object_or_404(people_known_to(body), public_id=public_id)
    roles = list(Membership.objects.current().of(person).filter(organisation=body).select_related("project"))
    caseload = caseload_of(person, body, seen_by=request.user)
    do = request.POST.get("do", "")
    hand_to = colleagues_to_hand_to(body, without=person)
    given = request.POST if do in ("hand_over", "end", "role") else None
    successors = SuccessorsForm(given, caseload=caseload, colleagues=hand_to)
    role = RoleForm(
        request.POST if do == "role" else None, projects=running_projects(body), initial=_initial(roles)
    )
    if request.method == "POST" and _done(request, person, body, successors, role):
        still = people_known_to(body).filter(pk=person.pk).exists()
        return (
            redirect("portal:office_colleague", public_id) if still else redirect("portal:office_colleagues")
        )
    everybody = TeamMember.objects.staying().filter(user=person, organisation=body).count()
    context = {
        "body": body,
        "person": person,
        "roles": roles,
        "caseload": caseload,
        "hidden": max(everybody - sum(row.organisation_id == body.pk for row in caseload), 0),
        "form": successors,
        "role_form": role,
        "hand_to": hand_to,
    }
    return render(request, "portal/office/colleague.html", colleagues_page(request, **context))


def _initial(roles: list[Membership]) -> dict[str, Any]:
    if not roles:
        return {}
    return {"role": roles[0].role, "project": roles[0].project.public_id if roles[0].project else ""}


def _done(
    request: SignedInRequest, person: User, body: Organisation, form: SuccessorsForm, role: RoleForm
) -> bool:
    """Whether what the button says took place; what was refused stands on the form."""
    do, by = request.POST.get("do"), request.user
    if not form.is_valid():
        return False
    because = form.cleaned_data["because"]
    try:
        if do == "hand_over":
            count = workflow.hand_over_caseload(
                person, form.successors(), organisation=body, by=by, because=because
            )
            messages.success(request, _("{n}人の担当を引き継ぎました。").format(n=count))
            return True
        if do == "end":
            workflow.end_membership(person, body, by=by, successors=form.successors(), because=because)
            messages.success(request, _("{name}さんの所属を終わりにしました。").format(name=person))
            return True
        if do == "role" and role.is_valid():
            data = role.cleaned_data
            workflow.change_role(
                person, body, role=data["role"], project=data["project"], by=by, successors=form.successors()
            )
            messages.success(request, _("{name}さんの役割を変えました。").format(name=person))
            return True
    except Refused as refused:
        if refused.field in role.fields and do == "role":
            role.add_error(refused.field, str(refused))
        else:
            form.add_error(None, str(refused))
    return False


@managers_of_a_body
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: SignedInRequest, public_id: str) -> HttpResponse:
    """A commissioned body goes on: until when, and for which project."""
    body = body_here(request)
    commissioned = Organisation.objects.filter(pk__in=contracts_of(body).values("organisation"))
    npo = get_object_or_404(commissioned, public_id=public_id)
    members = list(
        prolongable(npo, by=request.user).select_related("user", "project").order_by("user__name", "pk")
    )
    projects = running_projects(body)
    form = ProlongForm(request.POST or None, projects=projects, initial=_latest(projects))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            workflow.prolong_contract(npo, project=data["project"], until=data["until"], by=request.user)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("{name}の委託の期間を変えました。").format(name=npo))
            return redirect("portal:office_colleagues")
    context = {"body": body, "npo": npo, "members": members, "form": form}
    return render(request, "portal/office/contract.html", colleagues_page(request, **context))


def _latest(projects: QuerySet[Any]) -> dict[str, Any]:
    project = projects.order_by("-ends_on").first()
    return {"project": project.public_id, "until": project.ends_on} if project else {}
