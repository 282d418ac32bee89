"""Words that cannot wait: one short form to flag them, and what the person on duty writes afterwards."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Alarm, Organisation
from accounts.workflow import Flagged
from foundation.public_ids import ALPHABET, LENGTH, new_public_id
from portal.alarm_places import local_path, place_of
from portal.forms.desk_notes import LongTextField, RefusableForm

_PUBLIC_ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
LONGEST = 4000


class FlagForm(RefusableForm):
    """What did you read, about whom, how urgent is it. Sent twice it is one."""

    kind = forms.ChoiceField(
        label=_("どんな心配ですか"),
        choices=Alarm.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("心配に近いものを、ひとつ選んでください。")},
    )
    about = LongTextField(
        label=_("だれのことですか"),
        help_text=_("名前が分からなければ、分かることだけで大丈夫です。"),
        max_length=400,
        error_messages={"required": _("だれのことかを、分かるだけ書いてください。")},
    )
    words = LongTextField(
        label=_("何を読みましたか"),
        help_text=_("読んだとおりの言葉で、短くて大丈夫です。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("読んだことを、ひとことで書いてください。")},
    )
    desk = forms.ModelChoiceField(
        label=_("知らせる窓口"), queryset=Organisation.objects.none(), to_field_name="public_id"
    )
    at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    public_id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LENGTH)

    def __init__(self, *args: Any, desks: list[Organisation], is_known: bool, **kwargs: Any) -> None:
        """`is_known`: the page says about whom it is; otherwise it is asked."""
        super().__init__(*args, **kwargs)
        self.fields["public_id"].initial = new_public_id
        if is_known:
            del self.fields["about"], self.fields["desk"]
            return
        self.fields["desk"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[desk.pk for desk in desks]
        )
        if len(desks) == 1:
            self.fields["desk"].initial = desks[0].public_id
            self.fields["desk"].widget = forms.HiddenInput()

    def flagged(self) -> Flagged:
        """What was typed, as the verb wants it."""
        data = self.cleaned_data
        path = local_path(data["at"])
        is_id = _PUBLIC_ID.fullmatch(data["public_id"])
        return Flagged(
            kind=data["kind"],
            words=data["words"],
            about=data.get("about", ""),
            read_where=place_of(path),
            read_path=path,
            public_id=data["public_id"] if is_id else "",
        )


class OutcomeForm(RefusableForm):
    """What came of it: required before the words are laid aside."""

    outcome_kind = forms.ChoiceField(
        label=_("どうなりましたか"),
        choices=Alarm.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("結果をひとつ選んでください。")},
    )
    outcome = LongTextField(
        label=_("何をして、どうなったか"),
        help_text=_("一文からで大丈夫です。次にすることも書いておくと、引き継げます。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("何をして、どうなったかを、一文は書いてください。")},
    )


class ReopenForm(RefusableForm):
    """It is not over."""

    because = LongTextField(
        label=_("もう一度開く理由"),
        max_length=1000,
        error_messages={"required": _("なぜもう一度開くのかを、ひとことで書いてください。")},
    )
