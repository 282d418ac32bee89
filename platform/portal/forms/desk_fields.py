"""Fields in which "not asked yet" differs from "no"."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NOT_ASKED = _("まだ聞いていません")
NOTHING = "none"
YES, NO = _("はい"), _("いいえ")


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not asked yet (None)."""

    ANSWERS = {"yes": True, "no": False}

    def __init__(self, *, yes: Any = YES, no: Any = NO, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        choices = [("", NOT_ASKED), ("yes", yes), ("no", no)]
        super().__init__(choices=choices, coerce=self.ANSWERS.get, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A row's value as one of the choices."""
        return {True: "yes", False: "no", None: ""}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class SeveralField(forms.MultipleChoiceField):
    """Several of a list; "nothing" is an answer (an empty list), no tick is "not asked yet" (None)."""

    def __init__(self, *, choices: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(
            choices=[*choices, (NOTHING, _("とくにない"))],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def clean(self, value: Any) -> list[str] | None:
        chosen = super().clean(value)
        return [one for one in chosen if one != NOTHING] if chosen else None


class OneField(forms.TypedChoiceField):
    """One of a list as radio buttons, the first of them "not asked yet"."""

    def __init__(self, *, choices: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(
            choices=[("", NOT_ASKED), *choices], required=False, widget=forms.RadioSelect, **kwargs
        )


class SmallSelect(forms.TypedChoiceField):
    """The same as a list to open."""

    def __init__(self, *, choices: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(choices=[("", NOT_ASKED), *choices], required=False, **kwargs)
