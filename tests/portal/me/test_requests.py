"""Somebody asks about their own record on their own page, sees what became of it, and takes it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import DataRequest
from accounts.workflow import ask_about_data, decline_data_request, extend_data_request
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db
PAGE = "/me/requests/"


def test_asked_seen_and_taken_back(cast, hana):
    sent = hana.post(PAGE, {"kind": "correction", "words": "髙﨑の\u0000字がちがいます 😀"}, follow=True)
    row = DataRequest.objects.get(participant=cast.hana)
    assert (row.kind, row.state, row.words) == ("correction", "asked", "髙﨑の字がちがいます 😀")
    assert "髙﨑の字がちがいます" in sent.content.decode()
    assert "窓口が受け取りました" in sent.content.decode()
    withdraw = f"{PAGE}{row.public_id}/withdraw/"
    assert "取り下げました" in hana.post(withdraw, follow=True).content.decode()
    assert hana.post(withdraw).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert row.moves.count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"kind": "everything"},
        {"kind": "correction", "words": " "},
        {"kind": "stop", "words": "あ" * 4001},
    ],
)
def test_what_cannot_be_read_is_said_in_place_and_kept(cast, hana, typed):
    page = hana.post(PAGE, typed)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert typed.get("words", "").strip() in page.content.decode()
    assert not DataRequest.objects.exists()


def test_sent_twice_it_is_one(hana):
    for _time in range(2):
        hana.post(PAGE, {"kind": "disclosure", "words": ""})
    assert DataRequest.objects.count() == 1


def test_other_people_s_requests_are_not_there(cast, hana):
    other = ask_about_data(cast.yui, by=cast.yui.user, kind="stop", words="ゆいのこと")
    assert "ゆいのこと" not in hana.get(PAGE).content.decode()
    assert hana.post(f"{PAGE}{other.public_id}/withdraw/").status_code == 404


def test_nobody_is_told_that_something_is_late(cast, hana):
    row = ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure")
    today = timezone.localdate()
    DataRequest.objects.filter(pk=row.pk).update(
        asked_on=today - timedelta(days=40), answer_by=today - timedelta(days=10)
    )
    page = hana.get(PAGE).content.decode()
    assert "お答えを準備しています" in page
    assert "期限" not in page
    assert "過ぎ" not in page


def test_the_person_reads_the_reason_and_the_answer(cast, hana):
    row = ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure")
    extend_data_request(row, until=row.longest, because="量が多いためです。", by=cast.abe)
    assert "量が多いためです。" in hana.get(PAGE).content.decode()
    decline_data_request(row, decision="その記録はありません。", by=cast.abe)
    assert "その記録はありません。" in hana.get(PAGE).content.decode()


def test_the_ways_to_the_page_and_its_english(cast, hana):
    ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure")
    for page in ("/me/", "/me/copy/", "/privacy/"):
        assert PAGE in hana.get(page).content.decode(), page
    assert not japanese_in(hana.get(f"/en{PAGE}").content.decode())


def test_queries_do_not_grow(cast, hana, count_queries):
    ask_about_data(cast.hana, by=cast.hana.user, kind="stop", words="1")
    few = count_queries(lambda: hana.get(PAGE))
    for number in range(9):
        ask_about_data(cast.hana, by=cast.hana.user, kind="stop", words=f"また{number}")
    assert count_queries(lambda: hana.get(PAGE)) == few
