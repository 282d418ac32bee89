"""Who may write and read what is said about somebody at the desk. No request in here."""

from accounts import perms as people
from accounts.models import Participant
from accounts.perms import Person


def can_write(user: Person, participant: Participant) -> bool:
    """Only the team writes: whoever writes has spoken with the person. A manager joins the team first."""
    return participant.user_id != user.pk and people.can_accompany(user, participant)


def can_read(user: Person, participant: Participant) -> bool:
    """The team and the desk's managers read; the person's own page is another one."""
    return participant.user_id != user.pk and people.can_open_record(user, participant)
