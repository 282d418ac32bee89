"""Whom somebody never wants to meet: a name to look for, then which one; or their own words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, NeverMeet, Organisation, Participant, User
from accounts.perms import DESK_ROLES
from accounts.workflow import never_meet_colleague, never_meet_company, never_meet_somebody
from foundation.digits import CleanTextField

Kind = NeverMeet.Kind
FOUND_AT_ONCE = 20
NAME_LENGTH = 100


class NameForm(forms.Form):
    """A part of the name; sent as a form, so that no address and no history keeps it."""

    q = CleanTextField(max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = ""
    label: Any = ""
    choices: list[tuple[str, str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = []
        self.fields["q"].label = self.label
        self.fields["q"].help_text = _("名前の一部でもさがせます。さがしただけでは、何も残りません。")

    def clean_q(self) -> str:
        asked: str = self.cleaned_data["q"]
        self.choices = [(row.public_id, self.name_of(row)) for row in self.found(asked)[:FOUND_AT_ONCE]]
        if not self.choices:
            raise forms.ValidationError(
                _("その名前は、見つかりませんでした。自分の言葉で書いておくこともできます。"), code="unknown"
            )
        return asked

    def found(self, asked: str) -> Any:
        """Rows whose name contains the words."""
        raise NotImplementedError

    def name_of(self, row: Any) -> str:
        """One row, told apart from namesakes."""
        raise NotImplementedError


class CompanyNameForm(NameForm):
    label = gettext_lazy("どの会社ですか")

    def found(self, asked: str) -> Any:
        rows = Organisation.objects.companies().approved().select_related("municipality")
        return rows.filter(Q(name__icontains=asked) | Q(kana__icontains=asked)).order_by("kana", "name", "pk")

    def name_of(self, row: Organisation) -> str:
        return f"{row.name} ({row.municipality.display_name})" if row.municipality else row.name


class ColleagueNameForm(NameForm):
    label = gettext_lazy("窓口の、だれですか")

    def found(self, asked: str) -> Any:
        places = Membership.objects.current().filter(
            role__in=DESK_ROLES, organisation__in=Organisation.objects.desks()
        )
        self._bodies: dict[int, str] = {}
        for place in places.filter(user__name__icontains=asked).select_related("organisation"):
            self._bodies.setdefault(place.user_id, place.organisation.name)
        return User.objects.filter(pk__in=self._bodies, is_active=True).order_by("name", "pk")

    def name_of(self, row: User) -> str:
        return f"{row.name} ({self._bodies[row.pk]})"


class WhomForm(forms.Form):
    """Which of those who were found. The words looked for come along, so that nobody types them twice."""

    q = forms.CharField(widget=forms.HiddenInput, required=False, max_length=NAME_LENGTH)
    whom = forms.ChoiceField(
        label=gettext_lazy("この中の、どちらですか"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("ひとつ選んでください。")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = choices  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Somebody whom the site does not know."""

    words = CleanTextField(
        label=gettext_lazy("どんな人ですか"),
        help_text=gettext_lazy("名前でなくても大丈夫です。例：前の職場の上司、同じ学校だった人"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


NAMES: Mapping[str, type[NameForm]] = {Kind.COMPANY: CompanyNameForm, Kind.STAFF: ColleagueNameForm}


def write(kind: str, data: Mapping[str, str], participant: Participant, *, by: User) -> NeverMeet | None:
    """What the form says, by the verb of its kind; nothing where the company or person is not there any more."""
    if kind == Kind.OTHER:
        return never_meet_somebody(participant, data["words"], by=by)
    if kind == Kind.COMPANY:
        company = Organisation.objects.companies().approved().filter(public_id=data["whom"]).first()
        return never_meet_company(participant, company, by=by) if company else None
    person = User.objects.filter(public_id=data["whom"], is_active=True).first()
    return never_meet_colleague(participant, person, by=by) if person else None
