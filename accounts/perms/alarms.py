"""Safety plans, the rota of duty, and words that cannot wait."""

from accounts.models import Alarm, DutyShift, Organisation, Participant, User
from accounts.perms.records import can_accompany, may_meet
from accounts.perms.roles import Person, Role, has_role


def can_write_safety_plan(user: Person, participant: Participant) -> bool:
    """The person writes it, or the team together with them."""
    return participant.user_id == user.pk or can_accompany(user, participant)


def can_plan_duty(user: Person, organisation: Organisation) -> bool:
    """The managers of a body that takes people on decide who is called there."""
    return organisation.kind != Organisation.Kind.COMPANY and has_role(user, organisation, Role.MANAGER)


def may_be_called(user: User, alarm: Alarm) -> bool:
    """Nobody is called about themselves, or about somebody who asked never to meet them."""
    if alarm.participant is None:
        return True
    return alarm.participant.user_id != user.pk and may_meet(user, alarm.participant)


def is_on_duty(user: Person, organisation: Organisation) -> bool:
    """Called first or second at this moment."""
    return DutyShift.objects.now().filter(organisation=organisation, user=user.pk or 0).exists()


def can_read_alarm(user: Person, alarm: Alarm) -> bool:
    """Whoever is on duty or manages the desk, and who was called for it; never whoever is named."""
    return Alarm.objects.visible_to(user).filter(pk=alarm.pk).exists()


def took_alarm_about(user: Person, participant: Participant) -> bool:
    """They took words about this person that could not wait, and it is not over: a reason to open the record."""
    return Alarm.objects.in_hands_of(user).filter(participant=participant).exists()


def is_called_about(user: Person, participant: Participant) -> bool:
    """Words about this person cannot wait, and the user may take them on: the plan and the telephone are theirs
    to read, without the record, until somebody wrote what came of it.
    """
    return Alarm.objects.visible_to(user).not_over().filter(participant=participant).exists()


def alarm_parts(user: User, alarm: Alarm) -> set[str]:
    """What the user is in the table of moves."""
    if not can_read_alarm(user, alarm):
        return set()
    return {"called", "taker"} if alarm.taken_by_id == user.pk else {"called"}
