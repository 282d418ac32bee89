"""A participant's record: who opens it, writes in it, changes its team."""

from accounts.models import BreakGlass, Consent, NeverMeet, Organisation, Participant, SavedView, TeamMember
from accounts.perms.roles import Person, Role, has_role


def in_team(user: Person, participant: Participant) -> bool:
    """The team accompanies the person; membership of the same office is not enough."""
    return TeamMember.objects.current().filter(participant=participant, user=user.pk or 0).exists()


def may_meet(user: Person, participant: Participant) -> bool:
    """Whoever a participant asked never to meet has no way to them; to that person they are not there."""
    return not NeverMeet.objects.naming(user).filter(participant=participant).exists()


def can_open_record(user: Person, participant: Participant) -> bool:
    """The person, their team, and the managers of their desk; nobody else."""
    return Participant.objects.visible_to(user).filter(pk=participant.pk).exists()


def can_read_record(user: Person, participant: Participant) -> bool:
    """Whoever may open it, and for a while whoever wrote why they had to (break glass)."""
    return Participant.objects.readable_by(user).filter(pk=participant.pk).exists()


def can_break_glass(user: Person, participant: Participant) -> bool:
    """Whoever works at the person's desk or took words about them that cannot wait, and is not in the team.

    Never whom the person asked never to meet.
    """
    within_reach = Participant.objects.within_reach_of(user).filter(pk=participant.pk).exists()
    return within_reach and not can_open_record(user, participant)


def can_review_glass(user: Person, glass: BreakGlass) -> bool:
    """Managers of the office that answers for the desk; never whoever opened the record."""
    return BreakGlass.objects.reviewed_by_office_of(user).filter(pk=glass.pk).exists()


def can_accompany(user: Person, participant: Participant) -> bool:
    """Those who act for somebody are in their team; a manager who wants to act joins it first."""
    return not participant.has_ended and in_team(user, participant)


def can_join_records(user: Person, one: Participant, other: Participant) -> bool:
    """Whoever may open both records of one desk and knows who they are; joining compares every field.

    A family member is never the person, however much alike the names are.
    """
    return (
        one.pk != other.pk
        and one.kind == other.kind
        and not (one.has_ended or other.has_ended)
        and one.desk_id == other.desk_id
        and user.pk not in (one.user_id, other.user_id)
        and can_open_record(user, one)
        and can_open_record(user, other)
        and sees_identity(user, one)
        and sees_identity(user, other)
    )


def sees_identity(user: Person, participant: Participant) -> bool:
    """Legal name, birth, address: for the person, support workers of the team, the desk's managers; not for peers."""
    return Participant.objects.identity_known_to(user).filter(pk=participant.pk).exists()


def can_issue_code(user: Person, participant: Participant) -> bool:
    """The team's support workers: whoever holds a code can open all that the person reads, which peers do not."""
    return can_accompany(user, participant) and sees_identity(user, participant)


def can_register_participant(user: Person, desk: Organisation) -> bool:
    """Support workers and managers of a body register people at their own desk."""
    return desk.kind != Organisation.Kind.COMPANY and has_role(user, desk, Role.SUPPORTER, Role.MANAGER)


def can_take_on(user: Person, participant: Participant) -> bool:
    """Whoever works at the desk where somebody waits may take them on."""
    waits = (
        participant.taken_on_at is None
        and not participant.has_ended
        and can_register_participant(user, participant.desk)
    )
    return waits and may_meet(user, participant)


def may_share_with(organisation: Organisation, participant: Participant) -> bool:
    """A team is of the person's desk; people of another body join where the person said yes to that."""
    agreed = Consent.objects.in_force().for_purpose(Consent.Purpose.SHARE_TEAM).towards(organisation)
    return organisation.pk == participant.desk_id or agreed.filter(participant=participant).exists()


def can_change_team(user: Person, participant: Participant) -> bool:
    """The team decides who joins it, and so do the managers of the desk; where somebody ended, nobody."""
    if participant.has_ended:
        return False
    manages = has_role(user, participant.desk, Role.MANAGER) and may_meet(user, participant)
    return manages or in_team(user, participant)


def can_say_whom_never_to_meet(user: Person, participant: Participant) -> bool:
    """The person says it, and the team writes it down for them."""
    return participant.user_id == user.pk or in_team(user, participant)


def can_change_view(user: Person, view: SavedView) -> bool:
    """One's own views are one's own; one that a desk shares belongs to the desk, and its managers keep it."""
    return SavedView.objects.kept_by(user).filter(pk=view.pk).exists()


def can_share_views(user: Person, desk: Organisation) -> bool:
    """The managers of a body that takes people on decide what its desk shares."""
    return desk.kind != Organisation.Kind.COMPANY and has_role(user, desk, Role.MANAGER)
