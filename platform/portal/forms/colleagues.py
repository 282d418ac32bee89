"""Who takes over from whom, which role somebody has, how long a contract runs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, Project, TeamMember, User
from foundation.digits import CleanTextField

STAYS = "stays"
Role = Membership.Role


class SuccessorsForm(forms.Form):
    """For each person of a caseload, or for all at once: who is there from now on."""

    def __init__(
        self, *args: Any, caseload: Sequence[TeamMember], colleagues: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.caseload = caseload
        self.colleagues = {user.public_id: user for user in colleagues}
        names = [(key, str(user)) for key, user in self.colleagues.items()]
        if caseload:
            self.fields["everybody"] = forms.ChoiceField(
                label=_("下で選ばない方は、まとめて"),
                required=False,
                choices=[("", _("決めていません")), *names],
            )
        for row in caseload:
            left = [(STAYS, _("引き継がない（ほかの人が残ります）"))] if getattr(row, "others", False) else []
            self.fields[f"to_{row.participant.public_id}"] = forms.ChoiceField(
                label=row.participant.nickname, required=False, choices=[("", "—"), *left, *names]
            )
        self.fields["because"] = CleanTextField(
            label=_("理由（書かなくても大丈夫です）"), max_length=500, required=False
        )

    def successors(self) -> dict[TeamMember, User | None]:
        """What was decided; whoever was not thought of is left out."""
        everybody = self.cleaned_data.get("everybody", "")
        chosen = {
            row: self.cleaned_data[f"to_{row.participant.public_id}"] or everybody for row in self.caseload
        }
        return {row: self.colleagues.get(to) for row, to in chosen.items() if to}


class RoleForm(forms.Form):
    """Another part in the same body, in general or for one project."""

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
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]


class ProlongForm(forms.Form):
    """Until when a commissioned body goes on, and for which project."""

    project = forms.ModelChoiceField(
        label=_("事業"), queryset=Project.objects.none(), to_field_name="public_id", empty_label=None
    )
    until = forms.DateField(
        label=_("最後の日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日付で入力してください。例：2027-03-31")},
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]


def roles_of_a_body() -> list[tuple[str, Any]]:
    """The roles that a body gives; a company has one of its own."""
    return [choice for choice in Role.choices if choice[0] != Role.COMPANY]


def colleagues_to_hand_to(body: Organisation, *, without: User) -> list[User]:
    """Support workers and managers of a body who can be there alone for somebody."""
    current = Membership.objects.current().filter(organisation=body, role__in=[Role.SUPPORTER, Role.MANAGER])
    people = User.objects.filter(pk__in=current.values("user"), is_active=True).exclude(pk=without.pk)
    return list(people.order_by("name", "pk"))
