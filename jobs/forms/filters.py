"""What one can ask for at /work/. Whatever stands in an address is read as far as it can be."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import vocabulary as words
from foundation.digits import CleanTextField, IntegerField
from jobs.models import Opportunity
from municipalities.models import Municipality

SORTS = {
    "newest": gettext_lazy("新しい順"),
    "shortest": gettext_lazy("短い順"),
    "soonest": gettext_lazy("日時の近い順"),
}


class Select(forms.Select):
    """Drawn by one template instead of three for every option: half the time of the page went there."""

    template_name = "jobs/widgets/select.html"


class Checkboxes(forms.CheckboxSelectMultiple):
    """The same for many boxes."""

    template_name = "jobs/widgets/checkboxes.html"


def _any(label: Any, choices: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", label), *choices]


class MunicipalityField(forms.Field):
    """A town by its code of five or six digits; offered are those of this prefecture."""

    widget = Select

    def offer(self) -> None:
        """Fill the list; asked once for each page."""
        towns = Municipality.objects.bodies().of_prefecture(settings.PREFECTURE)
        choices = [(town.code, town.display_name) for town in towns]
        self.widget.choices = _any(gettext_lazy("どの町でも"), choices)

    def to_python(self, value: Any) -> Municipality | None:
        if value in self.empty_values:
            return None
        town = Municipality.objects.by_code(str(value)[:20])
        if town is None:
            raise ValidationError(_("この町は見つかりませんでした。"), code="invalid")
        return town


class WorkFilters(forms.Form):
    """Every filter may be left open. Use `chosen`: it holds what could be read, `ignored` what could not."""

    q = CleanTextField(label=gettext_lazy("ことば"), max_length=100, required=False)
    municipality = MunicipalityField(label=gettext_lazy("町"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("種類"),
        choices=_any(gettext_lazy("どちらでも"), Opportunity.Kind.choices),
        required=False,
        widget=Select,
    )
    place = forms.ChoiceField(
        label=gettext_lazy("場所"),
        choices=_any(gettext_lazy("どちらでも"), words.Place.choices),
        required=False,
        widget=Select,
    )
    minutes_max = IntegerField(
        label=gettext_lazy("一回の長さ（何分まで）"), min_value=1, max_value=1440, required=False
    )
    contact_max = IntegerField(
        label=gettext_lazy("人との関わり（ここまで）"),
        min_value=0,
        max_value=4,
        required=False,
        widget=Select(choices=_any(gettext_lazy("どれでも"), words.ContactLevel.choices)),
    )
    paid = forms.ChoiceField(
        label=gettext_lazy("賃金"),
        choices=[
            ("", gettext_lazy("どちらでも")),
            ("1", gettext_lazy("賃金あり")),
            ("0", gettext_lazy("無給でためす")),
        ],
        required=False,
        widget=Select,
    )
    noise_max = IntegerField(
        label=gettext_lazy("まわりの音（ここまで）"),
        min_value=0,
        max_value=2,
        required=False,
        widget=Select(choices=_any(gettext_lazy("どれでも"), words.Noise.choices)),
    )
    telephone = forms.ChoiceField(
        label=gettext_lazy("電話"),
        choices=[("", gettext_lazy("どちらでも")), ("no", gettext_lazy("電話なし"))],
        required=False,
        widget=Select,
    )
    when = forms.ChoiceField(
        label=gettext_lazy("いつ"),
        choices=[("", gettext_lazy("いつでも")), ("week", gettext_lazy("今週（7日のあいだ）"))],
        required=False,
        widget=Select,
    )
    field = forms.MultipleChoiceField(
        label=gettext_lazy("仕事の種類（いくつでも）"),
        choices=words.Field.choices,
        required=False,
        widget=Checkboxes,
    )
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["municipality"].offer()  # type: ignore[attr-defined]
        self.ignored: list[str] = []
        self.chosen: dict[str, Any] = {}
        self._read()

    def _read(self) -> None:
        """Take what can be read; the rest becomes sentences instead of errors."""
        for name in list(self.errors):
            label = self.fields[name].label or _("並び順")
            self.ignored.append(
                _("「{label}」の条件は読み取れなかったので、使わずにさがしました。").format(label=label)
            )
        self.chosen = {
            name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])
        }
        self._errors = forms.utils.ErrorDict()

    def words_of(self, name: str) -> str:
        """What somebody chose in a filter, as words on a chip."""
        value = self.chosen[name]
        written = {
            "q": lambda: _("「{words}」").format(words=value),
            "municipality": lambda: value.display_name,
            "minutes_max": lambda: _("{n}分まで").format(n=value),
            "contact_max": lambda: _("関わり：{label}").format(label=words.ContactLevel(value).label),
            "noise_max": lambda: _("音：{label}").format(label=words.Noise(value).label),
            "field": lambda: _("、").join(str(words.Field(one).label) for one in value),
        }
        if name in written:
            return str(written[name]())
        return str(dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]
