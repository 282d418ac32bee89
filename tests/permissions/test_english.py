"""Every page of the permission table, in English: what people wrote stays, all else is translated."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation
from zeal import zeal_ignore

from municipalities.models import Municipality, Prefecture
from tests.cast import Cast
from tests.permissions.table import Row
from tests.permissions.test_permissions import ROWS, _ask
from tests.reading import JAPANESE, japanese_in

# The admin's own pages are for operators; a file has one address and one language.
_READ = [row for row in ROWS if row.post is None and row.ok]


def _written_by_people() -> list[str]:
    """Every text of every row that somebody wrote: names, sentences, lines; the longest first."""
    found: set[str] = set()
    for model in apps.get_models():
        if model in (Municipality, Prefecture):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices:
                for value in model._base_manager.values_list(field.name, flat=True):
                    found.update(_texts(value))
    bodies = {name for row in (*Municipality.objects.all(), *Prefecture.objects.all()) for name in [row.name]}
    return sorted((text for text in found - bodies if JAPANESE.search(text)), key=len, reverse=True)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value, *value.splitlines()]
    if isinstance(value, list | dict):
        return [text for part in (value.values() if isinstance(value, dict) else value) for text in _texts(part)]
    return []


@pytest.mark.parametrize("row", _READ, ids=str)
def test_the_page_speaks_english(row: Row, cast: Cast) -> None:
    if row.prepare is not None:
        row.prepare(cast)
    with translation.override("en"), zeal_ignore():
        answer = _ask(row, cast, min(row.ok))
    if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
        return
    html = answer.content.decode()
    if 'lang="en"' not in html:
        return
    for text in _written_by_people():
        html = html.replace(text, "")
    assert not [w for w in japanese_in(html) if w not in ("大分市", "大分県", "別府市")]
