"""What an offer said at a moment, so that a reviewer sees what changed since the last version."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import guards
from jobs.models import Opportunity
from municipalities.models import Municipality

WRITTEN = (
    "title", "what", "plain", "fields_of_work", "skills",
    "timing", "minutes", "hours_week", "days", "day_parts", "offered_until",
    "place", "municipality", "only_residents", "site", "lat", "lng",
    "contact_level", "people", "telephone", "face", "noise", "pace",
    "helper", "may_leave_out", "can_leave", "accommodations", "capacity",
    "engagement", "pay_per_hour", "checklist", "insurance",
)  # fmt: skip
"""The fields that a company writes, in the order in which a reader meets them."""

PARTS: dict[str, Any] = {
    "slots": gettext_lazy("選べる日時"),
    "steps": gettext_lazy("プログラムの回"),
}
"""What belongs to an offer besides its own fields."""


@dataclass(frozen=True)
class Difference:
    """One field that reads differently now: its name, its label, the words before and after."""

    field: str
    label: str
    old: str
    new: str


def label_of(name: str) -> str:
    """How people call a field or a part of an offer."""
    if name in PARTS:
        return str(PARTS[name])
    return str(_field(name).verbose_name)


def _field(name: str) -> Field:
    field = Opportunity._meta.get_field(name)
    if not isinstance(field, Field):
        raise LookupError(name)
    return field


def snapshot_of(opportunity: Opportunity) -> dict[str, Any]:
    """Everything that the company wrote, as JSON; dates and steps as they read."""
    found = {name: _plain(opportunity, name) for name in WRITTEN}
    found["slots"] = [
        f"{timezone.localtime(slot.starts_at):%Y-%m-%d %H:%M}–{timezone.localtime(slot.ends_at):%H:%M}"
        for slot in opportunity.slots.all()
    ]
    found["steps"] = [
        _("{order}. {title}（{minutes}分・{place}）{text}").format(
            order=step.order,
            title=step.title,
            minutes=step.minutes,
            place=step.get_place_display(),
            text=step.text,
        )
        for step in opportunity.steps.all()
    ]
    return found


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[Difference]:
    """Field by field what reads differently in two snapshots; equal fields are left out."""
    changed = [name for name in (*WRITTEN, *PARTS) if before.get(name) != now.get(name)]
    return [
        Difference(name, label_of(name), shown(name, before.get(name)), shown(name, now.get(name)))
        for name in changed
    ]


def shown(name: str, value: Any) -> str:
    """A field of a snapshot in words; empty where nothing was written."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if name == "checklist":
        return "\n".join(
            f"{guards.CHECKLIST.get(key, key)} {_yes_no(answer)}" for key, answer in value.items()
        )
    if name in PARTS:
        return "\n".join(value)
    if name == "municipality":
        town = Municipality.objects.filter(pk=value).first()
        return str(town or value)
    if isinstance(value, bool):
        return _yes_no(value)
    field = _field(name)
    choices = dict(getattr(field, "base_field", field).flatchoices)
    if isinstance(value, list):
        return "、".join(str(choices.get(item, item)) for item in value)
    return str(choices.get(value, value))


def _yes_no(value: bool | None) -> str:
    if value is None:
        return _("まだ")
    return _("はい") if value else _("いいえ")


def _plain(opportunity: Opportunity, name: str) -> Any:
    value = opportunity.municipality_id if name == "municipality" else getattr(opportunity, name)
    if isinstance(value, Decimal):
        return f"{value:.1f}"
    return value.isoformat() if isinstance(value, date) else value
