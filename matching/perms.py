"""Who sees suggestions and who answers them: support workers, never the participant or a company."""

from accounts import perms as people
from accounts.models import Participant
from accounts.perms import Person


def can_see_suggestions(user: Person, participant: Participant) -> bool:
    """Whoever may open the record as staff; participants read proposals, not suggestions, families neither."""
    return (
        not participant.is_family
        and not participant.has_ended
        and participant.user_id != user.pk
        and people.can_open_record(user, participant)
    )


def can_answer_suggestions(user: Person, participant: Participant) -> bool:
    """Proposing and setting aside is the team's: they know the person."""
    return people.can_accompany(user, participant)
