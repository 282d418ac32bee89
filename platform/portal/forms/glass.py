"""Opening a record with a reason, and what the office says of it afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import BreakGlass
from foundation.digits import CleanTextField


class OpenForm(forms.Form):
    """Why it has to be now, and in what words."""

    why = forms.ChoiceField(label=_("理由"), choices=BreakGlass.Why.choices, widget=forms.RadioSelect)
    reason = CleanTextField(
        label=_("くわしい理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("何が起きていて、何を確かめたいのか。チームと、確認する人が読みます。"),
    )


class ReviewGlassForm(forms.Form):
    """In order, or something to talk about."""

    verdict = forms.ChoiceField(
        label=_("確認の結果"), choices=BreakGlass.Verdict.choices, widget=forms.RadioSelect
    )
    remark = CleanTextField(
        label=_("ひとこと"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("開いた人とチームが読みます。話し合いが必要なときは、何についてかを書いてください。"),
    )
