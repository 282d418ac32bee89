"""Everybody begins where their work is."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("hana", "/me/"), ("sora", "/me/"), ("saito", "/desk/"), ("kido", "/desk/"), ("abe", "/office/"),
        ("ono", "/office/"), ("oto", "/company/"), ("mada", "/company/"), ("eto", "/"), ("operator", "/admin/"),
    ],
)  # fmt: skip
def test_everybody_begins_where_their_work_is(cast, client, who, where):
    person = getattr(cast, who)
    client.force_login(getattr(person, "user", person))
    assert client.get("/start/")["Location"] == where
    assert client.get("/en/start/")["Location"] == f"/en{where}"
