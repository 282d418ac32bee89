"""「すぐに知らせる」: whoever reads words that cannot wait says so, and hears that somebody was called."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import perms as people
from accounts import workflow
from accounts.models import Alarm, Organisation, Participant, User
from foundation.moves import Refused
from jobs.models import Application, Placement
from portal.alarm_places import local_path
from portal.forms.alarms import FlagForm
from portal.views.desk_access import records_open_to
from portal.views.signed_in import SignedInRequest


@dataclass(frozen=True)
class Read:
    """About whom something was read: the record, and the words in which this reader knows them."""

    participant: Participant | None
    shown: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: SignedInRequest) -> HttpResponse:
    """About somebody whose record is not at hand."""
    if not (people.is_support_worker(request.user) or people.is_company_member(request.user)):
        raise Http404
    return _flag(request, Read(None, ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag_person(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Read at the desk, in somebody's record."""
    if not people.is_support_worker(request.user):
        raise Http404
    person = get_object_or_404(records_open_to(request.user).select_related("desk"), public_id=public_id)
    return _flag(request, Read(person, person.nickname))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag_introduction(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Read by a company, which learns no more of the person than it had."""
    rows = Application.objects.of_company_of(request.user).select_related("participant__desk", "opportunity")
    row = get_object_or_404(rows, public_id=public_id)
    return _flag(request, Read(row.participant, _at(row.opportunity.title)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag_placement(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Read by a company during an experience."""
    rows = Placement.objects.of_company_of(request.user).select_related("participant__desk", "opportunity")
    row = get_object_or_404(rows, public_id=public_id)
    return _flag(request, Read(row.participant, _at(row.opportunity.title)))


@never_cache
@require_safe
def told(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Where to call now, that somebody was called, and whether somebody took it; not what is done."""
    mine = Alarm.objects.flagged_by_user(request.user).prefetch_related("called")
    alarm = get_object_or_404(mine, public_id=public_id)
    context = {"alarm": alarm, "was_called": bool(alarm.called.all())}
    if people.is_support_worker(request.user):
        context["opens"] = people.can_read_alarm(request.user, alarm)
    return render(request, "portal/cannot_wait/told.html", context)


def _at(title: str) -> str:
    return _("「{title}」で紹介された方").format(title=title)


def _flag(request: SignedInRequest, read: Read) -> HttpResponse:
    desks = _desks_to_tell(request.user)
    at = local_path(request.GET.get("at", ""))
    form = FlagForm(
        request.POST or None, desks=desks, is_known=read.participant is not None, initial={"at": at}
    )
    if request.method == "POST" and form.is_valid():
        desk = read.participant.desk if read.participant else form.cleaned_data["desk"]
        try:
            alarm = workflow.raise_alarm(
                form.flagged(), by=request.user, desk=desk, participant=read.participant
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("portal:cannot_wait_told", alarm.public_id)
    return render(request, "portal/cannot_wait/flag.html", {"form": form, "read": read, "at": at})


def _desks_to_tell(user: User) -> list[Organisation]:
    """The desks where the user works; for people of a company the desk of their town, else the prefecture's."""
    own = list(Organisation.objects.worked_for_by(user))
    if own:
        return own
    found: dict[int, Organisation] = {}
    for company in Organisation.objects.companies_of(user):
        bodies = Organisation.objects.desks().filter(prefecture=company.prefecture_id)
        town = bodies.filter(kind=Organisation.Kind.MUNICIPALITY, municipality=company.municipality_id)
        desk = town.first() or bodies.filter(kind=Organisation.Kind.PREFECTURE).first()
        if desk is not None:
            found[desk.pk] = desk
    return list(found.values())
