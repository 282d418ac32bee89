"""Who reads a conversation, who answers in it. Each predicate takes who and what, never a request."""

from accounts import perms as people
from accounts.models import Membership, Organisation, Participant, TeamMember, User
from accounts.perms import Person
from realtime.models import Conversation

ANSWERING = (Membership.Role.SUPPORTER, Membership.Role.MANAGER)


def can_read(user: Person, conversation: Conversation) -> bool:
    """The person and those at the desk who may; whom the person never wants to meet finds nothing."""
    return Conversation.objects.visible_to(user).filter(pk=conversation.pk).exists()


def can_answer(user: Person, participant: Participant) -> bool:
    """Their team; while nobody has taken them on, whoever works at the desk. A manager who answers joins the team."""
    if participant.has_ended or participant.user_id == user.pk:
        return False
    if people.in_team(user, participant):
        return True
    return Participant.objects.not_yet_anyones().at_desk_of(user).filter(pk=participant.pk).exists()


def can_plan_hours(user: Person, desk: Organisation) -> bool:
    """The desk's managers say when somebody reads."""
    return Organisation.objects.managed_by(user).filter(pk=desk.pk).exists()


def answerers(participant: Participant) -> list[User]:
    """Who may be asked to answer: the team, or the desk's people while there is none."""
    team = TeamMember.objects.current().filter(participant=participant)
    users = User.objects.filter(pk__in=team.values("user"), is_active=True)
    if participant.taken_on_at is None:
        works = Membership.objects.current().filter(organisation=participant.desk, role__in=ANSWERING)
        users = User.objects.filter(pk__in=works.values("user"), is_active=True)
    return [user for user in users.order_by("name", "pk") if people.may_meet(user, participant)]
