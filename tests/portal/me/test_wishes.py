"""Not asked yet is not a no; every answer can wait, change and be taken back."""

import pytest
from django.urls import reverse

from accounts.models import Wishes
from foundation.moves import Refused
from jobs.models import Application
from jobs.workflow import applications
from portal.forms.me_wishes import QUESTIONS

pytestmark = pytest.mark.django_db


def ask(name: str) -> str:
    return reverse("portal:me_wish", args=[name])


def stored(cast, name: str):
    return getattr(Wishes.objects.get(participant=cast.hana), name)


def test_every_question_is_asked_here():
    assert set(QUESTIONS) == set(Wishes.ASKED)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_a_screen_and_can_wait(hana, cast, name):
    page = hana.get(ask(name)).content.decode()
    assert "いまは答えない" in page
    assert hana.post(ask(name), {}).status_code == 200  # nothing chosen is no answer
    assert stored(cast, name) in (None, "")


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("telephone_ok", "no", False),
        ("telephone_ok", "yes", True),
        ("minutes_max", "３０", 30),
        ("distance_km_max", "０", 0),
        ("days", ["mon", "sun"], ["mon", "sun"]),
        ("skills", ["none"], []),
        ("contact_level_max", "0", 0),
        ("place", "home", "home"),
        ("wish_text", " 静かにしていたい髙﨑𠮷🙂\x00 ", "静かにしていたい髙﨑𠮷🙂"),
    ],
)
def test_an_answer_is_kept_shown_and_can_be_cleared(hana, cast, name, sent, kept):
    assert hana.post(ask(name), {"answer": sent}).status_code == 302
    assert stored(cast, name) == kept
    assert "答えを消す" in hana.get(ask(name)).content.decode()
    hana.post(ask(name), {"clear": "1"})
    assert stored(cast, name) in (None, "")


def test_no_and_not_asked_yet_are_two_things(hana, cast):
    assert hana.get("/me/wishes/").content.decode().count("まだ聞かれていません") == len(QUESTIONS)
    hana.post(ask("telephone_ok"), {"answer": "no"})
    page = hana.get("/me/wishes/").content.decode()
    assert page.count("まだ聞かれていません") == len(QUESTIONS) - 1
    assert "しないでほしい" in page


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("minutes_max", "-5"),
        ("minutes_max", "9" * 40),
        ("minutes_max", "481"),
        ("minutes_max", "半時間"),
        ("days", ["mon", "someday"]),
        ("days", ["mon", "none"]),
        ("place", "moon"),
        ("telephone_ok", "maybe"),
        ("contact_level_max", "9"),
        ("help_text", "あ" * 100_000),
    ],
)
def test_what_cannot_be_read_is_said_and_not_stored(hana, cast, name, sent):
    page = hana.post(ask(name), {"answer": sent})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert stored(cast, name) in (None, "")


def test_one_answer_leaves_the_others_alone(hana, cast):
    Wishes.objects.filter(participant=cast.hana).update(minutes_max=15)
    hana.post(ask("days"), {"answer": ["mon"]})
    assert stored(cast, "minutes_max") == 15


def test_the_switch_stops_introductions(hana, cast, sorting):
    applications.accept(sorting, by=cast.hana.user, lines=[], how="online")
    hana.post("/me/introductions/", {"pause": "1"})
    with pytest.raises(Refused):
        applications.introduce(sorting, by=cast.saito)
    hana.post("/me/introductions/", {"pause": "0"})
    applications.introduce(sorting, by=cast.saito)
    sorting.refresh_from_db()
    assert sorting.state == Application.State.INTRODUCED


CONTACT = {"nickname": "はな", "channel": "letter", "never_telephone": "yes", "neutral_sender": "no"}


def test_contact_wishes_are_kept_in_any_writing_of_digits(hana, cast):
    sent = {**CONTACT, "not_until": "２０３０年１２月１日", "telephone": "０９０１２３４５６７８"}
    assert hana.post("/me/contact/", sent).status_code == 302
    cast.hana.refresh_from_db()
    row = cast.hana
    assert (row.nickname, row.channel, row.never_telephone, row.neutral_sender) == (
        "はな", "letter", True, False,
    )  # fmt: skip
    assert row.visit_wished is None
    assert str(row.not_until) == "2030-12-01"
    assert row.telephone == "090-1234-5678"
    page = hana.get("/me/contact/").content.decode()
    assert 'value="2030-12-01"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"nickname": ""},
        {"nickname": "あ" * 41},
        {"channel": "pigeon"},
        {"channel": "telephone"},
        {"not_until": "2026-02-30"},
        {"not_until": "2020-01-01"},
        {"telephone": "123"},
        {"visit_wished": "perhaps"},
    ],
)
def test_contact_wishes_that_cannot_be_read_are_said(hana, cast, wrong):
    page = hana.post("/me/contact/", {**CONTACT, **wrong})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    cast.hana.refresh_from_db()
    assert (cast.hana.nickname, cast.hana.channel) == ("hana", "")
