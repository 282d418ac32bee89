"""A company's answers: to an introduction, and about an experience."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.forms import DateField
from foundation.digits import CleanTextField
from jobs.models import Slot


class AgreeForm(forms.Form):
    """Yes: the first day where no date was chosen, and where to meet."""

    starts_on = DateField(
        label=_("始まる日"), help_text=_("例：2026-12-01。支援員と相談した日を書いてください。")
    )
    meeting = CleanTextField(
        label=_("集合の場所と時間"),
        max_length=200,
        required=False,
        help_text=_("例：10時に、店の入口で。店長が待っています。"),
    )

    prefix = "agree"

    def __init__(self, *args: Any, slot: Slot | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slot is not None:
            del self.fields["starts_on"]


class DeclineForm(forms.Form):
    """Not this time; a reason is optional and only the staff reads it."""

    comment = CleanTextField(
        label=_("支援員へのひとこと（なくても大丈夫です）"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("本人には伝わりません。"),
    )

    prefix = "decline"


class EndForm(forms.Form):
    """An experience ends here or did not take place; the reason is optional and for the staff."""

    comment = CleanTextField(
        label=_("支援員へのひとこと（なくても大丈夫です）"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("支援員だけが読みます。"),
    )
