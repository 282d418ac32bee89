"""Sending a table of people, and saying what its columns are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.intake import COLUMNS
from accounts.models import Consent, Organisation, PeopleFile, User
from foundation.tables import Table, TableError
from portal.forms.desk_people import desks_of

LARGEST = 10_000_000
HOW = [choice for choice in Consent.How.choices if choice[0] != Consent.How.ONLINE]


class SendForm(forms.Form):
    """A CSV or XLSX; what stands in it is read at once, and the file itself is not kept."""

    file = forms.FileField(
        label=_("ファイル"),
        max_length=200,
        help_text=_("CSVかExcel（.xlsx）。1行目に見出し、2行目から一人1行です。10MB、1万行まで。"),
    )
    desk = forms.ModelChoiceField(
        label=_("どの窓口で"), queryset=Organisation.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_desks = desks_of(user)
        field = self.fields["desk"]
        field.queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[desk.pk for desk in self.own_desks]
        )
        if self.own_desks:
            field.initial = self.own_desks[0].public_id
        if len(self.own_desks) == 1:
            field.widget = forms.HiddenInput()
        self.table: Table | None = None

    def clean_file(self) -> Any:
        """A file that can be read as a table."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("ファイルが大きすぎます。いくつかに分けてください。"))
        try:
            self.table = Table(file.file)
        except TableError as problem:
            raise ValidationError(str(problem)) from problem
        return file


class MatchForm(forms.Form):
    """What each heading means; a column that is left out is not read."""

    how = forms.ChoiceField(
        label=_("この名簿の方は、どのように同意されましたか"),
        choices=[("", _("列に書いてあります")), *HOW],
        required=False,
        help_text=_("記録をつくることへの同意です。列に書いてある行では、列のほうを読みます。"),
    )

    def __init__(self, *args: Any, file: PeopleFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        choices = [("", _("読まない")), *((column.key, column.label) for column in COLUMNS.values())]
        for number, heading in enumerate(file.header):
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=heading or _("（見出しなし）"),
                choices=choices,
                required=False,
                initial=file.columns[number],
            )
        self.fields["how"].initial = file.how

    def columns(self) -> list[str]:
        """The key of each column, "" where it is not read."""
        return [self.cleaned_data[f"column{number}"] for number in range(len(self.file.header))]

    def heading_fields(self) -> list[forms.BoundField]:
        """One field for each heading."""
        return [self[f"column{number}"] for number in range(len(self.file.header))]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        chosen = self.columns()
        for number, key in enumerate(chosen):
            if key and key in chosen[:number]:
                words = _("「{label}」が、ほかの列でも選ばれています。")
                self.add_error(f"column{number}", words.format(label=COLUMNS[key].label))
        if not {"nickname", "name", "family_name", "given_name"} & set(chosen):
            self.add_error(None, _("ニックネームかお名前の列を、ひとつ選んでください。"))
        if "how" not in chosen and not data.get("how"):
            self.add_error("how", _("どのように同意されたかを選んでください。"))
        return data
