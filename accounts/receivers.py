"""What follows from an address that was confirmed: only now does a desk or an office hear of somebody."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from accounts import signals
from accounts.models import Organisation, Participant


@receiver(email_confirmed)
def announce(sender: Any, email_address: EmailAddress, **kwargs: Any) -> None:
    """The desk hears of a person who waits, the municipality of a company."""
    user = email_address.user
    for participant in Participant.objects.filter(user=user, taken_on_at__isnull=True):
        signals.participant_waits.send(Participant, participant=participant)
    waiting = Organisation.objects.awaiting_approval().filter(memberships__user=user)
    for organisation in waiting:
        signals.company_waits.send(Organisation, organisation=organisation)
