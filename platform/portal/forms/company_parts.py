"""The parts of a task that come in rows: dates to choose from, and the sessions of a programme."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import vocabulary as words
from calendars.forms import DateField
from foundation.digits import CleanTextField, IntegerField
from jobs.models import Opportunity, Slot, Step
from portal.forms.company_fields import ClockField

NEW_DATES = 3
FARTHEST = timedelta(days=3 * 366)
MOST_STEPS = 30


class DateForm(forms.Form):
    """One more date: the day, when it begins, how long; a row that stays empty is no date."""

    day = DateField(label=_("日"), required=False, help_text=_("例：2026-12-01"))
    start = ClockField(label=_("始まり"), required=False, help_text=_("例：10:30"))
    length = IntegerField(
        label=_("長さ（分）"),
        required=False,
        min_value=5,
        max_value=480,
        help_text=_("空けておくと、一回の長さと同じです。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("day") is None) != (cleaned.get("start") is None):
            missing = "day" if cleaned.get("day") is None else "start"
            self.add_error(missing, _("日と始まりの時刻の、両方を書いてください。"))
        day = cleaned.get("day")
        if day is not None and day > timezone.localdate() + FARTHEST:
            self.add_error("day", _("3年より先の日は書けません。"))
        return cleaned

    def slot_for(self, opportunity: Opportunity) -> Slot | None:
        """The date that the row says; None for a row that was left empty."""
        day, start = self.cleaned_data.get("day"), self.cleaned_data.get("start")
        if day is None or start is None:
            return None
        starts_at = timezone.make_aware(datetime.combine(day, start))
        minutes = self.cleaned_data.get("length") or opportunity.minutes
        return Slot(
            opportunity=opportunity, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes)
        )


DateFormSet = forms.formset_factory(DateForm, extra=NEW_DATES, max_num=NEW_DATES, absolute_max=NEW_DATES)


class StepForm(forms.Form):
    """One session of a programme; a row without words is none."""

    title = CleanTextField(label=_("この回ですること"), max_length=80, required=False)
    text = CleanTextField(
        label=_("くわしく"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    minutes = IntegerField(label=_("長さ（分）"), required=False, min_value=5, max_value=480)
    place = forms.ChoiceField(label=_("場所"), choices=words.Place.choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("text") and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("この回ですることを、ひとことで書いてください。"))
        return cleaned

    def step_for(self, opportunity: Opportunity) -> Step | None:
        """The session that the row says; None for a row without words."""
        cleaned = self.cleaned_data
        if not cleaned.get("title"):
            return None
        return Step(
            title=cleaned["title"],
            text=cleaned.get("text", ""),
            minutes=cleaned.get("minutes") or opportunity.minutes,
            place=cleaned.get("place") or opportunity.place or words.Place.ONSITE,
        )


StepFormSet = forms.formset_factory(StepForm, extra=1, max_num=MOST_STEPS, absolute_max=MOST_STEPS)


def steps_as_rows(opportunity: Opportunity) -> list[dict[str, Any]]:
    """The sessions as the formset shows them."""
    return [
        {"title": step.title, "text": step.text, "minutes": step.minutes, "place": step.place}
        for step in opportunity.steps.all()
    ]


def rearranged(steps: list[Step | None], action: str) -> list[Step | None]:
    """The sessions after "up-2", "down-0" or "drop-1"; anything else leaves them as they are."""
    verb, _dash, number = action.partition("-")
    if not number.isdecimal() or len(number) > 3 or int(number) >= len(steps):
        return steps
    here = int(number)
    steps = list(steps)
    if verb == "drop":
        del steps[here]
    there = here + {"up": -1, "down": 1}.get(verb, 0)
    if verb in ("up", "down") and 0 <= there < len(steps):
        steps[here], steps[there] = steps[there], steps[here]
    return steps
