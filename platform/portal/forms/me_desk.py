"""Which desk somebody would rather go to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class DeskForm(forms.Form):
    """A town, from a list; and once more that they mean it."""

    desk = forms.ChoiceField(label=_("どのまちの窓口にしますか"))
    sure = forms.BooleanField(
        label=_("読みました。窓口を変えます"),
        error_messages={"required": _("上の文を読んでから、印をつけてください。")},
    )

    def __init__(self, *args: Any, desks: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.public_id: desk for desk in desks}
        self.fields["desk"].choices = [  # type: ignore[attr-defined]
            ("", _("えらんでください")),
            *((key, desk.display_name) for key, desk in self.desks.items()),
        ]

    def chosen(self) -> Organisation:
        """The desk."""
        return self.desks[self.cleaned_data["desk"]]
