"""Needs and wishes as one page that is filled in little by little."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import vocabulary as words
from accounts.models import Wishes
from foundation.digits import IntegerField
from portal.forms.desk_fields import NOTHING, OneField, SeveralField, YesNoField
from portal.forms.desk_notes import LongTextField


class WishesForm(forms.ModelForm):
    """Every question may stay open, and every answer can be taken back to "not asked yet".

    What was on the page when it was opened comes back with it (`show_hidden_initial`): only what the
    writer changed is saved, so that two people can fill in the page at the same time.
    """

    wish_text = LongTextField(
        label=_("いまの希望"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ご本人の言葉で。"),
    )
    help_text = LongTextField(
        label=_("こうしてもらえると助かること"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    days = SeveralField(label=_("都合のよい曜日"), choices=words.Weekday.choices)
    day_parts = SeveralField(label=_("都合のよい時間"), choices=words.DayPart.choices)
    minutes_max = IntegerField(label=_("一度にできる長さ（分）"), min_value=1, max_value=480, required=False)
    hours_week_max = IntegerField(label=_("週に何時間まで"), min_value=1, max_value=40, required=False)
    place = OneField(label=_("場所"), choices=words.PlaceWish.choices)
    distance_km_max = IntegerField(
        label=_("どのくらい遠くまで（km）"), min_value=0, max_value=500, required=False
    )
    means = SeveralField(label=_("行く方法"), choices=words.Means.choices)
    contact_level_max = OneField(
        label=_("人との関わり"), choices=words.ContactLevel.choices, coerce=int, empty_value=None
    )
    telephone_ok = YesNoField(label=_("電話に出る・かける仕事"), yes=_("できます"), no=_("しないでほしい"))
    face_ok = YesNoField(label=_("顔を出す仕事"), yes=_("できます"), no=_("しないでほしい"))
    noise_max = OneField(label=_("まわりの音"), choices=words.Noise.choices, coerce=int, empty_value=None)
    pace = OneField(label=_("ペース"), choices=words.Pace.choices)
    interests = SeveralField(label=_("気になること・好きなこと"), choices=words.Field.choices)
    skills = SeveralField(label=_("できること・やったことがあること"), choices=words.Skill.choices)
    no_introductions = forms.BooleanField(label=_("いまは会社に紹介しないでほしい"), required=False)

    class Meta:
        model = Wishes
        fields = ["no_introductions", *Wishes.ASKED]

    field_order = ["wish_text", "help_text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_questions = set(self.instance.not_asked_yet())
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            if self.initial.get(name) == []:
                self.initial[name] = [NOTHING]

    def questions(self) -> list[tuple[forms.BoundField, bool]]:
        """Each field, and whether nobody has answered it so far."""
        return [(field, field.name in self.open_questions) for field in self]

    def changes(self) -> dict[str, Any]:
        """What the writer changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
