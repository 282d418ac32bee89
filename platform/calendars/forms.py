"""A form field for dates as people write them."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from calendars.eras import DateError, parse_date


class DateField(forms.Field):
    """A day in any writing that `calendars.eras.parse_date` reads; shown as 2026-11-23."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = str(value).strip()
        if not text:
            return None
        try:
            return parse_date(text)
        except DateError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
