"""What to see of the caseload: search, filters, order and columns, all in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.vocabulary import PlaceWish
from foundation.digits import CleanTextField
from municipalities.models import Municipality

COLUMNS = {
    "name": _("お名前"),
    "town": _("まち"),
    "place": _("希望の場所"),
    "next": _("次の連絡"),
    "last": _("最後の記録"),
    "team": _("チーム"),
    "wish": _("いまの希望"),
}
USUAL = ["name", "town", "next", "last"]


class CaseloadForm(forms.Form):
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
    town = forms.ModelChoiceField(
        label=_("まち"), queryset=Municipality.objects.none(), required=False, empty_label=_("すべて")
    )
    place = forms.ChoiceField(
        label=_("希望の場所"),
        choices=[("", _("すべて")), *PlaceWish.choices, ("not_asked", _("まだ聞いていません"))],
        required=False,
    )
    next = forms.ChoiceField(
        label=_("次の連絡"),
        choices=[
            ("", _("すべて")),
            ("today", _("今日まで")),
            ("week", _("7日のうち")),
            ("none", _("決まっていない")),
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
        ],
        required=False,
    )
    columns = forms.MultipleChoiceField(
        label=_("表に出すもの"),
        choices=list(COLUMNS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
