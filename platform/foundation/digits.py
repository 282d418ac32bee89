"""Form fields that read what Japanese keyboards type: full-width digits, dashes of all kinds, stray signs.

The answer to bad input is a sentence that says what to do; what was typed stays in the form.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.my_number import mask

_LONGEST = 60
_DASHES = re.compile(r"[-‐‑‒–—―−─ーｰ－﹣~〜～]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
# Control characters but tab and line feed, lone surrogates, and the signs that turn the direction of text.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# Mobile and internet telephones have eleven digits, all others ten.
_TELEPHONE = re.compile(r"0[5-9]0[0-9]{8}|0(?![5-9]0)[0-9]{9}")


def plain_digits(text: str) -> str:
    """Half-width digits, signs and dashes, no space around: ０９０ー１２３４ becomes 090-1234."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", _DASHES.sub("-", text))).strip()


def clean_text(text: str, *, one_line: bool = False) -> str:
    """The text without what nobody can see or the database cannot store, and without space around it.

    Emoji and rare kanji stay as they are. All line ends become one kind; in `one_line` they become spaces.
    """
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    if one_line:
        text = text.replace("\n", " ").replace("\t", " ")
    return text.strip()


class _PlainDigitsField(forms.CharField):
    """A short text of digits; `read` makes one spelling of it or raises ValueError."""

    input_mode = "numeric"
    autocomplete = ""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return text
        try:
            if len(text) > _LONGEST:
                raise ValueError("too long")
            return self.read(plain_digits(text))
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def read(self, plain: str) -> str:
        raise NotImplementedError

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {
            "inputmode": self.input_mode,
            "autocomplete": self.autocomplete,
        }


class TelephoneField(_PlainDigitsField):
    """A telephone number in Japan, with its dashes: ０９０１２３４５６７８ becomes 090-1234-5678."""

    default_error_messages = {
        "invalid": _("電話番号は、0から始まる10けたか11けたの数字で入力してください。例：090-1234-5678")
    }
    widget = forms.TextInput(attrs={"type": "tel"})
    input_mode = "tel"
    autocomplete = "tel"

    def read(self, plain: str) -> str:
        home = re.sub(r"^\+81[-\s]*(\(0\)|0)?[-\s]*", "0", plain)
        groups = [group for group in re.split(r"[-\s()./]+", home) if group]
        digits = "".join(groups)
        if not _TELEPHONE.fullmatch(digits):
            raise ValueError("not a telephone number")
        return "-".join(groups) if len(groups) > 1 else _grouped(digits)


def _grouped(digits: str) -> str:
    """Numbers whose parts are known get their dashes; the length of other area codes is not."""
    for pattern in (r"(0800)(\d{3})(\d{4})", r"(0[5-9]0)(\d{4})(\d{4})", r"(0120|0570)(\d{3})(\d{3})"):
        if found := re.fullmatch(pattern, digits):
            return "-".join(found.groups())
    found = re.fullmatch(r"(0[36])(\d{4})(\d{4})", digits)
    return "-".join(found.groups()) if found else digits


class PostcodeField(_PlainDigitsField):
    """A postcode: 〒８７００８３９ becomes 870-0839."""

    default_error_messages = {"invalid": _("郵便番号は、7けたの数字で入力してください。例：870-0839")}
    autocomplete = "postal-code"

    def read(self, plain: str) -> str:
        found = re.fullmatch(r"〒?\s*([0-9]{3})[-\s]*([0-9]{4})", plain)
        if not found:
            raise ValueError("not a postcode")
        return "-".join(found.groups())


class IntegerField(forms.IntegerField):
    """A whole number; full-width digits, thousands separators and a minus sign of any kind are read."""

    default_error_messages = {
        "invalid": _("数字で入力してください。例：15"),
        "min_value": _("%(limit_value)s以上の数字を入力してください。"),
        "max_value": _("%(limit_value)s以下の数字を入力してください。"),
    }
    widget = forms.TextInput

    def __init__(
        self, *, max_value: int = 2_147_483_647, min_value: int | None = None, **kwargs: Any
    ) -> None:
        """`max_value` is the largest that PostgreSQL's integer holds, unless a form knows better."""
        super().__init__(max_value=max_value, min_value=min_value, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and value.strip():
            value = plain_digits(value[: _LONGEST + 1]).replace(",", "").replace("、", "")
            if len(value) > _LONGEST or not re.fullmatch(r"[+-]?[0-9]+", value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        elif isinstance(value, str):
            value = ""
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric"}


class CleanTextField(forms.CharField):
    """Text as somebody wrote it, cleaned by `clean_text`; line ends stay where the widget is a Textarea.

    A My Number in it is masked; texts that are too long are refused unread.
    """

    default_error_messages = {
        "max_length": _("%(limit_value)d文字までで入力してください。いまは%(show_value)d文字です。"),
    }

    def __init__(self, *, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        if isinstance(value, str):
            value = clean_text(value, one_line=not isinstance(self.widget, forms.Textarea))
            value = mask(value) if len(value) <= (self.max_length or 0) else value
        return super().to_python(value) or ""
