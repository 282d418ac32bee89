"""One page on which a company describes a task, in everyday words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import vocabulary as words
from calendars.forms import DateField
from foundation.digits import CleanTextField, IntegerField
from jobs import guards
from jobs.models import Opportunity
from municipalities.models import Municipality
from portal.forms.company_fields import DecimalField, PointField, ThreeAnswersField

Engagement = Opportunity.Engagement

ENGAGEMENTS = [
    (Engagement.VISIT, _("見学：見るだけ。作業はしません。お金は払いません。")),
    (
        Engagement.EXPERIENCE,
        _("体験：練習として少しやってみる。指示や命令はしません。お金は払いません。"),
    ),
    (Engagement.EMPLOYMENT, _("雇用：仕事をお願いして、時給を払います。")),
]
CONTACTS = [(level.value, level.label) for level in words.ContactLevel]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


def _one(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect, help_text=help_text
    )


class BeginForm(forms.Form):
    """Four short questions, and the draft exists; everything can be changed but the kind."""

    public_id = forms.CharField(max_length=14, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("どちらを作りますか"),
        choices=[
            ("task", _("切出し仕事：15分から数時間で終わる、ひとつの仕事")),
            ("programme", _("仕事プログラム：何回かに分けて、少しずつ進むもの")),
        ],
        widget=forms.RadioSelect,
    )
    title = CleanTextField(
        label=_("仕事の名前"), max_length=60, help_text=_("例：本だなの整理。あとから変えられます。")
    )
    place = forms.ChoiceField(
        label=_("どこで行いますか"),
        choices=[("home", _("参加する人の家で")), ("onsite", _("会社やお店に来てもらって"))],
        widget=forms.RadioSelect,
    )
    contact_level = forms.TypedChoiceField(
        label=_("人との関わりは、どのくらいありますか"),
        choices=CONTACTS,
        coerce=int,
        widget=forms.RadioSelect,
    )


class TaskForm(forms.ModelForm):
    """Everything of an offer. A draft may be incomplete; the guards speak when it is handed in."""

    title = CleanTextField(label=_("仕事の名前"), max_length=60, help_text=_("例：本だなの整理"))
    what = CleanTextField(
        label=_("何をするか"),
        required=False,
        widget=_lines(5),
        help_text=_("「棚の本を、番号の順にならべます。」のように、することをそのまま書いてください。"),
    )
    plain = CleanTextField(
        label=_("やさしい日本語での説明"),
        required=False,
        widget=_lines(4),
        help_text=_("短い文で。むずかしい言葉やカタカナを、べつの言葉にします。"),
    )
    fields_of_work = _several(_("仕事の種類"), words.Field.choices)
    skills = _several(_("あると役に立つこと（なくてもよい）"), words.Skill.choices)

    minutes = IntegerField(
        label=_("一回の長さ（分）"),
        required=False,
        min_value=5,
        max_value=480,
        help_text=_("15分からでも大丈夫です。"),
    )
    hours_week = DecimalField(
        label=_("週のめやす（時間）"),
        required=False,
        min_value=0,
        max_value=40,
        max_digits=4,
        decimal_places=1,
    )
    timing = _one(_("日時の決め方"), Opportunity.Timing.choices)
    days = _several(_("曜日"), words.Weekday.choices, _("どの日でもよいときは、空けておいてください。"))
    day_parts = _several(_("時間帯"), words.DayPart.choices)
    offered_until = DateField(
        label=_("いつまで受け付けるか"),
        required=False,
        help_text=_("例：2027-03-31。決まっていなければ、空けておいてください。"),
    )

    place = _one(_("場所"), [("home", _("参加する人の家で")), ("onsite", _("会社やお店に来てもらって"))])
    municipality = forms.ModelChoiceField(
        label=_("市町村"), queryset=Municipality.objects.none(), empty_label=None
    )
    site = CleanTextField(
        label=_("場所の名前と行き方"),
        max_length=200,
        required=False,
        help_text=_("例：大分駅から歩いて5分。入口は青いドアです。"),
    )
    point = PointField(
        label=_("地図の点"),
        required=False,
        help_text=_(
            "来る人が、場所を地図で確かめられます。地図のアプリで場所を長く押すと出る数字を、そのまま貼ってください。"
            "例：33.2382, 131.6126。わからなければ、空けておいてください。"
        ),
    )

    contact_level = forms.TypedChoiceField(
        label=_("人との関わり"), choices=CONTACTS, coerce=int, required=False, widget=forms.RadioSelect
    )
    people = IntegerField(
        label=_("まわりにいる人の数"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("だいたいで大丈夫です。"),
    )
    only_residents = forms.BooleanField(
        label=_("この市町村に住んでいる人だけ"),
        required=False,
        help_text=_("市町村の事業で行うときなど、決まりがあるときだけ選んでください。"),
    )
    telephone = forms.BooleanField(label=_("電話に出る・かけることがある"), required=False)
    face = forms.BooleanField(label=_("顔を出すことがある（対面・画面）"), required=False)
    noise = forms.TypedChoiceField(
        label=_("まわりの音"),
        choices=words.Noise.choices,
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
    )
    pace = _one(_("ペース"), words.Pace.choices)

    helper = CleanTextField(
        label=_("教えてくれる人・困ったときの相手"),
        max_length=120,
        required=False,
        help_text=_("例：店長がとなりにいます。いつでも声をかけてください。"),
    )
    can_leave = CleanTextField(
        label=_("途中で休む・帰るとき"),
        max_length=200,
        required=False,
        help_text=_("例：ひとこと言えば、いつでも帰れます。理由はいりません。"),
    )
    may_leave_out = CleanTextField(
        label=_("やらなくてもよいこと"),
        required=False,
        widget=_lines(3),
        help_text=_("例：電話が鳴っても、出なくて大丈夫です。"),
    )
    accommodations = CleanTextField(
        label=_("工夫できること"),
        required=False,
        widget=_lines(3),
        help_text=_("例：手順を紙に書いてわたします。イヤホンを使えます。"),
    )
    capacity = IntegerField(label=_("同時に受け入れる人数"), required=False, min_value=1, max_value=50)

    engagement = _one(_("働き方の種類"), ENGAGEMENTS)
    pay_per_hour = IntegerField(label=_("時給（円）"), required=False, min_value=1, max_value=100_000)
    insurance = CleanTextField(
        label=_("けがなどの保険"),
        max_length=120,
        required=False,
        help_text=_("例：ボランティア行事用保険。わからないときは、市町村の担当に聞いてください。"),
    )
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Opportunity
        fields = [
            "title", "what", "plain", "fields_of_work", "skills",
            "minutes", "hours_week", "timing", "days", "day_parts", "offered_until",
            "place", "municipality", "only_residents", "site",
            "contact_level", "people", "telephone", "face", "noise", "pace",
            "helper", "can_leave", "may_leave_out", "accommodations", "capacity",
            "engagement", "pay_per_hour", "insurance",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.bodies().of_prefecture(self.instance.company.prefecture_id)
        self.fields["municipality"].queryset = towns  # type: ignore[attr-defined]
        if self.instance.lat is not None and self.instance.lng is not None:
            self.initial["point"] = (self.instance.lat, self.instance.lng)
        for key, question in guards.CHECKLIST.items():
            self.fields[f"checklist_{key}"] = ThreeAnswersField(
                label=question, initial=self.instance.checklist.get(key)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("minutes", "capacity", "contact_level", "noise", "pace", "timing"):
            if cleaned.get(name) in (None, "") and name not in self.errors:
                cleaned[name] = self._when_left_empty(name)
        cleaned["face"] = self._face(cleaned)
        if cleaned.get("pay_per_hour") and cleaned.get("engagement") != Engagement.EMPLOYMENT:
            self.add_error(
                "pay_per_hour",
                _("時給を書けるのは「雇用」だけです。見学と体験は無給です。空けておいてください。"),
            )
        if "point" not in self.errors:
            self.instance.lat, self.instance.lng = cleaned["point"] or (None, None)
        self.instance.checklist = {
            key: cleaned[f"checklist_{key}"]
            for key in guards.CHECKLIST
            if cleaned.get(f"checklist_{key}") is not None
        }
        return cleaned

    def _face(self, cleaned: dict[str, Any]) -> bool:
        """As it was answered; where only place and contact changed, it follows them."""
        answered, before = bool(cleaned.get("face")), self.instance
        met = before.meets_face_to_face(before.place, before.contact_level)
        meets = before.meets_face_to_face(cleaned.get("place", ""), cleaned.get("contact_level"))
        return meets if meets != met and "face" not in self.changed_data else answered

    def _when_left_empty(self, name: str) -> Any:
        if name == "contact_level":  # the draft began with an answer; it has no default
            return self.instance.contact_level
        return getattr(Opportunity(), name)

    def show_blocks(self, blocks: list[guards.Block]) -> dict[str, list[str]]:
        """Put every reason of the guards at its field; answers those that belong to dates and steps."""
        elsewhere: dict[str, list[str]] = {}
        for block in blocks:
            name = f"checklist_{block.part}" if block.part else block.field
            if name in self.fields:
                self.add_error(name, ValidationError(block.sentence))
            else:
                elsewhere.setdefault(name, []).append(block.sentence)
        return elsewhere
