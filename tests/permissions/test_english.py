"""Every page of the permission table, in English: what people wrote stays, all else is translated."""

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import translation
from django.utils.html import escape
from zeal import zeal_ignore

from accounts.consent_words import words_for
from accounts.models import Consent, Organisation
from municipalities.models import Municipality, Prefecture
from tests.cast import Cast
from tests.permissions.table import Row
from tests.permissions.test_permissions import ROWS, _ask
from tests.reading import JAPANESE, japanese_in

READ = [row for row in ROWS if row.post is None and row.ok]
PARTS = 6
"""A few tests: assembling the cast takes longer than asking for a page."""


def _written_by_people() -> list[str]:
    """Every text of every row that somebody wrote: names, sentences, lines; the longest first.

    Names of towns and prefectures are not among them, also where a body is called like its town: they have English.
    Only the words of a consent name a body as they will be stored: as it is called.
    """
    bodies = Organisation.objects.values_list("name", flat=True)
    found = {words_for(purpose, recipient=name) for purpose in Consent.Purpose.values for name in bodies}
    for model in apps.get_models():
        if model in (Municipality, Prefecture):
            continue
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, models.CharField | models.TextField | models.JSONField)
                and not field.choices
            ):
                for value in model._base_manager.values_list(field.name, flat=True):
                    found.update(_texts(value))
    places = {row.name for kind in (Municipality, Prefecture) for row in kind.objects.all()}
    return sorted((text for text in found - places if JAPANESE.search(text)), key=len, reverse=True)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value, *value.splitlines()]
    if isinstance(value, list | dict):
        parts = value.values() if isinstance(value, dict) else value
        return [text for part in parts for text in _texts(part)]
    return []


def _untranslated(row: Row, cast: Cast, written: list[str]) -> list[str]:
    if row.prepare is not None:
        row.prepare(cast)
        written = _written_by_people()
    answer = _ask(row, cast, min(row.ok))
    page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    if not page or not answer.request["PATH_INFO"].startswith("/en/"):
        return []
    html = answer.content.decode()
    assert '<html lang="en"' in html
    for text in written:
        html = html.replace(escape(text), "").replace(text, "")
    return japanese_in(html)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_pages_speak_english(part: int, cast: Cast) -> None:
    wrong = {}
    with translation.override("en"):
        written = _written_by_people()
    for row in READ[part::PARTS]:
        with translation.override("en"), zeal_ignore(), transaction.atomic():
            found = _untranslated(row, cast, written)
            transaction.set_rollback(True)
        if found:
            wrong[str(row)] = found
    assert not wrong, "\n".join(f"{name}: {words}" for name, words in wrong.items())
