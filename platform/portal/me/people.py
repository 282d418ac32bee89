"""How the people of the team and their bodies are named to a participant: never by an address."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Participant, TeamMember


def name_of(name: str | None, organisation: str | None = None) -> str:
    """「大分市の斎藤さん」; only what is known of it."""
    if name and organisation:
        return _("{organisation}の{name}さん").format(organisation=organisation, name=name)
    if name:
        return _("{name}さん").format(name=name)
    if organisation:
        return _("{organisation}の担当の人").format(organisation=organisation)
    return _("担当の人")


@dataclass(frozen=True)
class TeamLine:
    """Somebody who is there for the participant."""

    name: str
    telephone: str


def team_of(participant: Participant) -> list[TeamLine]:
    """The support team today, in the order in which they joined."""
    members = TeamMember.objects.current().filter(participant=participant)
    members = members.select_related("user", "organisation__municipality", "organisation__prefecture")
    return [
        TeamLine(name_of(member.user.name, member.organisation.display_name), member.organisation.telephone)
        for member in members
    ]
