"""The caseload table: one query for the rows, one for their teams, however many there are."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Max, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from accounts.models import Membership, Participant, TeamMember, User
from casework.models import Channel, NextContact, Note
from municipalities.models import Municipality
from portal.forms.desk_caseload import COLUMNS, USUAL, CaseloadForm
from portal.views.desk_access import StaffRequest, records_open_to

PER_PAGE = 25
SESSION_KEY = "desk_columns"

ORDERS = {
    "kana": [F("reading").asc(), F("pk").asc()],
    "next": [F("next_on").asc(nulls_last=True), F("reading").asc(), F("pk").asc()],
    "last": [F("last_on").desc(nulls_last=True), F("reading").asc(), F("pk").asc()],
    "quiet": [F("last_on").asc(nulls_first=True), F("reading").asc(), F("pk").asc()],
}


def caseload(request: StaffRequest) -> dict[str, Any]:
    """What the table needs: its filters, the chosen columns and one page of people."""
    manages = Membership.objects.current().of(request.user).filter(role=Membership.Role.MANAGER).exists()
    people = _people(request.user)
    form = CaseloadForm(request.GET)
    form.fields["town"].queryset = Municipality.objects.filter(  # type: ignore[attr-defined]
        pk__in=people.order_by().values("municipality")
    )
    if not manages:
        del form.fields["whose"]
    form.is_valid()  # a filter that makes no sense filters nothing
    chosen = form.cleaned_data
    if chosen.get("whose") != "desk":
        people = people.filter(pk__in=Participant.objects.accompanied_by(request.user).values("pk"))
    rows = _filtered(people, chosen).order_by(*ORDERS[chosen.get("sort") or "kana"])
    columns = _columns(request, form)
    if "team" in columns:
        current = TeamMember.objects.current().select_related("user")
        rows = rows.prefetch_related(Prefetch("team", queryset=current, to_attr="members"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "filters": form,
        "narrowed": any(chosen.get(name) for name in ("whose", "town", "place", "next", "sort")),
        "filtered": any(chosen.get(name) for name in ("q", "whose", "town", "place", "next")),
        "columns": columns,
        "labels": COLUMNS,
        "channels": dict(Channel.choices),
        "page_obj": page,
    }


def _people(user: User) -> QuerySet[Participant]:
    waiting = NextContact.objects.waiting().filter(participant=OuterRef("pk"))
    last = Note.objects.filter(participant=OuterRef("pk")).order_by().values("participant")
    return (
        records_open_to(user)
        .filter(taken_on_at__isnull=False)
        .select_related("municipality", "wishes", "desk")
        .annotate(
            reading=Coalesce(NullIf("family_kana", Value("")), "nickname"),
            next_on=Subquery(waiting.values("on")[:1]),
            next_channel=Subquery(waiting.values("channel")[:1]),
            last_on=Subquery(last.annotate(day=Max("happened_on")).values("day")),
        )
    )


def _filtered(people: QuerySet[Participant], chosen: dict[str, Any]) -> QuerySet[Participant]:
    today = timezone.localdate()
    found = people.matching(chosen.get("q") or "")  # type: ignore[attr-defined]
    if town := chosen.get("town"):
        found = found.filter(municipality=town)
    if place := chosen.get("place"):
        found = found.filter(wishes__place="" if place == "not_asked" else place)
    if chosen.get("next") == "none":
        return found.filter(next_on__isnull=True)
    if chosen.get("next"):
        days = 7 if chosen["next"] == "week" else 0
        return found.filter(next_on__lte=today + timedelta(days=days))
    return found


def _columns(request: StaffRequest, form: CaseloadForm) -> list[str]:
    """The columns asked for in the address, those of last time, or the usual ones."""
    asked = form.cleaned_data.get("columns") if "columns" in request.GET else None
    if asked and request.session.get(SESSION_KEY) != asked:
        request.session[SESSION_KEY] = asked
    chosen = asked or request.session.get(SESSION_KEY) or USUAL
    return [name for name in COLUMNS if name in chosen]
