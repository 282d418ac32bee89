"""Writing at the desk: a quick note, the next contact, both, or another day."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import MenuItem, Participant, Project, User
from accounts.workflow import frame_of
from calendars.forms import DateField
from casework import perms
from casework.models import Channel, NextContact, Note
from casework.workflow import AgainstWish, Planned, Said, body_of
from foundation.digits import CleanTextField
from foundation.moves import Refused
from foundation.public_ids import new_public_id

LONGEST_NOTE = 10_000


class LongTextField(CleanTextField):
    """Text that the browser does not cut off while somebody pastes it: too long is said in a sentence."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class RefusableForm(forms.Form):
    """Shows a verb's no where it belongs, and asks again where the person wished otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "despite_wish" in self.data:
            self._ask_again()

    def refuse(self, refused: Refused) -> None:
        """Say where it stands why the verb said no; what was typed stays."""
        if isinstance(refused, AgainstWish):
            self._ask_again()
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))

    def _ask_again(self) -> None:
        if "despite_wish" in self.fields:
            self.fields["despite_wish"].widget = forms.CheckboxInput()


class FrameForm(RefusableForm):
    """Project and menu item: a small fold, filled in already."""

    project = forms.ModelChoiceField(
        label=_("事業"), queryset=Project.objects.none(), to_field_name="public_id", required=False
    )
    menu_item = forms.ChoiceField(label=_("事業メニュー"), choices=MenuItem.choices, required=False)

    FRAME = ("project", "menu_item")

    def __init__(self, *args: Any, participant: Participant, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participant, self.user = participant, user
        self.fields["menu_item"].initial = MenuItem.ACCOMPANY
        if not perms.can_write(user, participant):
            return
        body = body_of(user, participant)
        running = Project.objects.running(timezone.localdate()).of_organisation(body)
        self.fields["project"].queryset = running  # type: ignore[attr-defined]
        try:
            self.fields["project"].initial = frame_of(body, MenuItem.ACCOMPANY, by=user)["project"].public_id
        except Refused:
            self.fields["project"].initial = None

    def frame_fields(self) -> list[forms.BoundField]:
        """The fields of the fold."""
        return [self[name] for name in self.FRAME]

    def frame_has_errors(self) -> bool:
        """Whether the fold has to stand open."""
        return any(name in self.errors for name in self.FRAME)


class NoteForm(FrameForm):
    """Two taps: the words, and save. Everything else is filled in."""

    text = LongTextField(
        label=_("記録"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("話したこと、次に気をつけること。支援チームと窓口の管理者だけが読みます。"),
    )
    channel = forms.ChoiceField(label=_("方法"), choices=Channel.choices, required=False)
    happened_on = DateField(label=_("日付"), required=False, help_text=_("例：令和8年11月23日、2026-11-23"))
    public_id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=14)
    corrects = forms.ModelChoiceField(
        queryset=Note.objects.none(), to_field_name="public_id", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate
        self.fields["public_id"].initial = new_public_id
        self.fields["channel"].initial = Channel.OFFICE
        own = Note.objects.filter(participant=self.participant, author=self.user)
        self.fields["corrects"].queryset = own  # type: ignore[attr-defined]

    def said(self) -> Said:
        """The note as the verb wants it."""
        data = self.cleaned_data
        return Said(
            channel=data["channel"] or Channel.OFFICE,
            text=data["text"],
            happened_on=data["happened_on"],
            project=data["project"],
            menu_item=data["menu_item"] or MenuItem.ACCOMPANY,
            corrects=data["corrects"],
            public_id=data["public_id"],
        )


class NextFields(forms.Form):
    """When, how and why next."""

    on = DateField(label=_("次はいつ"), help_text=_("例：12月1日なら 2026-12-01、令和8年12月1日"))
    next_channel = forms.ChoiceField(label=_("次の方法"), choices=Channel.choices, required=False)
    why = CleanTextField(label=_("何のために"), max_length=500, required=False)
    despite_wish = forms.BooleanField(
        label=_("ご本人の希望を読みました。それでも、この日・この方法にします。"),
        required=False,
        widget=forms.HiddenInput,
    )

    def planned(self, frame: dict[str, Any]) -> Planned | None:
        """The next contact as the verb wants it; None where no day was given."""
        data = self.cleaned_data
        if not data.get("on"):
            return None
        return Planned(
            on=data["on"],
            channel=data["next_channel"] or Channel.OFFICE,
            why=data["why"],
            project=frame["project"],
            menu_item=frame["menu_item"] or MenuItem.ACCOMPANY,
            despite_wish=data["despite_wish"],
        )


class PlanForm(FrameForm, NextFields):
    """Agree on the next contact."""

    field_order = ["on", "next_channel", "why", "despite_wish", "project", "menu_item"]

    def plan(self) -> Planned:
        """What was filled in; `on` is required here."""
        planned = self.planned(self.cleaned_data)
        if planned is None:  # `on` is required, so a valid form has it
            raise ValueError("The form has no day.")
        return planned


class DoneForm(NoteForm, NextFields):
    """It took place: what was said and when to speak next, in one small form. Both may stay empty."""

    field_order = [
        "text", "channel", "happened_on", "on", "next_channel", "why", "despite_wish", "project", "menu_item",
    ]  # fmt: skip

    def __init__(self, *args: Any, contact: NextContact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["on"].required = False
        self.fields["channel"].initial = contact.channel
        self.fields["next_channel"].initial = contact.channel

    def note(self) -> Said | None:
        """The note; None where nothing was written."""
        return self.said() if self.cleaned_data["text"] else None

    def then(self) -> Planned | None:
        """The next contact; None where no day was given."""
        return self.planned(self.cleaned_data)


class MoveForm(RefusableForm):
    """Another day: one of the buttons, or a day of one's own."""

    on = DateField(label=_("別の日"))
    channel = forms.ChoiceField(label=_("方法"), choices=Channel.choices, required=False)
    despite_wish = forms.BooleanField(
        label=_("ご本人の希望を読みました。それでも、この日・この方法にします。"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, contact: NextContact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].initial = contact.channel
