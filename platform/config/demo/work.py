"""The written work of the demo: from draft to published by the verbs, so that its course can be read."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from config.demo.clock import days_ago, every_week, standing_at
from config.demo.companies import Company
from config.demo.files import Table
from config.demo.keys import fraction, key_id
from jobs import guards
from jobs.models import Opportunity, Slot, Step
from jobs.workflow import opportunities as verbs
from municipalities.models import Municipality
from municipalities.wages import highest_minimum_wage

State = Opportunity.State
WEEKS_AHEAD = 5
COPIED = (
    "kind",
    "title",
    "what",
    "plain",
    "skills",
    "minutes",
    "days",
    "day_parts",
    "place",
    "contact_level",
    "people",
    "telephone",
    "face",
    "noise",
    "pace",
    "helper",
    "may_leave_out",
    "can_leave",
    "accommodations",
    "capacity",
    "engagement",
)


def ensure_work(companies: dict[str, Company]) -> dict[str, Opportunity]:
    """Every written task and programme by its key (`company-work`)."""
    found = {row.public_id: row for row in Opportunity.objects.select_related("company", "municipality")}
    work = {}
    for company in companies.values():
        for number, texts in enumerate(company.work):
            key = f"{company.key}-{texts['key']}"
            row = found.get(key_id("opportunity", key))
            work[key] = row or _offer(key, texts, company, number)
    return work


def _offer(key: str, texts: Table, company: Company, number: int) -> Opportunity:
    """One offer, begun some months ago, and taken as far as its `state` says."""
    begun = days_ago(texts.get("begun", 240 - 9 * number - int(40 * fraction(key))), "09:20")
    where = company.texts | texts
    row = Opportunity(
        public_id=key_id("opportunity", key),
        company=company.organisation,
        fields_of_work=texts["fields"],
        hours_week=Decimal(str(texts["hours_week"])) if "hours_week" in texts else None,
        timing="slots" if "slots" in texts else "free",
        site=where["site"],
        insurance=where["insurance"],
        **{name: texts[name] for name in COPIED if name in texts},
        **_town(where["municipality"], key, texts["place"]),
    )
    if row.is_paid:
        row.pay_per_hour = _pay(texts["pay"], row.municipality)
    if row.engagement == Opportunity.Engagement.EXPERIENCE and not texts.get("unchecked"):
        row.checklist = dict.fromkeys(guards.CHECKLIST, True)
    with standing_at(begun):
        verbs.begin(row, by=company.person)
    _add_steps(row, texts.get("steps", []))
    _add_slots(row, texts.get("slots", []))
    _bring_to(row, texts, company, begun)
    row.refresh_from_db()
    return row


def _pay(yen: int, town: Municipality) -> int:
    """What the text says, or more where the minimum wage has overtaken the text."""
    rate = highest_minimum_wage(town.prefecture_id, timezone.localdate(), None)
    return max(yen, rate.yen if rate else 0)


def _town(code: str, key: str, place: str) -> dict[str, Any]:
    """The municipality, and for a site a point some hundred metres from its middle."""
    town = Municipality.objects.get(code=code)
    if place == "home":
        return {"municipality": town}
    north, east = fraction(f"{key}/north") - 0.5, fraction(f"{key}/east") - 0.5
    return {
        "municipality": town,
        "lat": round(town.lat + north * 0.014, 5),
        "lng": round(town.lng + east * 0.016, 5),
    }


def _add_steps(row: Opportunity, steps: list[Table]) -> None:
    Step.objects.bulk_create(
        Step(opportunity=row, order=order, **({"place": row.place, "minutes": row.minutes} | step))
        for order, step in enumerate(steps, 1)
    )


def _add_slots(row: Opportunity, wanted: list[str]) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    starts = [start for text in wanted for start in every_week(text, tomorrow, WEEKS_AHEAD)]
    Slot.objects.bulk_create(slot_at(row, start) for start in starts)


def slot_at(row: Opportunity, start: datetime) -> Slot:
    """A date of an offer, with an id that is the same on every machine."""
    return Slot(
        public_id=key_id("slot", f"{row.public_id} {start.isoformat()}"),
        opportunity=row,
        starts_at=start,
        ends_at=start + timedelta(minutes=row.minutes),
    )


def _bring_to(row: Opportunity, texts: Table, company: Company, begun: datetime) -> None:
    """Hand in, then publish or return; then pause or close: each a few days after the other."""
    state = texts.get("state", State.PUBLISHED)
    by, reviewer = company.person, company.reviewer
    if state == State.DRAFT:
        return
    with standing_at(_later(begun, days=2)):
        verbs.hand_in(row, by=by)
    if state == State.IN_REVIEW:
        return
    with standing_at(_later(begun, days=4, hours=4)):
        if state == State.RETURNED:
            comments = [(comment["field"], comment["text"]) for comment in texts["comments"]]
            verbs.return_with_comments(row, by=reviewer, comment=texts["comment"], comments=comments)
            return
        verbs.publish(row, by=reviewer, comment=texts.get("comment", ""))
    if state not in (State.PAUSED, State.CLOSED):
        return
    end = verbs.pause if state == State.PAUSED else verbs.close
    with standing_at(days_ago(12, "16:30")):
        end(row, by=by, comment=texts.get("because", ""))


def _later(begun: datetime, *, days: int, hours: int = 0) -> datetime:
    return min(begun + timedelta(days=days, hours=hours), timezone.now())
