"""Fields of the company's forms that read what people type: decimals, times, and three answers."""

import re
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.digits import plain_digits

_LONGEST = 20
_LONGEST_POINT = 80
_POINT = re.compile(r"(?P<one>[0-9]{1,3}(\.[0-9]{0,20})?)[,、 ]+(?P<other>[0-9]{1,3}(\.[0-9]{0,20})?)")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.時](?P<minute>[0-9]{2})?分?)")


class DecimalField(forms.DecimalField):
    """A number with a point; full-width digits and a decimal comma are read."""

    default_error_messages = {
        "invalid": _("数字で入力してください。例：2.5"),
        "min_value": _("%(limit_value)s以上の数字を入力してください。"),
        "max_value": _("%(limit_value)s以下の数字を入力してください。"),
    }
    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        if isinstance(value, str):
            value = plain_digits(value[:_LONGEST]).replace(",", ".")
            if value and not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?", value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "decimal"}


class PointField(forms.Field):
    """A place as it is copied from a map, 33.2382, 131.6126: a pair of latitude and longitude in Japan."""

    default_error_messages = {
        "invalid": _("地図の点は、33.2382, 131.6126のように、緯度と経度を続けて書いてください。"),
        "abroad": _("日本の中の点ではないようです。地図から、もう一度写してください。"),
    }
    widget = forms.TextInput

    def to_python(self, value: Any) -> tuple[float, float] | None:
        text = plain_digits(str(value or "")[:_LONGEST_POINT]).strip("()（） ")
        if not text:
            return None
        found = _POINT.fullmatch(text)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # No latitude here is as large as a longitude, so either order can be read.
        lat, lng = sorted((float(found["one"]), float(found["other"])))
        if not (20 <= lat <= 46 and 122 <= lng <= 154):
            raise ValidationError(self.error_messages["abroad"], code="abroad")
        return lat, lng

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return ", ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in value)


class ClockField(forms.Field):
    """A time of day: 10:30, 9時, １０：３０."""

    default_error_messages = {"invalid": _("時刻は、10:30のように入力してください。")}
    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        text = plain_digits(str(value or "")[:_LONGEST]).replace(" ", "")
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        try:
            if found is None:
                raise ValueError(text)
            return time(int(found["hour"]), int(found["minute"] or 0))
        except ValueError as impossible:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from impossible

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class ThreeAnswersField(forms.TypedChoiceField):
    """Yes, no, or not answered so far."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("yes", _("はい")), ("no", _("いいえ")), ("", _("まだ決めていません"))],
            coerce={"yes": True, "no": False}.get,
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)
