"""One list as somebody asked for it: by the address, by a saved view, or by the view that opens first."""

from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import BooleanField, Exists, F, OuterRef, Prefetch, Value
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from accounts.models import FirstView, Membership, Organisation, Participant, SavedView, TeamMember, User
from foundation.digits import clean_text
from municipalities.models import Municipality
from portal.forms.desk_list import SAVED, PeopleForm
from portal.people import columns as columns_of
from portal.people.rows import ORDERS, WAITING, Described, narrowed, people_open_to, people_waiting_for

SESSION_KEY = "desk_columns"
USUAL_VIEW = "usual"


@dataclass(frozen=True)
class Listing:
    """What the page, the bulk actions and the export have in common."""

    user: User
    form: PeopleForm
    people: Described
    columns: list[columns_of.Column]
    view: SavedView | None
    query: str

    @property
    def narrowed(self) -> bool:
        """Whether a filter of the fold is in use."""
        return any(self.form.cleaned_data.get(name) for name in SAVED)

    @property
    def filtered(self) -> bool:
        """Whether a filter keeps somebody out of the list."""
        names = [*(name for name in SAVED if name != "sort"), "q"]
        return any(self.form.cleaned_data.get(name) for name in names)

    @property
    def is_usual(self) -> bool:
        """Whether nobody asked for anything: the reader's own people."""
        return self.view is None and not self.filtered and not self.form.cleaned_data.get("sort")

    @property
    def is_of_waiting(self) -> bool:
        """Whether these are people whom nobody accompanies yet: their records are not open."""
        return self.form.cleaned_data.get("state") == WAITING

    def rows(self) -> Described:
        """The people with what the chosen columns need."""
        return self._with_teams(self.people)

    def open_rows(self) -> Described:
        """Those among them whose record the user may open: whom something can be done for."""
        return self._with_teams(self.people.filter(record_open=True))

    def picked(self, public_ids: list[str]) -> Described:
        """The people with these ids whose record the user may open, whatever the list shows by now."""
        people = _open_people(self.user).filter(public_id__in=public_ids)
        return self._with_teams(people.order_by(*ORDERS["kana"]))

    def _with_teams(self, people: Described) -> Described:
        if not any(column.key == "team" for column in self.columns):
            return people
        current = TeamMember.objects.current().select_related("user")
        return people.prefetch_related(Prefetch("team", queryset=current, to_attr="members"))


def listing(asked: QueryDict, user: User, session: SessionBase) -> Listing:
    """The list that this query string stands for."""
    view = _view(asked, user)
    given = _given(asked, view)
    form = form_for(given, user)
    form.is_valid()  # a filter that makes no sense filters nothing
    chosen = form.cleaned_data
    if "columns" in asked and chosen.get("columns") and session.get(SESSION_KEY) != chosen["columns"]:
        session[SESSION_KEY] = chosen["columns"]
    columns = columns_of.chosen(_columns(form, session))
    query = given.copy()
    query.setlist("columns", [column.key for column in columns])
    for name in ("page", "view"):
        query.pop(name, None)
    people = narrowed(_whose(user, chosen), chosen).order_by(*ORDERS[chosen.get("sort") or "kana"])
    return Listing(user, form, people, columns, view, query.urlencode())


def views_for(user: User) -> list[SavedView]:
    """The saved views that the user may choose, those of the desk first."""
    rows = SavedView.objects.visible_to(user).select_related("shared_with")
    return list(rows.order_by(F("shared_with").asc(nulls_last=True), "name", "pk"))


def _view(asked: QueryDict, user: User) -> SavedView | None:
    usable = SavedView.objects.visible_to(user)
    wanted = clean_text(asked.get("view", ""))
    if wanted == USUAL_VIEW:
        return None
    if wanted:
        return get_object_or_404(usable, public_id=wanted)
    if asked.keys() - {"page"}:
        return None
    first = FirstView.objects.filter(user=user, view__in=usable).select_related("view").first()
    return first.view if first else None


def _given(asked: QueryDict, view: SavedView | None) -> QueryDict:
    """The filters that were asked for; those of the view where there are none."""
    given = asked.copy()
    if view is not None and not given.keys() & {*SAVED, "q", "columns"}:
        for name, value in view.filters.items():
            if name in SAVED and isinstance(value, str):
                given[name] = value
        given.setlist("columns", view.columns)
    return given


def form_for(given: QueryDict, user: User) -> PeopleForm:
    """The filters that this user has, filled in."""
    form = PeopleForm(given)
    fields: Any = form.fields
    open_ones = Participant.objects.visible_to(user).exclude(user=user).order_by()
    fields["town"].queryset = Municipality.objects.filter(pk__in=open_ones.values("municipality"))
    desks = Organisation.objects.managed_by(user)
    if desks.exists():
        places = Membership.objects.current().filter(organisation__in=desks.values("pk"))
        fields["member"].queryset = User.objects.filter(pk__in=places.values("user")).order_by("name", "pk")
    else:
        del fields["whose"], fields["member"]
    return form


def _whose(user: User, chosen: dict[str, Any]) -> Described:
    if chosen.get("state") == WAITING:
        opened: Any = Participant.objects.visible_to(user).filter(pk=OuterRef("pk"))
        return people_waiting_for(user).annotate(record_open=Exists(opened))
    people = _open_people(user).filter(taken_on_at__isnull=False)
    if chosen.get("whose") != "desk" and not chosen.get("member"):
        return people.filter(pk__in=Participant.objects.accompanied_by(user).values("pk"))
    return people


def _open_people(user: User) -> Described:
    return people_open_to(user).annotate(record_open=Value(True, BooleanField()))


def _columns(form: PeopleForm, session: SessionBase) -> list[str]:
    """The columns that were asked for or that the view has, those of last time, or the usual ones."""
    return form.cleaned_data.get("columns") or session.get(SESSION_KEY) or columns_of.USUAL
