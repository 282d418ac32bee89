"""Requests about one's own data, and who answers them."""

from accounts.models import Consent, DataRequest, Membership, Organisation, Participant
from accounts.perms.records import can_open_record
from accounts.perms.roles import Person, Role


def can_ask_about_data(user: Person, participant: Participant) -> bool:
    """The person asks; their team, or a manager of their desk, writes it down for them."""
    return participant.user_id == user.pk or can_open_record(user, participant)


def can_withdraw_data_request(user: Person, request: DataRequest) -> bool:
    """The person takes back what they asked; what was told at the desk can be taken back there too."""
    own = request.participant.user_id is not None and request.participant.user_id == user.pk
    return own or (request.how != Consent.How.ONLINE and can_open_record(user, request.participant))


def can_answer_data_request(user: Person, request: DataRequest) -> bool:
    """The managers of the person's desk answer; nobody their own, nor whom the person asked never to meet."""
    return DataRequest.objects.answered_by_office_of(user).filter(pk=request.pk).exists()


def has_data_requests_to_answer(user: Person) -> bool:
    """Managers of any desk: a municipality's, a prefecture's, or a commissioned body's."""
    desks = Membership.objects.current().of(user).exclude(organisation__kind=Organisation.Kind.COMPANY)
    return desks.filter(role=Role.MANAGER).exists()
