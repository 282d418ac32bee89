"""What a reviewer writes: the reason of a no, and what to change about an offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.digits import CleanTextField
from jobs import snapshots


class TurnAwayForm(forms.Form):
    """Not this time; the company reads the reason."""

    because = CleanTextField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("企業がそのまま読みます。どうすればよいかも書いてください。"),
    )


class ReviewForm(forms.Form):
    """A word in general, and one box for each field; `read` is the version that was read."""

    read = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    comment = CleanTextField(
        label=_("全体へのひとこと"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("企業が読みます。公開するときは、なくても大丈夫です。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*snapshots.WRITTEN, *snapshots.PARTS):
            self.fields[f"on_{name}"] = CleanTextField(
                label=snapshots.label_of(name),
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def pointing(self) -> list[forms.BoundField]:
        """The boxes that point at fields."""
        return [self[name] for name in self.fields if name.startswith("on_")]

    @property
    def some_are_written(self) -> bool:
        """Whether the fold of boxes has to be open."""
        return any(field.value() for field in self.pointing)

    def pairs(self) -> list[tuple[str, str]]:
        """Field and what to change."""
        return [
            (name.removeprefix("on_"), text)
            for name, text in self.cleaned_data.items()
            if name.startswith("on_") and text
        ]


class WhyForm(forms.Form):
    """Pausing or closing a published offer; the company reads the word."""

    comment = CleanTextField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("企業がそのまま読みます。"),
    )
