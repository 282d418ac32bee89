"""How it was: three questions, each of which may stay open."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.digits import CleanTextField
from jobs.models.feedback import Side

PARTICIPANT_AGAIN = [
    ("yes", gettext_lazy("またやりたい")),
    ("maybe", gettext_lazy("まだわからない")),
    ("no", gettext_lazy("今回だけでいい")),
]
COMPANY_AGAIN = [("yes", gettext_lazy("また来てほしい")), *PARTICIPANT_AGAIN[1:]]


class FeedbackForm(forms.Form):
    again = forms.ChoiceField(
        label=gettext_lazy("またやってみたいですか"),
        choices=PARTICIPANT_AGAIN,
        widget=forms.RadioSelect,
        required=False,
    )
    went_well = CleanTextField(
        label=gettext_lazy("よかったこと"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    was_hard = CleanTextField(
        label=gettext_lazy("大変だったこと"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if side == Side.COMPANY:
            self.fields["again"].label = _("また受け入れたいですか")
            self.fields["again"].choices = COMPANY_AGAIN  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(found.values()):
            raise forms.ValidationError(_("どれか一つだけでも大丈夫です。選ぶか、書くかしてください。"))
        return found
