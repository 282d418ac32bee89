"""The people at the desk as a list: search, filters, columns, saved views."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Membership, Participant, User
from portal.forms.desk_bulk import PickForm
from portal.people.columns import COLUMNS
from portal.people.listing import Listing, listing, views_for
from portal.views.desk_access import StaffRequest, desk_page

PER_PAGE = 25


@desk_page
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Everybody whom the reader accompanies, as they like to see them."""
    context = {
        "picks": True,
        "all_columns": list(COLUMNS.values()),
        "pick": PickForm(),
        "may_register": may_register(request.user),
    }
    return render(request, "portal/desk/people.html", list_context(request, request.GET) | context)


def list_context(request: StaffRequest, asked: QueryDict) -> dict[str, Any]:
    """One page of the list that was asked for, and the views that one may choose."""
    found = listing(asked, request.user, request.session)
    page = Paginator(found.rows(), PER_PAGE).get_page(asked.get("page"))
    return {
        "listing": found,
        "filters": found.form,
        "columns": found.columns,
        "views": views_for(request.user),
        "page_obj": page,
        "lines": _lines(found, page.object_list),
    }


def _lines(found: Listing, people: Any) -> list[tuple[Participant, list[Any]]]:
    """Each person with the cells of the chosen columns."""
    return [(person, [(column, column.of(person)) for column in found.columns]) for person in people]


def may_register(user: User) -> bool:
    """Peer supporters know their people; support workers and managers take people on."""
    roles = [Membership.Role.SUPPORTER, Membership.Role.MANAGER]
    return Membership.objects.current().of(user).filter(role__in=roles).exists()
