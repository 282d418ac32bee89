"""How staff came to their places: invitations that were accepted, wait or grew old, and a contract that ended."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import (
    Consent,
    Invitation,
    LegalBasis,
    Membership,
    Organisation,
    Project,
    TeamMember,
    User,
)
from accounts.workflow import (
    NewOrganisation,
    accept_invitation,
    add_to_team,
    ask_for_new_link,
    invite,
    say_yes,
)
from config.demo.accounts import address, ensure_user
from config.demo.clock import days_ago, moment, standing_at
from config.demo.files import Table, read
from config.demo.keys import key_id
from config.demo.people import Person
from municipalities.models import Municipality

Role = Membership.Role
SHARE_TEAM = Consent.Purpose.SHARE_TEAM


def ensure_belonging(bodies: dict[str, Organisation], people: dict[str, Person]) -> None:
    """Every written invitation, and the NPO whose contract ended yesterday."""
    texts = read("belonging")
    for row in texts["invitation"]:
        if not Invitation.objects.filter(public_id=key_id("invitation", row["key"])).exists():
            _invite(row, bodies[row["host"]], _sent(row["ago"]))
    ended = texts["ended"]
    if not Invitation.objects.filter(public_id=key_id("invitation", ended["key"])).exists():
        _work_until_yesterday(ended, bodies, people)


def _sent(ago: int) -> datetime:
    return days_ago(ago, "13:20")


def _invite(row: Table, host: Organisation, when: datetime) -> None:
    with standing_at(when):
        invitation = _named(_asked(row, host), row["key"], when)
        if row.get("accepted"):
            user = ensure_user(row["to"], row.get("name", ""), when.date())
            accept_invitation(invitation, by=user)
    if row.get("asked_again"):
        with standing_at(_sent(1)):
            ask_for_new_link(invitation)


def _asked(row: Table, host: Organisation) -> Invitation:
    by = User.objects.get(email=address(row["by"]))
    said: dict[str, Any] = {"role": row["role"], "email": address(row["to"])}
    if "company" in row:
        new = NewOrganisation(Organisation.Kind.COMPANY, row["company"], _town(row))
        return invite(by=by, host=host, new=new, **said)
    if host.kind == Organisation.Kind.NPO:
        project = _project_on(host, timezone.localdate())
        said |= {"project": project, "ends_on": project.ends_on}
    return invite(by=by, host=host, organisation=host, **said)


def _named(invitation: Invitation, key: str, when: datetime) -> Invitation:
    """The same id on every machine, and the day on which it was written."""
    invitation.public_id, invitation.created_at = key_id("invitation", key), when
    invitation.save(update_fields=["public_id", "created_at"])
    return invitation


def _work_until_yesterday(texts: Table, bodies: dict[str, Organisation], people: dict[str, Person]) -> None:
    """A municipality commissioned an NPO, whose worker joined a team; the last day of it was yesterday."""
    host = bodies[texts["host"]]
    manager = User.objects.get(email=address(texts["by"]))
    last_day = timezone.localdate() - timedelta(days=1)
    project = _project_on(host, last_day)
    came = max(moment(project.starts_on), days_ago(texts["ago"], "13:20"))
    new = NewOrganisation(
        Organisation.Kind.NPO, texts["npo"], _town(texts), LegalBasis.Kind.FREE_PERMIT, texts["permit"]
    )
    user = ensure_user(texts["to"], texts["name"], came.date())
    with standing_at(came):
        asked = invite(
            by=manager,
            host=host,
            email=address(texts["to"]),
            role=Role.SUPPORTER,
            new=new,
            project=project,
            ends_on=last_day,
        )
        npo = accept_invitation(_named(asked, texts["key"], came), by=user).organisation
        Organisation.objects.filter(pk=npo.pk).update(
            public_id=key_id("body", texts["key"]), kana=texts["kana"], created_at=came
        )
        for key in texts["with"]:
            participant, lead = people[key].participant, people[key].team[0]
            say_yes(participant, purpose=SHARE_TEAM, recipient=npo, how=Consent.How.IN_PERSON, by=lead)
            add_to_team(participant, user, organisation=npo, by=manager)
    TeamMember.objects.filter(organisation=npo).update(joined_at=came)


def _project_on(body: Organisation, day: date) -> Project:
    return Project.objects.of_organisation(body).running(day).latest("starts_on")


def _town(texts: Table) -> Municipality:
    """Municipalities are known by their codes, as bodies too."""
    return Municipality.objects.get(code=texts["host"])
