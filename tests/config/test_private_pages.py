"""A shared computer keeps nothing of somebody who was signed in."""

from django.test import Client


def test_pages_of_somebody_signed_in_are_stored_nowhere(cast):
    client = Client()
    client.force_login(cast.hana.user)
    assert "no-store" in client.get("/")["Cache-Control"]


def test_public_pages_may_be_kept(db):
    assert "no-store" not in Client().get("/").headers.get("Cache-Control", "")
