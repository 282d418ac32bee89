"""How somebody may be reached, and what may be said there: the one place that every notice and every mail asks.

A family opens letters, takes calls and reads mails. Where an address is marked as read by the family too, what goes
there says that there is news and nothing else. Not asked yet counts as it is: our own words are neutral anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Participant, User

Channel = Participant.Channel
NEWS = _("お知らせがあります")
SHARED = ("telephone_shared", "address_shared", "email_shared")
"""The marks of a record, in the order of asking."""


class Says(Enum):
    """What may be said on a way."""

    WORDS = "words"
    """The message in its own words, which are neutral."""
    NEWS = "news"
    """Only that there is news."""


@dataclass(frozen=True)
class Way:
    """One way to somebody: by what, to where, and what may be said there."""

    channel: str
    to: str
    says: Says

    def may_say(self, words: Any) -> str:
        """These words, or that there is news."""
        return str(NEWS if self.says is Says.NEWS else words)


def way_to(whom: Participant | User | str, channel: str) -> Way | None:
    """The way to a person, an account or a bare address; None where there is none, or it is not wished."""
    if isinstance(whom, str):
        return _by_mail(whom) if channel == Channel.EMAIL else None
    if isinstance(whom, User):
        return _way_to_account(whom, channel)
    asked = _WAYS.get(channel)
    return asked(whom) if asked else None


def _way_to_account(user: User, channel: str) -> Way | None:
    if channel == Channel.SITE:
        # Behind the log-in: whoever reads it there has signed in as this person.
        return Way(channel, "", Says.WORDS) if user.is_active else None
    return _by_mail(user.email) if channel == Channel.EMAIL and user.email else None


def _by_mail(address: str) -> Way | None:
    """Whoever writes down that an address is read by others: it is so for every mail that goes there."""
    theirs = Q(email__iexact=address) | Q(user__emailaddress__email__iexact=address)
    shared = Participant.objects.filter(theirs | Q(user__email__iexact=address), email_shared=True)
    return Way(Channel.EMAIL, address, Says.NEWS if shared.exists() else Says.WORDS) if address else None


def _to_participant_by_mail(person: Participant) -> Way | None:
    return _by_mail(person.email)


def _by_telephone(person: Participant) -> Way | None:
    if not person.telephone or person.never_telephone:
        return None
    return Way(Channel.TELEPHONE, person.telephone, _says(person.telephone_shared))


def _by_letter(person: Participant) -> Way | None:
    if not person.address:
        return None
    to = f"〒{person.postcode} {person.address}" if person.postcode else person.address
    return Way(Channel.LETTER, to, _says(person.address_shared))


def _at_home(person: Participant) -> Way | None:
    """Only where it was wished; whoever opens the door may be the family."""
    if not person.visit_wished:
        return None
    return Way(Channel.VISIT, person.address, _says(person.address_shared))


def _on_site(person: Participant) -> Way | None:
    return _way_to_account(person.user, Channel.SITE) if person.user else None


def _at_the_desk(person: Participant) -> Way | None:
    return Way(Channel.OFFICE, person.desk.name, Says.WORDS)


def _says(shared: bool | None) -> Says:
    return Says.NEWS if shared else Says.WORDS


_WAYS: dict[str, Callable[[Participant], Way | None]] = {
    Channel.TELEPHONE: _by_telephone,
    Channel.EMAIL: _to_participant_by_mail,
    Channel.LETTER: _by_letter,
    Channel.VISIT: _at_home,
    Channel.OFFICE: _at_the_desk,
    Channel.SITE: _on_site,
}
