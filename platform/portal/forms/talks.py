"""Writing in a conversation, handing it over, and the hours of a desk."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calendars.forms import DateField
from portal.forms.desk_notes import LongTextField, RefusableForm
from portal.forms.duty import TimeField
from realtime.models import DeskHours
from realtime.models.talks import LONGEST


class TalkForm(RefusableForm):
    """Some words. `client_id` makes them one message, however often the form is sent."""

    text = LongTextField(
        label=_("ことば"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("何か書いてから送ってください。")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid4

    def clean_client_id(self) -> UUID:
        """A form that lost its number is a message of its own."""
        return self.cleaned_data["client_id"] or uuid4()


class HandOverForm(RefusableForm):
    """To whom, and a word among colleagues."""

    to = forms.ChoiceField(label=_("引き継ぐ人"))
    note = LongTextField(
        label=_("ひとこと"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("チームの中だけで読みます。ご本人には見えません。"),
    )

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {user.public_id: user for user in colleagues}
        self.fields["to"].choices = [(key, str(user)) for key, user in self.colleagues.items()]  # type: ignore[attr-defined]

    def clean_to(self) -> User:
        """The colleague."""
        return self.colleagues[self.cleaned_data["to"]]


class HoursForm(RefusableForm):
    """A stretch of one weekday."""

    weekday = forms.TypedChoiceField(label=_("曜日"), choices=DeskHours.Weekday.choices, coerce=int)
    opens = TimeField(label=_("始まり"), initial="9:00")
    closes = TimeField(label=_("終わり"), initial="17:00")


class DayForm(RefusableForm):
    """A day that is not as usual; without times it is closed."""

    day = DateField(label=_("日"), help_text=_("例：2026-12-29"))
    opens = TimeField(label=_("始まり"), required=False)
    closes = TimeField(label=_("終わり"), required=False)
