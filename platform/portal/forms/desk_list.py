"""What to see of the people at the desk: search, filters, order and columns, all in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User, Wishes
from accounts.vocabulary import PlaceWish
from foundation.digits import CleanTextField
from municipalities.models import Municipality
from portal.people.columns import COLUMNS

ALL = ("", _("すべて"))
SAVED = ("whose", "member", "town", "place", "next", "last", "state", "missing", "sort")
"""What a saved view holds beside its columns: not the words with which somebody looked for a person."""


class PeopleForm(forms.Form):
    q = CleanTextField(
        label=_("名前でさがす"),
        max_length=100,
        required=False,
        help_text=_("ニックネーム、お名前、かな。一部だけでもさがせます。"),
    )
    whose = forms.ChoiceField(
        label=_("だれの担当"),
        choices=[("mine", _("わたしの担当")), ("desk", _("窓口のみなさん"))],
        required=False,
    )
    member = forms.ModelChoiceField(
        label=_("チームの人"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("すべて"),
    )
    town = forms.ModelChoiceField(
        label=_("まち"), queryset=Municipality.objects.none(), required=False, empty_label=_("すべて")
    )
    state = forms.ChoiceField(
        label=_("いまの状態"),
        choices=[
            ALL,
            ("waiting", _("連絡を希望された方")),
            ("reachable", _("お休みではない方")),
            ("resting", _("いったんお休みの方")),
            ("experience", _("体験が決まっている方")),
        ],
        required=False,
    )
    next = forms.ChoiceField(
        label=_("次の連絡"),
        choices=[
            ALL,
            ("today", _("今日まで")),
            ("week", _("7日のうち")),
            ("any", _("決まっている")),
            ("none", _("決まっていない")),
        ],
        required=False,
    )
    last = forms.ChoiceField(
        label=_("最後の記録"),
        choices=[
            ALL,
            ("recent", _("この30日のうち")),
            ("month", _("30日より前か、まだない")),
            ("quarter", _("90日より前か、まだない")),
            ("never", _("まだない")),
        ],
        required=False,
    )
    place = forms.ChoiceField(
        label=_("希望の場所"),
        choices=[ALL, *PlaceWish.choices, ("not_asked", _("まだ聞いていません"))],
        required=False,
    )
    missing = forms.ChoiceField(
        label=_("まだ聞いていないこと"),
        choices=[
            ALL,
            ("any", _("どれか、聞いていない")),
            ("channel", _("連絡の方法")),
            ("visit", _("家への訪問を希望する")),
            *((name, Wishes._meta.get_field(name).verbose_name) for name in Wishes.ASKED if name != "place"),  # type: ignore[union-attr]
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("ならべかた"),
        choices=[
            ("kana", _("かなの順")),
            ("next", _("次の連絡が近い順")),
            ("last", _("最後の記録が新しい順")),
            ("quiet", _("最後の記録が古い順")),
            ("new", _("登録が新しい順")),
            ("town", _("まちの順")),
        ],
        required=False,
    )
    columns = forms.MultipleChoiceField(
        label=_("表に出すもの"),
        choices=[(key, column.label) for key, column in COLUMNS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def filters(self) -> list[forms.BoundField]:
        """The fields of the fold, without the search and the columns."""
        return [field for field in self if field.name not in ("q", "columns")]

    def kept(self) -> dict[str, str]:
        """What a saved view keeps of this, as it stood in the address."""
        return {name: self.data.get(name, "") for name in SAVED if self.cleaned_data.get(name)}


class ViewNameForm(forms.Form):
    """Under which name a view is kept."""

    name = CleanTextField(label=_("見かたの名前"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class ShareViewForm(forms.Form):
    """With which of the desks that the user manages."""

    desk = forms.ModelChoiceField(
        label=_("いっしょに使う窓口"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = Organisation.objects.managed_by(user)  # type: ignore[attr-defined]
