"""From what somebody asked for to the work that fits, or nearly fits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.vocabulary import Place
from jobs.models import Opportunity, Slot
from jobs.models.opportunities import OpportunityQuerySet

Chosen = Mapping[str, Any]
NEAR = 3
TIGHTEST_FIRST = (
    "q",
    "when",
    "field",
    "minutes_max",
    "municipality",
    "contact_max",
    "paid",
    "noise_max",
    "telephone",
    "kind",
    "place",
)
"""In this order a filter is dropped when nothing fits: what narrows most, and matters least, goes first."""


def _this_week(value: str) -> Q:
    """One can begin within seven days: at a time with room, or whenever one agrees."""
    soon = Slot.objects.upcoming().with_room().filter(starts_at__lt=timezone.now() + timedelta(days=7))
    return Q(timing=Opportunity.Timing.FREE) | Q(pk__in=soon.values("opportunity"))


def _paid(value: str) -> Q:
    paid = Q(engagement=Opportunity.Engagement.EMPLOYMENT)
    return paid if value == "1" else ~paid


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "municipality": lambda town: Q(municipality=town),
    "kind": lambda kind: Q(kind=kind),
    "place": lambda place: Q(place=place),
    "minutes_max": lambda minutes: Q(minutes__lte=minutes),
    "contact_max": lambda level: Q(contact_level__lte=level),
    "paid": _paid,
    "noise_max": lambda noise: Q(noise__lte=noise),
    "telephone": lambda _no: Q(telephone=False),
    "when": _this_week,
    "field": lambda fields: Q(fields_of_work__overlap=fields),
}


def find(chosen: Chosen) -> OpportunityQuerySet:
    """The published work that fits all that was chosen, in the order that was chosen."""
    found = Opportunity.objects.published().matching(chosen.get("q", ""))
    for name, value in chosen.items():
        if name in CONDITIONS:
            found = found.filter(CONDITIONS[name](value))
    return _in_order(found, chosen.get("sort", ""))


def _in_order(found: OpportunityQuerySet, sort: str) -> OpportunityQuerySet:
    if sort == "shortest":
        return found.order_by("minutes", "-published_at", "-pk")
    if sort == "soonest":
        times = Slot.objects.upcoming().with_room().filter(opportunity=OuterRef("pk"))
        found = found.annotate(next_at=Subquery(times.order_by("starts_at").values("starts_at")[:1]))
        return found.order_by(F("next_at").asc(nulls_last=True), "-published_at", "-pk")
    return found.order_by("-published_at", "-pk")


@dataclass(frozen=True)
class NearMiss:
    """What nearly fits, and what was changed to find it: "home", "any", or the filter that was dropped."""

    changed: str
    rows: list[Opportunity]


def nearly(chosen: Chosen) -> NearMiss | None:
    """Where nothing fits: similar but at home, else without the tightest filter, else what is new."""
    for changed, others in _looser(chosen):
        rows = list(find(others).for_cards()[:NEAR])
        if rows:
            return NearMiss(changed, rows)
    return None


def _looser(chosen: Chosen) -> Iterator[tuple[str, dict[str, Any]]]:
    if "municipality" in chosen or chosen.get("place") == Place.ONSITE:
        elsewhere = {name: value for name, value in chosen.items() if name != "municipality"}
        yield "home", {**elsewhere, "place": Place.HOME}
    for name in TIGHTEST_FIRST:
        if name in chosen:
            yield name, {other: value for other, value in chosen.items() if other != name}
    if chosen:
        yield "any", {}


def similar_to(opportunity: Opportunity) -> list[Opportunity]:
    """Other work of the same fields, at home or in the same town."""
    others = Opportunity.objects.published().exclude(pk=opportunity.pk)
    near = Q(place=Place.HOME) | Q(municipality=opportunity.municipality_id)
    return list(others.filter(near, fields_of_work__overlap=opportunity.fields_of_work).for_cards()[:NEAR])
