"""The parts of a record: wishes, contact, team, consents and who looked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import perms as people
from accounts import workflow
from accounts.models import (
    BreakGlass,
    Consent,
    Membership,
    Organisation,
    Participant,
    RecordAccess,
    TeamMember,
    User,
    Wishes,
)
from foundation.digits import clean_text
from foundation.moves import Refused
from portal.forms.desk_people import ContactForm
from portal.forms.desk_wishes import WishesForm
from portal.places import place_here
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404, record_to_read

FOUND_AT_ONCE = 20
BODY = ("organisation__municipality", "organisation__prefecture")
"""What the name of a body needs, in either language."""
PAST_AT_ONCE = 20
WHY_LENGTH = 500
ACCESSES_PER_PAGE = 30
What = RecordAccess.What


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: StaffRequest, public_id: str) -> HttpResponse:
    """One page, filled in little by little; what is open is visible."""
    person = record_to_read(request, public_id)
    if person.is_family:
        raise Http404
    form = WishesForm(request.POST or None, instance=Wishes.of(person))
    if request.method == "POST" and form.is_valid():
        try:
            workflow.change_wishes(person, by=request.user, fields=form.changes())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("希望とできることを書きました。"))
            return redirect("portal:desk_wishes", public_id)
    workflow.log_access(person, by=request.user, what=What.WISHES)
    context = record_context(request, person, "desk_wishes") | {"form": form}
    return render(request, "portal/desk/wishes.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: StaffRequest, public_id: str) -> HttpResponse:
    """The only page with address and telephone; opening it is recorded."""
    person = record_to_read(request, public_id)
    own_copy = Participant.objects.get(pk=person.pk)
    form = ContactForm(
        request.POST or None, instance=own_copy, desks=[person.desk], hidden=person.hidden_fields
    )
    if request.method == "POST" and form.is_valid():
        try:
            workflow.change_record(person, by=request.user, fields=form.changes())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("連絡先を書きました。"))
            return redirect("portal:desk_contact", public_id)
    workflow.log_access(person, by=request.user, what=What.CONTACT)
    context = record_context(request, person, "desk_contact") | {"form": form}
    return render(request, "portal/desk/contact.html", context)


@desk_page
@require_safe
def team(request: StaffRequest, public_id: str) -> HttpResponse:
    """Who sees this record, and whom one could ask to join."""
    person = record_to_read(request, public_id)
    asked = clean_text(request.GET.get("q", "")[:100], one_line=True)
    members = TeamMember.objects.current().filter(participant=person)
    rows = list(members.select_related("user", "joined_by", *BODY))
    record = record_context(request, person, "desk_team")
    context = {
        "members": [(row, places) for row, places in zip(rows, _successors(rows), strict=True)],
        "past": _past_members(person),
        "opened": [] if record["glass"] else _opened_with_a_reason(person),
        "q": asked,
        "found": _colleagues(asked, members) if asked else [],
        "may_change": people.can_change_team(request.user, person),
        "may_join": not people.in_team(request.user, person) and _own_places(request.user).exists(),
    }
    workflow.log_access(person, by=request.user, what=What.RECORD)
    return render(request, "portal/desk/team.html", record | context)


def _successors(members: list[TeamMember]) -> list[list[Membership]]:
    """For each member the colleagues of the same body who could be there instead."""
    roles = [Membership.Role.SUPPORTER, Membership.Role.MANAGER]
    bodies = {member.organisation_id for member in members}
    places = _places().filter(organisation__in=bodies, role__in=roles).select_related("user")
    found = {(place.organisation_id, place.user_id): place for place in places.order_by("user__name", "user")}
    return [
        [
            place
            for (body, user), place in found.items()
            if body == row.organisation_id and user != row.user_id
        ]
        for row in members
    ]


def _past_members(person: Participant) -> QuerySet[TeamMember]:
    """Who was in the team before, the last one first."""
    rows = TeamMember.objects.filter(participant=person, left_at__isnull=False)
    return rows.select_related("user", "left_by", "handed_to", *BODY).order_by("-left_at")[:PAST_AT_ONCE]


def _opened_with_a_reason(person: Participant) -> QuerySet[BreakGlass]:
    """Which colleagues outside the team opened the record, and why; the last one first."""
    rows = BreakGlass.objects.filter(participant=person).select_related("by", *BODY)
    return rows[:PAST_AT_ONCE]


def _places() -> QuerySet[Membership]:
    """Where people work at a desk today."""
    return Membership.objects.current().filter(
        role__in=people.DESK_ROLES, organisation__in=Organisation.objects.desks(), user__is_active=True
    )


def _own_places(user: User) -> QuerySet[Membership]:
    return _places().filter(user=user)


def _colleagues(asked: str, members: QuerySet[TeamMember]) -> list[Membership]:
    found = _places().filter(user__name__icontains=asked).exclude(user__in=members.values("user"))
    rows = found.select_related("user", *BODY).order_by("user__name", "user", "organisation")
    once = {(row.user_id, row.organisation_id): row for row in rows[: FOUND_AT_ONCE * 2]}
    return list(once.values())[:FOUND_AT_ONCE]


@desk_page
@require_POST
def team_add(request: StaffRequest, public_id: str) -> HttpResponse:
    """A colleague joins, of this desk or another; without a name given, the one who asks."""
    person = record_or_404(request, public_id)
    places = _places().select_related("user", "organisation")
    if wanted := request.POST.get("organisation"):
        places = places.filter(organisation__public_id=clean_text(wanted))
    joins = clean_text(request.POST.get("user", "") or request.user.public_id)
    found = list(places.filter(user__public_id=joins).order_by("pk"))
    here = place_here(request) if joins == request.user.public_id else None
    place = next((one for one in found if one.organisation == here), next(iter(found), None))
    if place is None:
        messages.info(request, _("その方は、いまチームに加われません。"))
        return redirect("portal:desk_team", public_id)
    try:
        workflow.add_to_team(
            person, place.user, organisation=place.organisation, by=request.user, because=_why(request)
        )
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("{name}がチームに加わりました。").format(name=place.user))
    return redirect("portal:desk_team", public_id)


@desk_page
@require_POST
def team_leave(request: StaffRequest, public_id: str) -> HttpResponse:
    """Somebody leaves the team; whoever leaves it oneself is back at the desk."""
    person = record_or_404(request, public_id)
    members = TeamMember.objects.current().filter(participant=person).select_related("user")
    member = get_object_or_404(members, user__public_id=clean_text(request.POST.get("user", "")))
    try:
        _leave(request, member)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("portal:desk_team", public_id)
    messages.success(request, _("{name}がチームを離れました。").format(name=member.user))
    if people.can_open_record(request.user, person):
        return redirect("portal:desk_team", public_id)
    return redirect("portal:desk")


def _why(request: StaffRequest) -> str:
    return clean_text(request.POST.get("because", ""))[:WHY_LENGTH]


def _leave(request: StaffRequest, member: TeamMember) -> None:
    """Leave the team, or hand over to a colleague of the same body who may be there alone."""
    if not (wanted := clean_text(request.POST.get("to", ""))):
        workflow.leave_team(member, by=request.user, because=_why(request))
        return
    places = _places().filter(user__public_id=wanted, organisation=member.organisation_id)
    place = places.select_related("user", "organisation").order_by("pk").first()
    if place is None:
        raise Refused(_("その方は、いまチームに加われません。"))
    workflow.hand_over(
        member, to=place.user, organisation=place.organisation, by=request.user, because=_why(request)
    )


@desk_page
@require_safe
def consents(request: StaffRequest, public_id: str) -> HttpResponse:
    """What the person allowed to whom, and who looked at the record."""
    person = record_or_404(request, public_id)
    workflow.log_access(person, by=request.user, what=What.RECORD)
    given = Consent.objects.filter(participant=person).select_related(
        "recipient__municipality", "recipient__prefecture", "recorded_by", "withdrawn_by", "scan"
    )
    looks = Paginator(RecordAccess.objects.of(person), ACCESSES_PER_PAGE)
    context: dict[str, Any] = {
        "consents": given,
        "page_obj": looks.get_page(request.GET.get("page")),
        "purposes": [(one.value, one.label) for one in Consent.BY_ITSELF],
    }
    return render(
        request, "portal/desk/consents.html", record_context(request, person, "desk_consents") | context
    )


@desk_page
@require_POST
def withdraw(request: StaffRequest, public_id: str) -> HttpResponse:
    """The person takes back a yes, and the team writes it down."""
    open_ones = Participant.objects.visible_to(request.user).exclude(user=request.user)
    rows = Consent.objects.filter(participant__in=open_ones).select_related("participant")
    consent = get_object_or_404(rows, public_id=public_id)
    try:
        workflow.withdraw_consent(consent, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("同意の取りやめを記録しました。"))
    return redirect("portal:desk_consents", consent.participant.public_id)
