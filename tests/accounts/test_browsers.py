"""With which browsers somebody is signed in, news of a new one, and ending it everywhere."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import browsers
from accounts.models import Browser
from realtime.models import InboxEntry
from tests import factories as make
from tests.reading import japanese_in
from tests.translations import untranslated

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1 Version/26.0 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0"
LIST, END_OTHERS = "/accounts/browsers/", "/accounts/browsers/end-others/"


def come(user, agent: str = PHONE, address: str = "203.0.113.9", client: Client | None = None) -> Client:
    client = client or Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    answer = client.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def test_the_list_says_what_kind_since_when_and_roughly_from_where(cast):
    hana = cast.hana.user
    come(hana, DESK, "2001:db8:12:34::5")
    page = come(hana).get(LIST).content.decode()
    for words in ("Safari・iPhone", "203.0.113.*", "いまお使いのもの", "Edge・Windows", "2001:db8:12:*"):
        assert words in page
    assert "203.0.113.9" not in page
    stored = str(list(Browser.objects.values()))
    assert "Mozilla" not in stored
    assert "203.0.113.9" not in stored


def test_news_of_a_browser_not_seen_before_but_not_of_the_first(cast):
    hana = cast.hana.user
    first = come(hana)
    first.post("/accounts/logout/")
    come(hana, client=first)
    assert not InboxEntry.objects.filter(recipient=hana, kind="accounts.new_sign_in").exists()
    come(hana, DESK)
    assert InboxEntry.objects.filter(recipient=hana, kind="accounts.new_sign_in").count() == 1
    assert Browser.objects.of(hana).count() == 2
    page = first.get("/inbox/").content.decode()
    assert "はじめてのブラウザでログインがありました" in page
    assert not InboxEntry.objects.filter(kind="accounts.new_sign_in").exclude(recipient=hana).exists()


def test_one_of_them_is_ended_and_only_ones_own(cast):
    hana = cast.hana.user
    old, here = come(hana), come(hana, DESK)
    row = Browser.objects.of(hana).get(family="safari")
    stranger = come(cast.yui.user)
    assert stranger.post(f"{LIST}{row.public_id}/end/").status_code == 404
    assert old.get("/me/").status_code == 200
    assert here.post(f"{LIST}{row.public_id}/end/")["Location"] == LIST
    assert old.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    assert "iPhone" not in here.get(LIST).content.decode()


def test_all_others_are_ended_wherever_they_were_opened(cast):
    hana = cast.hana.user
    old, here, unlisted = come(hana), come(hana, DESK), Client()
    unlisted.force_login(hana)
    neighbour = come(cast.yui.user)
    assert here.post(END_OTHERS)["Location"] == LIST
    for ended in (old, unlisted):
        assert ended.get("/me/").status_code == 302
    page = here.get(LIST).content.decode()
    assert "Edge・Windows" in page
    assert "いまお使いのもの" in page
    assert neighbour.get("/me/").status_code == 200
    assert come(hana, client=old).get("/me/").status_code == 200


def test_a_new_password_keeps_this_browser_in_the_list(cast):
    here = come(cast.hana.user)
    new = "しずかな夜の散歩 1204"
    answer = here.post(
        "/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert "いまお使いのもの" in here.get(LIST).content.decode()


def test_a_session_that_ran_out_is_not_listed(cast):
    come(cast.hana.user, DESK)
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    assert "Edge" not in come(cast.hana.user).get(LIST).content.decode()


def test_leaving_takes_the_mark_along(cast):
    client = come(cast.hana.user)
    assert client.cookies[browsers.COOKIE].value
    answer = client.post("/leave/")
    assert answer.cookies[browsers.COOKIE]["max-age"] == 0


@pytest.mark.parametrize("mark", ["", "x", "a" * 43, "\x00" * 43, "é" * 43, "a" * 5000])
def test_a_mark_that_nobody_gave_is_a_new_browser(cast, mark):
    come(cast.hana.user)
    client = Client()
    client.cookies[browsers.COOKIE] = mark
    come(cast.hana.user, client=client)
    assert Browser.objects.of(cast.hana.user).count() == 2


def test_the_list_asks_as_much_for_twenty_as_for_two(cast):
    client = come(cast.hana.user)
    counts = []
    for more in (1, 18):
        for _n in range(more):
            come(cast.hana.user, DESK)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(LIST).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nobody_collects_browsers_for_ever(cast):
    for number in range(60):
        Browser.objects.create(user=cast.hana.user, key=f"{number}")
    come(cast.hana.user)
    assert Browser.objects.of(cast.hana.user).count() == 50


def test_the_pages_are_whole_in_english(cast):
    assert not untranslated("accounts/templates/accounts/*.html", "accounts/views/browsers.py", "accounts/passwords.py",
                            "accounts/adapter.py", "accounts/models/browsers.py", "platform/realtime/notifications.py")  # fmt: skip
    assert not japanese_in(come(cast.hana.user).get(f"/en{LIST}").content.decode())
