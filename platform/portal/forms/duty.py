"""Who is on duty, from when to when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DutyShift, Membership, Organisation, User
from accounts.models.duty import DUTY_ROLES
from calendars.forms import DateField
from foundation.digits import plain_digits
from portal.forms.desk_notes import RefusableForm


class TimeField(forms.CharField):
    """A time of the day: 9:00, ９：００, 0900 and 24:00 are read."""

    default_error_messages = {"invalid": _("時刻は、9:00 のように書いてください。")}

    def to_python(self, value: Any) -> Any:
        text = plain_digits(str(value or "")[:20])
        if not text:
            return None
        digits = text.replace(":", "")
        if not (digits.isascii() and digits.isdigit() and 1 <= len(digits) <= 4):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        if (hours, minutes) == (24, 0):
            return time.max
        try:
            return time(hours, minutes)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem


class DutyForm(RefusableForm):
    """One shift. Without a last day it ends on the day on which it begins."""

    user = forms.ModelChoiceField(
        label=_("当番の人"), queryset=User.objects.none(), to_field_name="public_id", empty_label=None
    )
    order = forms.TypedChoiceField(label=_("順番"), choices=DutyShift.Order.choices, coerce=int)
    first_day = DateField(label=_("始まる日"), help_text=_("例：2026-11-23"))
    starts = TimeField(label=_("始まる時刻"), initial="9:00")
    last_day = DateField(
        label=_("終わる日"), required=False, help_text=_("同じ日なら、空のままで大丈夫です。")
    )
    ends = TimeField(label=_("終わる時刻"), initial="17:00")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        works = Membership.objects.current().filter(organisation=organisation, role__in=DUTY_ROLES)
        colleagues = User.objects.filter(pk__in=works.values("user"), is_active=True)
        self.fields["user"].queryset = colleagues.order_by("name", "pk")  # type: ignore[attr-defined]

    def starts_at(self) -> datetime:
        """When the shift begins."""
        return _moment(self.cleaned_data["first_day"], self.cleaned_data["starts"])

    def ends_at(self) -> datetime:
        """When it ends."""
        day = self.cleaned_data["last_day"] or self.cleaned_data["first_day"]
        return _moment(day, self.cleaned_data["ends"])


def _moment(day: date, at: time) -> datetime:
    moment = timezone.make_aware(datetime.combine(day, at.replace(microsecond=0)))
    return moment + timedelta(seconds=1) if at == time.max else moment
