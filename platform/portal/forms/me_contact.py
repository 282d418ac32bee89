"""How a participant wants to be called and contacted."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Participant
from accounts.reaching import SHARED
from accounts.record_contents import ANSWERED
from calendars.forms import DateField
from foundation.digits import CleanTextField, TelephoneField

YES_NO_OPEN = [
    ("yes", gettext_lazy("はい")),
    ("no", gettext_lazy("いいえ")),
    ("", gettext_lazy("いまは答えない")),
]


def _yes_no_open(label: Any, hint: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=YES_NO_OPEN,
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )


class ContactForm(forms.Form):
    """Everything but the nickname may stay empty."""

    nickname = CleanTextField(
        label=gettext_lazy("ニックネーム"),
        help_text=gettext_lazy("本名でなくて大丈夫です。"),
        max_length=40,
        error_messages={"required": gettext_lazy("呼ばれたい名前を書いてください。本名でなくて大丈夫です。")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("連絡の方法"),
        choices=[*Participant.Channel.choices, ("", gettext_lazy("いまは答えない"))],
        widget=forms.RadioSelect,
        required=False,
    )
    telephone = TelephoneField(
        label=gettext_lazy("電話番号"),
        help_text=gettext_lazy(
            "電話での連絡を選んだときだけ、書いてください。あなたの支援チームだけが見ます。"
        ),
        required=False,
    )
    contact_hours = CleanTextField(
        label=gettext_lazy("連絡してよい時間"),
        help_text=gettext_lazy("例：平日の14時から16時"),
        max_length=100,
        required=False,
    )
    not_until = DateField(
        label=gettext_lazy("この日までは連絡しないでほしい"),
        help_text=gettext_lazy("例：2026-12-01、令和8年12月1日"),
        required=False,
    )
    never_telephone = _yes_no_open(gettext_lazy("電話はしないでほしいですか"))
    neutral_sender = _yes_no_open(
        gettext_lazy("差出人を、目立たない名前にしてほしいですか"),
        gettext_lazy("ご家族などに、どこからの連絡か知られたくないときに選んでください。"),
    )
    visit_wished = _yes_no_open(
        gettext_lazy("家への訪問を希望しますか"), gettext_lazy("「はい」のときだけ、こちらからうかがいます。")
    )
    telephone_shared = _yes_no_open(
        gettext_lazy("電話には、ご家族も出ますか"),
        gettext_lazy("「はい」のときは、出た方にも、留守番電話にも、用件を話しません。"),
    )
    address_shared = _yes_no_open(
        gettext_lazy("手紙は、ご家族も見ますか"),
        gettext_lazy("「はい」のときは、手紙を送る前に、あなたと確かめます。"),
    )
    email_shared = _yes_no_open(
        gettext_lazy("メールは、ご家族も見ますか"),
        gettext_lazy("「はい」のときは、「お知らせがあります」とだけ送ります。"),
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participant = participant
        self.initial = self._initial()

    def _initial(self) -> dict[str, Any]:
        shown: dict[Any, str] = {True: "yes", False: "no", None: ""}
        found = {name: getattr(self.participant, name) for name in self.base_fields}
        for name in (*ANSWERED, *SHARED):
            found[name] = shown[found[name]]
        if found["not_until"] and found["not_until"] < timezone.localdate():
            found["not_until"] = None
        return found

    def clean_not_until(self) -> date | None:
        day: date | None = self.cleaned_data["not_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(
                _("この日は、もう過ぎています。これからの日を書くか、空にしてください。")
            )
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("never_telephone") and found.get("channel") == Participant.Channel.TELEPHONE:
            self.add_error(
                "channel",
                _("「電話はしないでほしい」が選ばれています。ほかの方法か、どちらかを変えてください。"),
            )
        return found
