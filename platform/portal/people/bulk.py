"""The desk's verbs for several people at once: one transaction a person, and a no for one stops nobody else."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import workflow
from accounts.models import Participant, TeamMember, User
from casework.workflow import AgainstWish, Planned, plan_contact
from foundation.moves import Refused
from portal.forms import desk_bulk as forms

MOST_AT_ONCE = 200


@dataclass
class Outcome:
    """With whom it was done, and for whom not and why; ids only, for the session."""

    do: str
    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    joined: str = ""
    undone: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Action:
    """One verb for many: its form, its words, and what it does with one person."""

    title: Any
    says: Any
    button: Any
    form: type[forms.BulkForm]
    one: Callable[[Participant, Any, User], object]


def _add(person: Participant, form: forms.AddForm, by: User) -> None:
    place, because = form.place, form.cleaned_data["because"]
    workflow.add_to_team(person, place.user, organisation=place.organisation, by=by, because=because)


def _hand_over(person: Participant, form: forms.HandOverForm, by: User) -> None:
    place, because = form.place, form.cleaned_data["because"]
    member = TeamMember.objects.current().filter(participant=person, user=form.leaver).first()
    if member is None:
        raise Refused(_("{name}は、この方のチームにいません。").format(name=form.leaver))
    if member.organisation_id != place.organisation_id:
        raise Refused(_("ほかの団体の人には、まとめて引き継げません。記録のチームのページでできます。"))
    workflow.hand_over(member, to=place.user, organisation=place.organisation, by=by, because=because)


def _plan(person: Participant, form: forms.PlanForm, by: User) -> None:
    data = form.cleaned_data
    try:
        plan_contact(person, Planned(on=data["on"], channel=data["channel"], why=data["why"]), by=by)
    except AgainstWish as against:
        raise Refused(
            _("{wish} この方の分は、記録のページで決められます。").format(wish=against)
        ) from against


ACTIONS: dict[str, Action] = {
    "plan": Action(
        gettext_lazy("次の連絡の日を、まとめて決める"),
        gettext_lazy(
            "前に決めてあった連絡は、この日に移ります。ご本人の希望に合わない方の分は、決めません。"
        ),
        gettext_lazy("この日に決める"),
        forms.PlanForm,
        _plan,
    ),
    "add": Action(
        gettext_lazy("チームに、まとめて人を加える"),
        gettext_lazy("加わった人は、この方たちの記録を見られるようになります。"),
        gettext_lazy("チームに加える"),
        forms.AddForm,
        _add,
    ),
    "hand_over": Action(
        gettext_lazy("ほかの人に、まとめて引き継ぐ"),
        gettext_lazy("離れた人は、この方たちの記録を見られなくなります。書いた記録は残ります。"),
        gettext_lazy("引き継ぐ"),
        forms.HandOverForm,
        _hand_over,
    ),
}


def carry_out(do: str, people: Iterable[Participant], form: Any, *, by: User) -> Outcome:
    """The verb for each of them, one after the other."""
    outcome = Outcome(do)
    for person in people:
        try:
            ACTIONS[do].one(person, form, by)
        except Refused as refused:
            outcome.refused.append((person.public_id, str(refused)))
        else:
            outcome.done.append(person.public_id)
    if do == "add" and outcome.done:
        outcome.joined = form.place.user.public_id
    return outcome


def take_back(outcome: Outcome, people: Iterable[Participant], *, by: User) -> Outcome:
    """Whoever was added leaves the teams again, but where somebody else brought them in meanwhile."""
    undone = Outcome("take_back")
    for person in people:
        members = TeamMember.objects.current().filter(participant=person, user__public_id=outcome.joined)
        try:
            if member := members.filter(joined_by=by).first():
                workflow.leave_team(member, by=by)
                undone.done.append(person.public_id)
        except Refused as refused:
            undone.refused.append((person.public_id, str(refused)))
    return undone
