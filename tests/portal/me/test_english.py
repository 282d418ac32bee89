"""The participant's pages are whole in English: every sentence that they could say."""

import pytest

from tests.reading import japanese_in
from tests.translations import untranslated

SAID_TO_PARTICIPANTS = [
    "platform/portal/templates/portal/me/*",
    "platform/portal/templates/portal/inbox/*",
    "platform/portal/me/*.py",
    "platform/portal/views/me*.py",
    "platform/portal/views/inbox.py",
    "platform/portal/forms/me*.py",
    "accounts/models/*.py",
    "accounts/workflow/*.py",
    "accounts/vocabulary.py",
    "jobs/models/*.py",
    "jobs/disclosure.py",
    "jobs/notifications.py",
    "jobs/workflow/*.py",
    "jobs/forms/*.py",
    "platform/realtime/*.py",
]


@pytest.mark.parametrize("pattern", SAID_TO_PARTICIPANTS)
def test_every_sentence_has_its_english(pattern):
    assert untranslated(pattern) == {}


def test_the_check_finds_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.translations.ROOT", tmp_path)
    (tmp_path / "page.html").write_text(
        '{% load i18n %}{% translate "だれも訳していない文" %}{{ x|default:_("これも") }}'
    )
    (tmp_path / "view.py").write_text('_("三つめ")')
    assert set(untranslated("*.html", "*.py")) == {"だれも訳していない文", "これも", "三つめ"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/me/", "/me/steps/", "/me/access/", "/me/interests/", "/me/calendar/", "/me/wishes/", "/me/contact/",
     "/me/wishes/days/", "/me/wishes/wish_text/", "/inbox/"],
)  # fmt: skip
def test_pages_without_anybodys_own_words_hold_no_japanese(client, cast, path):
    cast.yui.applications.all().delete()
    cast.yui.team.all().delete()
    cast.yui.consents.all().delete()
    client.force_login(cast.yui.user)
    assert not japanese_in(client.get(f"/en{path}").content.decode())
