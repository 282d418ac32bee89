"""Who somebody is and how they wish to be contacted. Only a nickname is needed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.duplicates import like
from accounts.models import Consent, Membership, Organisation, Participant, User
from calendars.forms import DateField
from foundation.digits import CleanTextField, IntegerField, PostcodeField, TelephoneField
from foundation.kana import hiragana
from foundation.public_ids import new_public_id
from municipalities.models import Municipality
from portal.forms.desk_fields import SmallSelect, YesNoField
from portal.forms.desk_notes import LongTextField

WHO = (
    "nickname", "family_name", "given_name", "family_kana", "given_kana",
    "birth_date", "birth_year", "birth_not_told", "sex",
)  # fmt: skip
WHERE = (
    "municipality", "postcode", "address", "address_shared", "telephone", "telephone_shared", "email", "email_shared",
)  # fmt: skip
HOW = ("channel", "contact_hours", "not_until", "never_telephone", "neutral_sender", "visit_wished")


class KanaField(CleanTextField):
    """A reading, kept in hiragana so that a list can be sorted by it."""

    def to_python(self, value: Any) -> str:
        return hiragana(super().to_python(value))


class PersonForm(forms.ModelForm):
    nickname = CleanTextField(
        label=_("ニックネーム"), max_length=40, help_text=_("本名でなくて大丈夫です。呼ばれたい名前を。")
    )
    family_name = CleanTextField(label=_("氏"), max_length=60, required=False)
    given_name = CleanTextField(label=_("名"), max_length=60, required=False)
    family_kana = KanaField(label=_("氏（かな）"), max_length=80, required=False)
    given_kana = KanaField(label=_("名（かな）"), max_length=80, required=False)
    birth_date = DateField(
        label=_("生年月日"), required=False, help_text=_("例：昭和55年4月1日、S55.4.1、1980-04-01")
    )
    birth_year = IntegerField(
        label=_("生まれた年だけ（西暦）"), required=False, min_value=1900, help_text=_("例：1980")
    )
    birth_not_told = forms.BooleanField(label=_("生年月日は言わない"), required=False)
    sex = SmallSelect(label=_("性別"), choices=Participant.Sex.choices, coerce=int, empty_value=None)
    postcode = PostcodeField(label=_("郵便番号"), required=False)
    address = CleanTextField(label=_("住所"), max_length=200, required=False)
    telephone = TelephoneField(label=_("電話番号"), required=False)
    email = forms.EmailField(label=_("メールアドレス"), required=False)
    address_shared = YesNoField(
        label=_("この住所への手紙は、だれが見ますか"), yes=_("家族も見る"), no=_("ご本人だけ")
    )
    telephone_shared = YesNoField(
        label=_("この電話には、だれが出ますか"), yes=_("家族も出る"), no=_("ご本人だけ")
    )
    email_shared = YesNoField(
        label=_("このメールアドレスは、だれが見ますか"), yes=_("家族も見る"), no=_("ご本人だけ")
    )
    channel = SmallSelect(label=_("連絡の方法"), choices=Participant.Channel.choices)
    contact_hours = CleanTextField(
        label=_("連絡してよい時間"), max_length=100, required=False, help_text=_("例：平日の午後")
    )
    not_until = DateField(
        label=_("この日までは連絡しない"),
        required=False,
        help_text=_("その日まで「いったんお休み」になります。"),
    )
    never_telephone = YesNoField(label=_("電話"), yes=_("電話はしないでほしい"), no=_("電話してもよい"))
    neutral_sender = YesNoField(
        label=_("差出人の名前"), yes=_("目立たない名前にしてほしい"), no=_("そのままでよい")
    )
    visit_wished = YesNoField(label=_("家への訪問"), yes=_("希望する"), no=_("希望しない"))

    class Meta:
        model = Participant
        fields = [*WHO, *WHERE, *HOW]

    def __init__(self, *args: Any, desks: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.bodies().filter(prefecture__in={desk.prefecture_id for desk in desks})
        if self.instance.municipality_id:
            towns = towns | Municipality.objects.filter(pk=self.instance.municipality_id)
        field = self.fields["municipality"]
        field.queryset = towns.distinct()  # type: ignore[attr-defined]
        field.empty_label = _("まだ聞いていません")  # type: ignore[attr-defined]
        self.fields["birth_year"].max_value = timezone.localdate().year  # type: ignore[attr-defined]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        parts = [(_now("お名前など"), WHO), (_now("連絡先"), WHERE), (_now("連絡の希望"), HOW)]
        asked = [(title, [name for name in names if name in self.fields]) for title, names in parts]
        return [(title, [self[name] for name in names]) for title, names in asked if names]

    def clean_birth_date(self) -> date | None:
        """A day in the past, and not before anybody alive was born."""
        day: date | None = self.cleaned_data["birth_date"]
        if day and not date(1900, 1, 1) <= day <= timezone.localdate():
            raise ValidationError(_("生年月日は、1900年から今日までの日にしてください。"), code="invalid")
        return day

    def clean_birth_year(self) -> int | None:
        """A year that has begun."""
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("生まれた年は、今年までの西暦4桁で書いてください。"), code="invalid")
        return year

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        told = data.get("birth_date") or data.get("birth_year")
        if data.get("birth_not_told") and told:
            self.add_error("birth_not_told", _("「言わない」を選んだときは、生年月日を空にしてください。"))
        day, year = data.get("birth_date"), data.get("birth_year")
        if day and year and day.year != year:
            self.add_error("birth_year", _("生年月日と、生まれた年が合っていません。"))
        return data


class ContactForm(PersonForm):
    """The same for somebody who has a record; only what the writer changed is saved."""

    def __init__(self, *args: Any, hidden: Collection[str] = (), **kwargs: Any) -> None:
        """`hidden`: what is not the writer's to read, and so not theirs to write."""
        super().__init__(*args, **kwargs)
        for name in hidden:
            self.fields.pop(name, None)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        """What the writer changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class BeginForm(forms.Form):
    """Beginning a record: a nickname, and how the person agreed to it. Everything else can wait."""

    nickname = CleanTextField(
        label=_("ニックネーム"), max_length=40, help_text=_("本名でなくて大丈夫です。呼ばれたい名前を。")
    )
    kind = forms.TypedChoiceField(
        label=_("どなたの記録ですか"),
        choices=[("", _("ご本人（参加者）")), (Participant.Kind.FAMILY, _("ご家族（ご家族ご自身の相談）"))],
        empty_value=Participant.Kind.PERSON,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("ご家族の記録は、ご本人の記録とは別につくります。おたがいの記録は見えません。"),
    )
    desk = forms.ModelChoiceField(
        label=_("どの窓口で"), queryset=Organisation.objects.none(), to_field_name="public_id"
    )
    how = forms.ChoiceField(
        label=_("どのように同意されましたか"),
        choices=[choice for choice in Consent.How.choices if choice[0] != Consent.How.ONLINE],
        widget=forms.RadioSelect,
    )
    public_id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=14)
    different = forms.BooleanField(
        label=_("別の方です。このまま登録します。"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.own_desks = user, desks_of(user)
        self.alike: list[Participant] = []
        field = self.fields["desk"]
        field.queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[desk.pk for desk in self.own_desks]
        )
        if self.own_desks:
            field.initial = self.own_desks[0].public_id
        if len(self.own_desks) == 1:
            field.widget = forms.HiddenInput()
        self.fields["public_id"].initial = new_public_id

    def clean(self) -> dict[str, Any]:
        """Ask once whether somebody who looks the same is the same."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors or data.get("different"):
            return data
        near = like(data, data["desk"]).may_meet(self.user)
        self.alike = list(near.select_related("municipality")[:5])
        if self.alike:
            self.fields["different"].widget = forms.CheckboxInput()
            self.add_error(
                "different", _("似た方が、この窓口にもう登録されています。同じ方ではありませんか。")
            )
        return data

    def person(self) -> dict[str, Any]:
        """The participant's own fields."""
        return {name: self.cleaned_data[name] for name in ("kind", "nickname")}

    def wishes(self) -> dict[str, Any]:
        """What was said of wishes: nothing yet."""
        return {}


class RegisterForm(BeginForm, PersonForm):
    """The same with everything that can be told, for those at a computer."""

    wish_text = LongTextField(
        label=_("いまの希望"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ご本人の言葉で。あとからでも書けます。"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, desks=desks_of(user), **kwargs)
        if self.own_desks:
            self.fields["municipality"].initial = self.own_desks[0].municipality_id

    def person(self) -> dict[str, Any]:
        """The participant's own fields."""
        return super().person() | {name: self.cleaned_data[name] for name in self.Meta.fields}

    def wishes(self) -> dict[str, Any]:
        """What they wish for, in their words."""
        return {"wish_text": self.cleaned_data["wish_text"]}


def desks_of(user: User) -> list[Organisation]:
    """The bodies at which the user registers people."""
    roles = [Membership.Role.SUPPORTER, Membership.Role.MANAGER]
    mine = Membership.objects.current().of(user).filter(role__in=roles)
    return list(Organisation.objects.desks().filter(pk__in=mine.values("organisation")))
