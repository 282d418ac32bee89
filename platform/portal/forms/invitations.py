"""Inviting: a colleague, an NPO, a company, a municipality's first manager."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import LegalBasis, Membership, Organisation, Project
from accounts.workflow import NewOrganisation
from foundation.digits import CleanTextField
from municipalities.models import Municipality
from portal.forms.colleagues import roles_of_a_body

Kind, Role = Organisation.Kind, Membership.Role


class InviteForm(forms.Form):
    """To whom the mail goes. Subclasses say where to and as what."""

    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        help_text=_("このアドレスに、7日のあいだ使えるリンクを送ります。"),
        error_messages={"invalid": _("メールアドレスを確かめてください。例：name@example.jp")},
    )

    def __init__(self, *args: Any, host: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host

    def invitation(self) -> dict[str, Any]:
        """What `accounts.workflow.invite` is told."""
        return {"email": self.cleaned_data["email"]} | self.where()

    def where(self) -> dict[str, Any]:
        """The organisation, the role, the period."""
        raise NotImplementedError


class _WithTown(InviteForm):
    """The town of an organisation that is not there yet; a municipality's office has only its own."""

    municipality = forms.ModelChoiceField(
        label=_("市町村"), queryset=Municipality.objects.none(), empty_label=_("えらんでください")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.bodies().filter(prefecture=self.host.prefecture_id)
        self.fields["municipality"].queryset = towns  # type: ignore[attr-defined]
        self.fields["municipality"].initial = self.host.municipality_id


class ColleagueForm(InviteForm):
    """Somebody who works here too."""

    role = forms.ChoiceField(label=_("役割"))
    project = forms.ModelChoiceField(
        label=_("事業"),
        queryset=Project.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("すべて"),
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_of_a_body()  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.SUPPORTER
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]

    def where(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"organisation": self.host, "role": data["role"], "project": data["project"]}


class CompanyColleagueForm(InviteForm):
    """Somebody of the same company."""

    def where(self) -> dict[str, Any]:
        return {"organisation": self.host, "role": Role.COMPANY}


class CompanyForm(_WithTown):
    """A company that need not wait for approval: whoever invites it has looked already."""

    name = CleanTextField(label=_("会社・お店・団体の名前"), max_length=120)
    field_order = ["name", "municipality", "email"]

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.host.municipality_id:
            own = Municipality.objects.filter(pk=self.host.municipality_id)
            self.fields["municipality"].queryset = own  # type: ignore[attr-defined]

    def where(self) -> dict[str, Any]:
        data = self.cleaned_data
        new = NewOrganisation(Kind.COMPANY, data["name"], data["municipality"])
        return {"new": new, "role": Role.COMPANY}


class NpoForm(_WithTown):
    """A commissioned NPO, with its right to introduce people and the period of its contract."""

    npo = forms.ModelChoiceField(
        label=_("もう参加している団体"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("新しい団体"),
    )
    name = CleanTextField(label=_("新しい団体の名前"), max_length=120, required=False)
    basis_kind = forms.ChoiceField(label=_("職業紹介の根拠"), required=False)
    basis_number = CleanTextField(
        label=_("許可・届出の番号"),
        max_length=60,
        required=False,
        help_text=_("番号がないあいだ、この団体は会社への紹介ができません。"),
    )
    role = forms.ChoiceField(label=_("招待する人の役割"))
    project = forms.ModelChoiceField(
        label=_("委託する事業"), queryset=Project.objects.none(), to_field_name="public_id", empty_label=None
    )
    ends_on = forms.DateField(
        label=_("委託の最後の日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("この日が過ぎると、記録は開けなくなります。"),
        error_messages={"invalid": _("日付で入力してください。例：2027-03-31")},
    )
    field_order = ["npo", "name", "municipality", "basis_kind", "basis_number", "project", "ends_on", "role"]

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk = [choice for choice in roles_of_a_body() if choice[0] != Role.EDITOR]
        kinds = [choice for choice in LegalBasis.Kind.choices if choice[0] != "local_government"]
        partners = Organisation.objects.filter(kind=Kind.NPO, partner_projects__in=projects).distinct()
        self.fields["role"].choices = desk  # type: ignore[attr-defined]
        self.fields["basis_kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        self.fields["npo"].queryset = partners  # type: ignore[attr-defined]
        first = projects.first()
        self.fields["ends_on"].initial = first.ends_on if first else None

    def clean(self) -> dict[str, Any]:
        """A new body needs a name; a number needs its kind."""
        data = super().clean() or {}
        if not data.get("npo") and not data.get("name"):
            self.add_error("name", _("団体の名前を書くか、もう参加している団体を選んでください。"))
        if data.get("basis_number") and not data.get("basis_kind"):
            self.add_error("basis_kind", _("番号の種類を選んでください。"))
        return data

    def where(self) -> dict[str, Any]:
        data = self.cleaned_data
        frame = {name: data[name] for name in ("role", "project", "ends_on")}
        if data["npo"]:
            return frame | {"organisation": data["npo"]}
        new = NewOrganisation(
            Kind.NPO, data["name"], data["municipality"], data["basis_kind"], data["basis_number"]
        )
        return frame | {"new": new}


class MunicipalityForm(_WithTown):
    """The first manager of a municipality that nobody manages yet."""

    field_order = ["municipality", "email"]

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        managed = Membership.objects.current().filter(role=Role.MANAGER, organisation__kind=Kind.MUNICIPALITY)
        field = self.fields["municipality"]
        field.queryset = field.queryset.exclude(  # type: ignore[attr-defined]
            pk__in=managed.values("organisation__municipality")
        )

    def where(self) -> dict[str, Any]:
        town = self.cleaned_data["municipality"]
        body = Organisation.objects.filter(kind=Kind.MUNICIPALITY, municipality=town).first()
        if body:
            return {"organisation": body, "role": Role.MANAGER}
        return {"new": NewOrganisation(Kind.MUNICIPALITY, town.name, town), "role": Role.MANAGER}
