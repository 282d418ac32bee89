"""Headers that every page carries, and what operators and robots may ask."""

import pytest
from django.db import OperationalError, connection

PAGES = ["/", "/en/", "/accounts/login/", "/accounts/signup/", "/leave/", "/nowhere/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_pages_run_nothing_but_our_own_files(client, path):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<style" not in page
    assert "<script>" not in page


@pytest.mark.django_db
def test_pages_tell_others_nothing(client):
    answer = client.get("/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_who_only_reads_keeps_nothing_on_the_device(client):
    assert not client.get("/").cookies


@pytest.mark.django_db
def test_health_says_ok_and_nothing_else(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_says_when_the_database_is_down(client, monkeypatch):
    def fail():
        raise OperationalError("secret details")

    monkeypatch.setattr(connection, "cursor", fail)
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"unavailable")


def test_robots_stay_out_of_what_is_private(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /me/" in lines
    assert "Disallow: /en/desk/" in lines
    assert "Disallow: /" not in lines


@pytest.mark.django_db
def test_a_page_knows_itself_in_the_other_language(client):
    page = client.get("/accounts/login/?next=/work/").content.decode()
    assert 'href="/en/accounts/login/?next=/work/" lang="en"' in page
    page = client.get("/en/accounts/login/").content.decode()
    assert 'href="/accounts/login/" lang="ja"' in page


@pytest.mark.django_db
def test_an_address_with_one_language_offers_no_other(client):
    assert 'hreflang="en"' not in client.get("/leave/").content.decode()


@pytest.mark.django_db
def test_the_admin_has_no_log_in_of_its_own(client):
    """Its own form would count no attempts and ask for no confirmed address."""
    answer = client.post("/admin/login/", {"username": "ono@test.example", "password": "guessed"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/work/%00/", "/work/%00/interest/", "/feedback/%00/", "/en/work/a%00b/"])
def test_an_address_with_a_nul_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_nul_that_no_form_reads_is_not_understood(client, cast):
    client.force_login(cast.oto)
    copy = f"/company/tasks/{cast.draft.public_id}/copy/"
    assert client.post(copy, {"public_id": "\x00"}).status_code == 400
