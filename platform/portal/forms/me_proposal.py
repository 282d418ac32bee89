"""A participant's answer to a proposal. Nothing is ticked beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.formats import clock, date_and_time
from jobs.disclosure import Line, lines_of
from jobs.models import Application, Opportunity, Slot


class ProposalForm(forms.Form):
    """What the company may be told, line by line in the exact words; when; whether only to look."""

    lines = forms.MultipleChoiceField(
        label=gettext_lazy("会社に伝えてよいこと"),
        help_text=gettext_lazy(
            "伝えてよいものだけに、しるしをつけてください。"
            "ひとつも選ばなければ、会社には「関心のある方がいます」とだけ伝わります。"
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("選べる内容が変わりました。もう一度、下から選んでください。")
        },
    )
    slot = forms.ModelChoiceField(
        label=gettext_lazy("いつがよいですか"),
        help_text=gettext_lazy("あとから相談して、変えることもできます。"),
        queryset=Slot.objects.none(),
        to_field_name="public_id",
        widget=forms.RadioSelect,
        required=False,
        empty_label=gettext_lazy("まだ決めない"),
        error_messages={"invalid_choice": gettext_lazy("この日時は、もう選べません。ほかの日時をどうぞ。")},
    )
    visit_first = forms.BooleanField(
        label=gettext_lazy("まずは見学だけにする"),
        help_text=gettext_lazy("見てから、やるかどうかを決められます。"),
        required=False,
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.available: list[Line] = lines_of(application.participant)
        words = _("{label}：{value}")
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (line.key, words.format(label=line.label, value=line.value)) for line in self.available
        ]
        opportunity = application.opportunity
        if opportunity.timing == Opportunity.Timing.SLOTS:
            field = self.fields["slot"]
            field.queryset = slots_of(opportunity)  # type: ignore[attr-defined]
            field.label_from_instance = slot_words  # type: ignore[attr-defined]
            self.initial.setdefault("slot", application.slot.public_id if application.slot else "")
        else:
            del self.fields["slot"]

    @property
    def chosen(self) -> list[Line]:
        """The lines that are ticked, as the company would read them."""
        keys = self.cleaned_data["lines"]
        return [line for line in self.available if line.key in keys]


def slots_of(opportunity: Opportunity) -> Any:
    """Dates that can still be chosen."""
    return Slot.objects.filter(opportunity=opportunity).upcoming().with_room().order_by("starts_at")


def slot_words(slot: Slot) -> str:
    """11月23日（月）10:00〜10:30"""
    return _("{start}〜{end}").format(start=date_and_time(slot.starts_at), end=clock(slot.ends_at))
