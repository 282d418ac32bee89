"""The whole page of a task: its form, its dates, its sessions; saved together or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.moves import Refused
from jobs import guards
from jobs.models import Opportunity, ReviewComment, Slot, Step
from jobs.workflow import opportunities
from portal.forms.company_parts import DateFormSet, StepFormSet, rearranged, steps_as_rows
from portal.forms.company_task import TaskForm

SECTIONS: list[tuple[str, Any, tuple[str, ...]]] = [
    ("about", _("どんな仕事ですか"), ("title", "what", "plain", "fields_of_work", "skills")),
    (
        "when",
        _("いつ、どのくらいですか"),
        ("minutes", "hours_week", "days", "day_parts", "offered_until", "timing"),
    ),
    ("where", _("どこで行いますか"), ("place", "municipality", "only_residents", "site", "point")),
    ("around", _("まわりの様子"), ("contact_level", "people", "telephone", "face", "noise", "pace")),
    (
        "safe",
        _("安心して来てもらうために"),
        ("helper", "can_leave", "may_leave_out", "accommodations", "capacity"),
    ),
    ("pay", _("働き方とお金"), ("engagement", "pay_per_hour", "insurance")),
]
PARTS = {"point": ("lat", "lng")}
"""Fields of the page that stand for several of the offer."""
COMPACT = ("fields_of_work", "skills", "days", "day_parts")


@dataclass
class Entry:
    """A field in its section, with what the reviewer asked about it."""

    field: BoundField
    comments: list[str]
    compact: bool


@dataclass
class Section:
    """One part of the page; `comments` and `errors` are about its rows, not about one field."""

    key: str
    title: Any
    entries: list[Entry]


class TaskEditor:
    """What the page shows and what it saves."""

    def __init__(self, opportunity: Opportunity, data: QueryDict | None) -> None:
        self.opportunity = opportunity
        self.form = TaskForm(data, instance=opportunity, initial={"seen": opportunity.updated_at.isoformat()})
        self.dates = DateFormSet(data, prefix="dates")
        self.steps = StepFormSet(data, prefix="steps", initial=steps_as_rows(opportunity))
        self.comments = latest_comments(opportunity)
        self.elsewhere: dict[str, list[str]] = {}

    @property
    def is_programme(self) -> bool:
        return self.opportunity.kind == Opportunity.Kind.PROGRAMME

    @property
    def sections(self) -> list[Section]:
        """The parts of the page, with their fields."""
        return [Section(key, title, [self._entry(name) for name in names]) for key, title, names in SECTIONS]

    @property
    def general(self) -> list[str]:
        """What the reviewer said about the whole."""
        return self.comments.get("", [])

    @property
    def checklist(self) -> list[BoundField]:
        """The questions about an unpaid experience."""
        return [self.form[f"checklist_{key}"] for key in guards.CHECKLIST]

    @property
    def parts(self) -> dict[str, dict[str, list[str]]]:
        """Errors and comments of what is no single field: the dates, the sessions, the checklist."""
        names = ("slots", "steps", "checklist")
        return {
            name: {"errors": self.elsewhere.get(name, []), "comments": self.comments.get(name, [])}
            for name in names
        }

    @property
    def has_errors(self) -> bool:
        """Whether anything on the page has to be corrected."""
        return bool(
            self.form.errors
            or self.elsewhere
            or self.dates.total_error_count()
            or (self.is_programme and self.steps.total_error_count())
        )

    def _entry(self, name: str) -> Entry:
        asked = [text for part in PARTS.get(name, (name,)) for text in self.comments.get(part, [])]
        return Entry(self.form[name], asked, name in COMPACT)

    def is_valid(self) -> bool:
        """Whether everything that was typed can be stored; the rest is kept for correction."""
        valid = [self.form.is_valid(), self.dates.is_valid()]
        if self.is_programme:
            valid.append(self.steps.is_valid())
        return all(valid)

    def save(self, *, by: User, action: str) -> bool:
        """Store the draft, its new dates and its sessions in one go; False leaves the reasons in the form."""
        if not self.is_valid():
            return False
        dates = chosen_dates(self.dates, self.opportunity)
        try:
            opportunities.rewrite(
                self.opportunity,
                by=by,
                seen=_moment(self.form.cleaned_data["seen"]),
                steps=self._steps(action) if self.is_programme else None,
                slots=[slot for _row, slot in dates],
                forget=action.removeprefix("forget-") if action.startswith("forget-") else "",
            )
        except opportunities.DatesRefused as refused:
            say_at_their_rows(dates, refused)
            return False
        except Refused as refused:
            self._refuse(refused)
            return False
        return True

    def _steps(self, action: str) -> list[Step]:
        rows = rearranged([form.step_for(self.opportunity) for form in self.steps], action)
        return [step for step in rows if step]

    def _refuse(self, refused: Refused) -> None:
        self.form.add_error(None, str(refused))
        self._see_again()

    def _see_again(self) -> None:
        # What was typed may be saved over the other version once the writer has been told of it.
        now = Opportunity.objects.values_list("updated_at", flat=True).get(pk=self.opportunity.pk)
        data = QueryDict(mutable=True)
        data.update(self.form.data)
        data["seen"] = now.isoformat()
        self.form.data = data

    def show_blocks(self, blocks: list[guards.Block]) -> None:
        """After a save: the guards' reasons, each at its field or its part; rows as they are stored now."""
        self.dates = DateFormSet(prefix="dates")
        self.steps = StepFormSet(prefix="steps", initial=steps_as_rows(self.opportunity))
        self._see_again()
        self.elsewhere = self.form.show_blocks(blocks)


def chosen_dates(rows: Iterable[Any], opportunity: Opportunity) -> list[tuple[Any, Slot]]:
    """The rows of a formset that say a date, with it."""
    return [(row, slot) for row in rows if (slot := row.slot_for(opportunity)) is not None]


def say_at_their_rows(dates: list[tuple[Any, Slot]], refused: opportunities.DatesRefused) -> None:
    """Each reason at the row of its date."""
    for number, sentence in refused.sentences.items():
        dates[number][0].add_error("day", sentence)


def latest_comments(opportunity: Opportunity) -> dict[str, list[str]]:
    """What the reviewer asked for, by field; gone once the offer is handed in again."""
    if opportunity.state != Opportunity.State.RETURNED:
        return {}
    found: dict[str, list[str]] = {}
    move = opportunity.moves.filter(after=Opportunity.State.RETURNED).order_by("pk").last()
    for comment in ReviewComment.objects.filter(move=move).order_by("pk") if move else ():
        found.setdefault(comment.field, []).append(comment.text)
    if move and move.comment:
        found.setdefault("", []).insert(0, move.comment)
    return found


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
