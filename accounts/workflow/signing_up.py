"""Signing up: for oneself, or for a company, and what the municipality answers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms, signals
from accounts.models import Consent, Membership, Organisation, Participant, User, Wishes
from accounts.workflow.consents import agree_to_record
from foundation.moves import Refused
from municipalities.models import Municipality


@transaction.atomic
def sign_up_for_oneself(user: User, *, desk: Organisation, nickname: str) -> Participant:
    """Somebody comes by themselves: they wait at the desk they chose until somebody takes them on.

    The desk hears of them once their address is confirmed (accounts.receivers).
    """
    participant = Participant.objects.create(
        user=user, nickname=nickname, desk=desk, municipality=desk.municipality, email=user.email or ""
    )
    Wishes.objects.create(participant=participant)
    agree_to_record(participant, how=Consent.How.ONLINE, by=user)
    return participant


@transaction.atomic
def sign_up_for_company(user: User, *, name: str, municipality: Municipality) -> Organisation:
    """A company introduces itself; its municipality answers before it can offer anything.

    The municipality hears of it once the address is confirmed (accounts.receivers).
    """
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.COMPANY,
        name=name,
        prefecture=municipality.prefecture,
        municipality=municipality,
    )
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.COMPANY)
    return organisation


@transaction.atomic
def approve_company(organisation: Organisation, *, by: User) -> Organisation:
    """The municipality says yes: the company may offer work."""
    row = _company_to_answer(organisation, by=by)
    row.approved_at, row.approved_by = timezone.now(), by
    row.save(update_fields=["approved_at", "approved_by"])
    signals.company_answered.send(Organisation, organisation=row, by=by)
    return row


@transaction.atomic
def turn_away_company(organisation: Organisation, *, by: User, because: str) -> Organisation:
    """The municipality says not this time, and why; the company reads the reason."""
    row = _company_to_answer(organisation, by=by)
    row.turned_away_at, row.turned_away_because = timezone.now(), because
    row.save(update_fields=["turned_away_at", "turned_away_because"])
    signals.company_answered.send(Organisation, organisation=row, by=by)
    return row


def _company_to_answer(organisation: Organisation, *, by: User) -> Organisation:
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not perms.can_answer_company(by, row):
        raise Refused(_("この企業の承認は、担当の市町村または県が行います。"))
    if row.approved_at or row.turned_away_at:
        raise Refused(_("この企業には、ほかの人がもう答えています。"))
    return row
