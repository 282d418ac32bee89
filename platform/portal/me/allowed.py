"""What somebody allowed, with the work that it was for: two consents for one company are told apart."""

from collections.abc import Iterable

from accounts.models import Consent
from jobs.models import Application

RECIPIENT = ("recipient__municipality", "recipient__prefecture")
"""What a consent's recipient needs to be named in the reader's language."""


def with_work(consents: Iterable[Consent]) -> list[tuple[Consent, str]]:
    """Each consent with the name of its work; empty where it is for no work. One query."""
    rows = list(consents)
    works = Application.objects.filter(consent__in=rows).values_list("consent_id", "opportunity__title")
    names = dict(works)
    return [(row, names.get(row.pk, "")) for row in rows]
