"""`/office/glass/`: who opened a record outside their team, why, what they read, and what the office says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import BreakGlass, RecordAccess
from accounts.workflow import log_access, review_glass
from foundation.moves import Refused
from portal.forms.glass import ReviewGlassForm
from portal.views.office_here import managers_only, page_of
from portal.views.signed_in import SignedInRequest

A_PAGE = 20
LOOKS_SHOWN = 200
What = RecordAccess.What


def _cases(request: SignedInRequest) -> QuerySet[BreakGlass]:
    rows = BreakGlass.objects.reviewed_by_office_of(request.user)
    return rows.select_related(
        "participant", "by", "organisation__municipality", "organisation__prefecture", "reviewed_by"
    )


@managers_only
def cases(request: SignedInRequest) -> HttpResponse:
    """What nobody has looked at first, the oldest of them on top."""
    rows = _cases(request).order_by(F("reviewed_at").desc(nulls_first=True), "opened_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/office/glass.html", page_of("office_glass", rows=page))


@managers_only
def case(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The reason, what was opened during the time, and the verdict."""
    glass = get_object_or_404(_cases(request), public_id=public_id)
    form = ReviewGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_glass(glass, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("確認しました。開いた人に伝わります。"))
            return redirect("portal:office_glass")
    log_access(glass.participant, by=request.user, what=What.GLASS_REVIEW)
    context = page_of("office_glass", glass=glass, form=form, looks=_in_a_row(_looks(glass)[:LOOKS_SHOWN]))
    return render(request, "portal/office/glass_case.html", context)


@dataclass(frozen=True)
class Looked:
    """The same thing, opened once or several times in a row."""

    what: str
    since: datetime
    until: datetime
    times: int


def _in_a_row(looks: Iterable[RecordAccess]) -> list[Looked]:
    rows = [(what, list(some)) for what, some in groupby(looks, key=lambda look: look.what)]
    return [Looked(what, some[0].at, some[-1].at, len(some)) for what, some in rows]


def _looks(glass: BreakGlass) -> QuerySet[RecordAccess]:
    """What the reader opened of this person while the time ran; also where two records became one since."""
    person = glass.participant
    rows = RecordAccess.objects.filter(Q(participant=person) | Q(participant__joined_into=person))
    during = rows.filter(user=glass.by, at__gte=glass.opened_at, at__lte=glass.until)
    return during.exclude(what=What.BREAK_GLASS).order_by("number")
