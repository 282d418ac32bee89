"""A nickname and a code, or a number: read as phones and paper give them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import pins
from foundation.digits import CleanTextField, plain_digits

_CODE_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "data-code": "",
}


class PinField(forms.CharField):
    """Digits in any width; what stands between them is left out."""

    default_error_messages = {"invalid": _("6けたから12けたの数字で入力してください。")}
    widget = forms.PasswordInput

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        digits = re.sub(r"[-\s]", "", plain_digits(text[:60]))
        if text and not re.fullmatch(rf"[0-9]{{{pins.SHORTEST},{pins.LONGEST}}}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}


class CodeForm(forms.Form):
    """What stands on the card, and the nickname, which does not."""

    nickname = CleanTextField(label=_("ニックネーム"), max_length=40)
    code = CleanTextField(
        label=_("コード"),
        max_length=200,
        widget=forms.TextInput(attrs=_CODE_ATTRIBUTES),
        help_text=_("カードの16文字です。大文字でも小文字でも、間の「-」がなくても大丈夫です。"),
    )


class ClaimForm(forms.Form):
    """The yes to the record, where it was not given before."""

    agreed = forms.BooleanField(label=_("この内容に同意します"), required=False)


class PinForm(forms.Form):
    """One number."""

    pin = PinField(label=_("暗証番号"))


class NewPinForm(forms.Form):
    """A number to choose."""

    pin = PinField(
        label=_("暗証番号"),
        help_text=_("6けたから12けたの数字です。誕生日や電話番号、同じ数字ばかりのものは使えません。"),
    )
