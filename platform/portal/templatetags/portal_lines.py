"""What of a person may be shown to whom, and what they agreed to, in the reader's language."""

from django import template
from django.utils.translation import gettext

from accounts import consent_words, reads
from accounts.models import Consent, Participant, User
from accounts.workflow import said_of
from foundation.retelling import language_of, retell
from jobs.disclosure import Line, in_readers_language

register = template.Library()


@register.simple_tag
def agreed_name(consent: Consent | None) -> str:
    """The name that the person agreed to be called by, while the consent holds; else nothing."""
    if consent is None or not consent.is_in_force:
        return ""
    return next((line["value"] for line in consent.lines if line["key"] == "nickname"), "")


@register.filter
def agreed_lines(consent: Consent) -> list[Line]:
    """The lines that the consent keeps, as their reader reads them."""
    return in_readers_language(consent.lines)


@register.filter
def agreed_words(consent: Consent) -> str:
    """The words that were agreed to, in the reader's language where they are ours; else as they were said."""
    names = {consent.recipient.name: consent.recipient.display_name}
    return retell(consent.words, consent_words.EVERY, names=names) or consent.words


@register.filter
def relative(consent: Consent) -> str:
    """Which relative a yes to a family link is about."""
    return said_of(consent)


@register.filter
def beside(who: User | None, participant: Participant | None) -> str:
    """Who did something with this person's record; the person is not called by the name or address they log in with."""
    if who is None:
        return ""
    is_the_person = participant is not None and who.pk == participant.user_id
    return gettext("ご本人") if is_the_person else str(who)


@register.filter
def language(text: str) -> str:
    """For `lang`: the language of what somebody wrote, or of what was recorded."""
    return language_of(text)


@register.filter
def what_was_read(what: str) -> str:
    """The kind of a read in a few words."""
    return reads.label_of(what)
