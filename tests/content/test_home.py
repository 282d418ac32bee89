"""The front door."""

import pytest

from tests import factories as make
from tests.cast import assemble
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/", "/work/", "/leave/", "/accounts/login/", "/accounts/signup/", "/accounts/signup/self/",
    "/accounts/signup/company/", "/accounts/password/reset/", "/accounts/password/reset/done/",
    "/accounts/confirm-email/", "/accounts/confirm-email/expired/", "/accounts/inactive/",
]  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_page_says_where_to_call_and_how_to_leave(client, path):
    page = client.get(path).content.decode()
    assert 'href="tel:0120279338"' in page
    assert 'href="tel:119"' in page
    assert 'action="/leave/"' in page


def test_the_home_page_says_what_this_is_and_where_to_go(client):
    page = client.get("/").content.decode()
    assert "15分からの小さな仕事" in page
    assert 'href="/accounts/signup/self/"' in page
    assert 'href="/accounts/signup/company/"' in page
    assert 'id="families"' in page


@pytest.mark.parametrize("path", [path for path in PUBLIC if path not in ("/leave/", "/work/")])
def test_english_pages_are_english(client, path):
    page = client.get(f"/en{path}").content.decode()
    assert '<html lang="en">' in page
    assert not japanese_in(page)


def test_the_newest_published_work_stands_at_the_door(client):
    cast = assemble()
    page = client.get("/").content.decode()
    assert cast.shelves.title in page
    assert cast.garden.title in page
    assert cast.draft.title not in page
    english = client.get("/en/").content.decode()
    assert cast.shelves.title in english
    assert not japanese_in(english)


def test_work_of_a_company_that_pauses_is_not_shown(client):
    cast = assemble()
    profile = cast.oto_company.profile
    profile.paused = True
    profile.save()
    page = client.get("/").content.decode()
    assert cast.shelves.title not in page
    assert cast.garden.title in page


def test_the_front_door_costs_the_same_however_much_there_is(client, django_assert_num_queries):
    """The lines to call, the newest work with its towns, and its next dates."""
    assemble()
    with django_assert_num_queries(3):
        client.get("/")
    make.SlotFactory.create_batch(5)
    with django_assert_num_queries(3):
        client.get("/")
