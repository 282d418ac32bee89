"""`/work/`: what there is to do, found by what matters to a person; and one piece of work in full."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import vocabulary as words
from accounts.models import Organisation
from jobs import kept, search
from jobs.forms import WorkFilters
from jobs.forms.filters import SORTS
from jobs.models import Application, Opportunity, Slot
from jobs.models.opportunities import OpportunityQuerySet

PER_PAGE = 20
MOST_COUNTED = 1000
"""Nobody reads a thousand cards: beyond it the page asks for a filter instead of counting on."""

QUICK = (
    ("place", "home", gettext_lazy("家でできる")),
    ("minutes_max", "15", gettext_lazy("15分から")),
    ("contact_max", "0", gettext_lazy("ひとりで")),
    ("telephone", "no", gettext_lazy("電話なし")),
    ("when", "week", gettext_lazy("今週")),
)


class WorkPaginator(Paginator):
    """Counts no further than `MOST_COUNTED`."""

    def __init__(self, found: OpportunityQuerySet) -> None:
        super().__init__(found, PER_PAGE)
        self.found = found

    @cached_property
    def counted(self) -> int:
        """How many there are; one more than `MOST_COUNTED` means "more"."""
        return self.found.order_by()[: MOST_COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST_COUNTED)

    @property
    def is_more(self) -> bool:
        """Whether some work stands on no page."""
        return self.counted > MOST_COUNTED


@login_not_required
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Chips, filters, a count in words, cards; what nearly fits where nothing does."""
    filters = WorkFilters(request.GET)
    chosen = filters.chosen
    page_obj = WorkPaginator(search.find(chosen)).get_page(request.GET.get("page"))
    rows = _cards(page_obj.object_list)
    near = None if rows else search.nearly(chosen)
    context = {
        "filters": filters,
        "quick": _quick_chips(request, filters),
        "more_chips": _other_chips(request, filters),
        "sorts": _sorts(request, chosen.get("sort", "newest")),
        "page_obj": page_obj,
        "rows": rows,
        "near": near,
        "near_words": _near_words(near, filters) if near else "",
        "is_filtered": bool(set(chosen) - {"sort"}),
        "shows_kept": not request.user.is_authenticated or kept.participant_of(request.user) is not None,
    }
    return render(request, "jobs/work_list.html", context)


def _cards(found: Any) -> list[Opportunity]:
    """The rows of a page with what their cards show; the keys are found first, by index alone."""
    keys = list(found.values_list("pk", flat=True))
    by_key = Opportunity.objects.filter(pk__in=keys).for_cards().in_bulk()
    return [by_key[key] for key in keys if key in by_key]


def _address(request: HttpRequest, changes: dict[str, str | None]) -> str:
    """This page with some filters changed (None takes one away), from the first result on."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    pairs = [(name, value) for name, values in query.lists() for value in values if value]
    return "?" + urlencode(pairs) if pairs else request.path


def _quick_chips(request: HttpRequest, filters: WorkFilters) -> list[dict[str, Any]]:
    chips: list[dict[str, Any]] = []
    for name, value, label in QUICK:
        active = str(filters.chosen.get(name, "")) == value
        url = _address(request, {name: None if active else value})
        chips.append({"label": label, "url": url, "active": active})
    if "municipality" in filters.chosen:
        url = _address(request, {"municipality": None})
        chips.append({"label": filters.words_of("municipality"), "url": url, "active": True})
    else:
        chips.append({"label": _("町をえらぶ"), "url": "#id_municipality", "active": False})
    return chips


def _other_chips(request: HttpRequest, filters: WorkFilters) -> list[dict[str, Any]]:
    """Every other filter that is chosen, to be taken away with one tap."""
    shown = {name for name, value, _label in QUICK if str(filters.chosen.get(name, "")) == value}
    others = [name for name in filters.chosen if name not in shown | {"municipality", "sort"}]
    return [
        {"label": filters.words_of(name), "url": _address(request, {name: None}), "active": True}
        for name in others
    ]


def _sorts(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": _address(request, {"sort": None if name == "newest" else name}),
            "current": name == current,
        }
        for name, label in SORTS.items()
    ]


def _near_words(near: search.NearMiss, filters: WorkFilters) -> str:
    if near.changed == "home":
        return _("似ていて、家でできる仕事があります。")
    if near.changed == "any":
        return _("いま、ほかにこんな仕事があります。")
    label = filters.words_of(near.changed).strip("「」“”")
    return _("「{label}」の条件をはずすと、こんな仕事があります。").format(label=label)


@login_not_required
@require_safe
def work_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """All that one wants to know before asking; only what is published."""
    offered = Opportunity.objects.published().with_places_left()
    opportunity = get_object_or_404(
        offered.select_related("company__profile", "municipality").prefetch_related("steps"),
        public_id=public_id,
    )
    participant = kept.participant_of(request.user)
    is_guest = not request.user.is_authenticated
    context = {
        "opportunity": opportunity,
        "days": [words.Weekday(day).label for day in opportunity.days],
        "day_parts": [words.DayPart(part).label for part in opportunity.day_parts],
        "slots": Slot.objects.filter(opportunity=opportunity).upcoming().with_room()[:12],
        "in_plain_words": request.GET.get("plain") == "1" and bool(opportunity.plain),
        "similar": search.similar_to(opportunity),
        "participant": participant,
        "is_guest": is_guest,
        "may_keep": is_guest or participant is not None,
        "is_kept": (is_guest or participant) and kept.is_kept(request, participant, opportunity),
        "just": request.GET.get("kept", ""),
        "under_way": _under_way(participant, opportunity),
        "desk": _desk_of(opportunity) if is_guest else None,
    }
    return render(request, "jobs/work_detail.html", context)


def _under_way(participant: Any, opportunity: Opportunity) -> Application | None:
    """What the reader has already begun with this work."""
    if participant is None:
        return None
    return Application.objects.open().filter(participant=participant, opportunity=opportunity).first()


def _desk_of(opportunity: Opportunity) -> Organisation | None:
    """The town's desk, for those who would rather call or go there."""
    desks = Organisation.objects.desks().filter(kind=Organisation.Kind.MUNICIPALITY)
    return desks.filter(municipality=opportunity.municipality_id).first()
