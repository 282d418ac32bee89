"""The only door from the database to the engine's tables. What a column means stands in docs/scorer.md."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone, translation

from accounts import vocabulary
from accounts.models import Consent, NeverMeet, Participant
from jobs.models import Application, Feedback, Opportunity, Placement, Slot
from jobs.models.feedback import Side
from matching.engine.encoding import Catalogue
from matching.engine.schema import Outcomes, Table
from matching.engine.words import Words
from matching.models import Suggestion
from municipalities.models import Municipality

LIKED = {Feedback.Again.YES: 1.0, Feedback.Again.MAYBE: 0.5, Feedback.Again.NO: 0.0}
TOOK_PLACE = {
    Placement.State.COMPLETED: 1.0,
    Placement.State.FOLLOWED_UP: 1.0,
    Placement.State.ENDED_HERE: 0.0,
}

PERSON_COLUMNS = (
    "lat",
    "lon",
    "cat_municipality",
    "no_introductions",
    "avoid_companies",
    "num_minutes_max",
    "num_hours_week_max",
    "set_days",
    "set_dayparts",
    "cat_place",
    "max_commute_km",
    "max_contact_level",
    "telephone_ok",
    "face_ok",
    "max_noise",
    "cat_pace",
    "set_interests",
    "set_skills",
    "text_wish",
)
OFFER_COLUMNS = (
    "company",
    "num_minutes",
    "hours_week",
    "set_days",
    "set_dayparts",
    "cat_place",
    "lat",
    "lon",
    "contact_level",
    "telephone",
    "face",
    "noise",
    "cat_pace",
    "set_interests",
    "set_skills",
    "text_wish",
    "cat_municipality",
    "only_municipalities",
    "num_people",
    "num_helper",
    "num_can_leave",
    "num_paid",
    "capacity_left",
    "cat_kind",
    "cat_engagement",
)


def participants(people: QuerySet[Participant]) -> Table:
    """Participants with their wishes as the engine's table; what was not asked is blank."""
    refused = set(Consent.objects.ending_the_record().values_list("participant", flat=True))
    rows = people.select_related("wishes", "municipality")
    never = _never_to_meet(rows)
    table = [_person(row, row.pk in refused) | {"avoid_companies": never.get(row.pk)} for row in rows]
    return _table("participants", PERSON_COLUMNS, table)


def _never_to_meet(people: QuerySet[Participant]) -> dict[int, list[str]]:
    """The companies that somebody asked never to meet, by participant."""
    named = NeverMeet.objects.in_force().filter(participant__in=people, company__isnull=False)
    never: dict[int, list[str]] = {}
    for participant, company in named.values_list("participant", "company"):
        never.setdefault(participant, []).append(str(company))
    return never


def _person(participant: Participant, refused: bool) -> dict[str, Any]:
    town = participant.municipality
    row: dict[str, Any] = {
        "id": participant.public_id,
        "lat": town.lat if town else None,
        "lon": town.lng if town else None,
        "cat_municipality": town.code if town else None,
        "no_introductions": refused or None,
    }
    wishes = getattr(participant, "wishes", None)
    if wishes is None:
        return row
    return row | {
        "num_minutes_max": wishes.minutes_max,
        "num_hours_week_max": wishes.hours_week_max,
        "set_days": wishes.days,
        "set_dayparts": wishes.day_parts,
        "cat_place": wishes.place,
        "max_commute_km": wishes.distance_km_max,
        "max_contact_level": wishes.contact_level_max,
        "telephone_ok": wishes.telephone_ok,
        "face_ok": wishes.face_ok,
        "max_noise": wishes.noise_max,
        "cat_pace": wishes.pace,
        "set_interests": wishes.interests,
        "set_skills": wishes.skills,
        "text_wish": f"{wishes.wish_text} {wishes.help_text}".strip(),
        "no_introductions": refused or wishes.no_introductions,
    }


def opportunities(offers: QuerySet[Opportunity]) -> Table:
    """Opportunities as the engine's table, with the places that are left."""
    rows = list(offers.with_places_left().select_related("municipality"))  # type: ignore[attr-defined]
    free_slots = _free_slots()
    return _table("opportunities", OFFER_COLUMNS, [_offer(row, free_slots) for row in rows])


def _table(name: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> Table:
    """Always the same columns, also without a row: a scorer that was trained once fits every table."""
    values = {column: [row.get(column) for row in rows] for column in columns}
    return Table.from_columns(name, [row["id"] for row in rows], values)


def _free_slots() -> dict[int, int]:
    """How many dates still ahead have a seat left, by opportunity."""
    ahead = Slot.objects.filter(starts_at__gt=timezone.now(), opportunity__state=Opportunity.State.PUBLISHED)
    held = Count("placements", filter=Q(placements__seat__isnull=False))
    rows = ahead.annotate(held=held).values_list("opportunity", "held", "opportunity__capacity")
    free: dict[int, int] = {}
    for opportunity, taken, capacity in rows:
        free[opportunity] = free.get(opportunity, 0) + (taken < capacity)
    return free


def _offer(offer: Any, free_slots: dict[int, int]) -> dict[str, Any]:
    by_slots = offer.timing == Opportunity.Timing.SLOTS
    town = offer.municipality
    return {
        "id": offer.public_id,
        "company": str(offer.company_id),
        "num_minutes": offer.minutes,
        "hours_week": float(offer.hours_week) if offer.hours_week is not None else None,
        "set_days": offer.days,
        "set_dayparts": offer.day_parts,
        "cat_place": offer.place,
        "lat": offer.lat if offer.lat is not None else town.lat,
        "lon": offer.lng if offer.lng is not None else town.lng,
        "contact_level": offer.contact_level,
        "telephone": offer.telephone,
        "face": offer.face,
        "noise": offer.noise,
        "cat_pace": offer.pace,
        "set_interests": offer.fields_of_work,
        "set_skills": offer.skills,
        "text_wish": f"{offer.title} {offer.what}",
        "cat_municipality": town.code,
        "only_municipalities": [town.code] if offer.only_residents else None,
        "num_people": offer.people,
        "num_helper": bool(offer.helper),
        "num_can_leave": bool(offer.can_leave),
        "num_paid": offer.is_paid,
        "capacity_left": free_slots.get(offer.pk, 0) if by_slots else offer.places_left,
        "cat_kind": offer.kind,
        "cat_engagement": offer.engagement,
    }


def published_catalogue() -> Catalogue:
    """All published opportunities, encoded; kept in this process until one of them changes."""
    return _catalogue(_stamp())


def _stamp() -> tuple[Any, ...]:
    """Changes whenever something that the catalogue holds has changed; the hour, because dates pass."""
    offers = Opportunity.objects.published().aggregate(n=Count("pk"), sum=Sum("pk"), at=Max("updated_at"))
    seats = Placement.objects.aggregate(n=Count("pk"), at=Max("changed_at"))
    slots = Slot.objects.aggregate(n=Count("pk"), last=Max("pk"))
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return (*offers.values(), *seats.values(), *slots.values(), hour)


@lru_cache(maxsize=1)
def _catalogue(stamp: tuple[Any, ...]) -> Catalogue:
    return Catalogue(opportunities(Opportunity.objects.published()))


def settled_pairs(participant: Participant) -> list[tuple[str, str]]:
    """Pairs that are not suggested again: under way, answered with no, agreed, or set aside by staff."""
    over = [Application.State.WITHDRAWN]
    mine = Application.objects.filter(participant=participant).exclude(state__in=over)
    aside = Suggestion.objects.set_aside().filter(participant=participant)
    ids = {
        *mine.values_list("opportunity__public_id", flat=True),
        *aside.values_list("opportunity__public_id", flat=True),
    }
    return [(participant.public_id, key) for key in sorted(ids)]


def outcomes() -> Outcomes:
    """Everything that was answered so far; what nobody knows is unknown, not no."""
    rows = Application.objects.select_related("participant", "opportunity", "placement").order_by("pk")
    again = dict(
        Feedback.objects.filter(side=Side.PARTICIPANT).exclude(again="").values_list("placement", "again")
    )
    return Outcomes.from_rows(_outcomes(rows, again))


def _outcomes(rows: Iterable[Application], again: dict[int, str]) -> Iterable[dict[str, Any]]:
    for row in rows:
        placement = getattr(row, "placement", None)
        answer = again.get(placement.pk, "") if placement else ""
        yield {
            "participant_id": row.participant.public_id,
            "opportunity_id": row.opportunity.public_id,
            "at": row.created_at.timestamp(),
            "accepted": _accepted(row),
            "completed": TOOK_PLACE.get(placement.state) if placement else None,
            "liked": LIKED.get(answer),  # type: ignore[call-overload]
        }


def _accepted(row: Application) -> float | None:
    """The participant's own answer: yes once they agreed to be introduced, no once they declined."""
    if row.consent_id is not None or row.state == Application.State.INTERESTED:
        return 1.0
    return 0.0 if row.state == Application.State.DECLINED else None


@lru_cache(maxsize=1)
def words() -> Words:
    """The labels of both sides' lists, in Japanese and English, for the sentences of reasons."""
    lists: dict[str, Any] = {
        "set_days": vocabulary.Weekday,
        "set_dayparts": vocabulary.DayPart,
        "cat_place": vocabulary.PlaceWish,
        "cat_pace": vocabulary.Pace,
        "set_interests": vocabulary.Field,
        "set_skills": vocabulary.Skill,
        "cat_kind": Opportunity.Kind,
        "cat_engagement": Opportunity.Engagement,
    }
    said: dict[str, dict[str, str]] = {}
    for language in ("ja", "en"):
        with translation.override(language):
            for column, choices in lists.items():
                for one in choices:
                    said.setdefault(f"{column}={one.value}", {})[language] = str(one.label)
    towns = Municipality.objects.values_list("code", "name", "name_en")
    named = {f"cat_municipality={code}": (name, name_en) for code, name, name_en in towns}
    return Words(named | {key: (both["ja"], both["en"]) for key, both in said.items()})
