"""What a company says about itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.digits import CleanTextField, IntegerField
from jobs import guards
from jobs.models import CompanyProfile


class ProfileForm(forms.ModelForm):
    """The profile as readers see it beside every task; everything is optional."""

    business = CleanTextField(
        label=_("何をしている会社か（一行で）"),
        max_length=120,
        required=False,
        help_text=_("例：駅前の小さな本屋です。"),
    )
    introduction = CleanTextField(
        label=_("会社の紹介"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("どんな人が、どんな雰囲気で働いていますか。"),
    )
    words = CleanTextField(
        label=_("来てくれる人へのひとこと"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("はじめて来る人が、ほっとするような言葉を。"),
    )
    people = IntegerField(
        label=_("働いている人の数"),
        required=False,
        min_value=1,
        max_value=32000,
        help_text=_("だいたいで大丈夫です。"),
    )
    address = CleanTextField(
        label=_("住所"), max_length=200, required=False, help_text=_("仕事のページに表示されます。")
    )

    class Meta:
        model = CompanyProfile
        fields = ["business", "introduction", "words", "people", "address"]

    def clean(self) -> dict[str, Any]:
        """Job offers set no age limit, and neither does what stands beside them (japan.md, Law 7)."""
        cleaned = super().clean() or {}
        for name in ("business", "introduction", "words"):
            found = guards.age_words(cleaned.get(name) or "")
            if found:
                self.add_error(name, ValidationError(guards.age_sentence(found)))
        return cleaned
