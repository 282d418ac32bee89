"""The register of data names every table, and says the same in the document and on the page."""

from collections import Counter

import pytest
from django.apps import apps
from django.test import Client

from accounts.management.commands.data_register import DOCUMENT
from accounts.register import as_markdown, holdings
from tests.reading import japanese_in


def test_every_model_has_its_entry():
    """A new model: add it to a Holding in its room's about_people.py, then run `manage.py data_register`."""
    declared = Counter(label for holding in holdings() for label in holding.models)
    models = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.app_label != "zeal"
    }
    assert models - set(declared) == set()
    assert set(declared) - models == set()
    assert not [label for label, times in declared.items() if times > 1]


def test_every_entry_says_everything():
    for holding in holdings():
        said = [holding.what, holding.why, holding.basis, holding.responsible, holding.how_long]
        assert all(str(words).strip() for words in said)


def test_the_document_is_fresh_and_whole_in_english():
    """Written by `manage.py data_register`."""
    assert DOCUMENT.read_text() == as_markdown()
    assert not japanese_in(as_markdown().split("## English")[1])


@pytest.mark.django_db
def test_everybody_can_read_it_and_is_told_how_to_ask():
    page = Client().get("/privacy/").content.decode()
    for holding in holdings():
        if holding.personal:
            assert str(holding.what) in page
    assert "開示" in page
    assert "tel:" in page
    for path in ("/", "/accounts/signup/", "/accounts/signup/self/"):
        assert 'href="/privacy/"' in Client().get(path).content.decode(), path


@pytest.mark.django_db
def test_in_english_too():
    assert not japanese_in(Client().get("/en/privacy/").content.decode())
