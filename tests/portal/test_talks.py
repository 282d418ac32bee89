"""The pages of conversations: what is written arrives, what is typed is kept, and nobody reads what is not theirs."""

from datetime import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import RecordAccess
from realtime import workflow
from realtime.models import Conversation, DeskDay, DeskHours, Draft, InboxEntry, Message
from tests import factories as make

pytestmark = pytest.mark.django_db


def signed_in(who) -> Client:
    client = Client()
    client.force_login(getattr(who, "user", who))
    return client


def write(person, text, *, by=None):
    return workflow.write(workflow.talk_with(person), text, by=by or person.user, client_id=uuid4())


def desk(person) -> str:
    return reverse("portal:desk_talk", args=[person.public_id])


def test_from_the_first_word_to_the_answer(cast):
    hana, saito = signed_in(cast.hana), signed_in(cast.saito)
    hana.post("/me/talk/", {"text": "はじめまして\n静かな所で話したいです", "client_id": str(uuid4())})
    page = saito.get("/desk/talks/").content.decode()
    assert "hana" in page
    assert "静かな所" not in page, "A line in a list is no reading"
    assert "静かな所で話したいです" in saito.get(desk(cast.hana)).content.decode()
    saito.post(desk(cast.hana), {"text": "窓口の奥の部屋が空いています", "client_id": str(uuid4())})
    assert "窓口の奥の部屋" in hana.get("/me/talk/").content.decode()
    assert "hana" not in saito.get("/desk/talks/").content.decode(), "Nobody waits any more"
    assert "hana" in saito.get("/desk/talks/?show=going").content.decode()


def test_sent_twice_it_is_there_once(cast):
    hana, sent = signed_in(cast.hana), {"text": "もしもし", "client_id": str(uuid4())}
    for _time in range(2):
        assert hana.post("/me/talk/", sent).status_code == 302
    assert Message.objects.filter(kind="words").count() == 1


@pytest.mark.parametrize("client_id", ["", "not a number", "x" * 5000])
def test_a_form_whose_number_is_lost_or_damaged_loses_no_words(cast, client_id):
    answer = signed_in(cast.hana).post("/me/talk/", {"text": "だいじな話", "client_id": client_id})
    kept = Message.objects.filter(kind="words").exists()
    assert kept or "だいじな話" in answer.content.decode()


@pytest.mark.parametrize("text", ["", " \n ", "あ" * 4001, "x" * 1_000_000])
def test_what_cannot_be_sent_is_said_and_stays(cast, text):
    answer = signed_in(cast.hana).post("/me/talk/", {"text": text, "client_id": str(uuid4())})
    assert answer.status_code in (200, 400, 413)
    assert not Message.objects.exists()
    if 0 < len(text.strip()) < 10_000:
        assert text in answer.content.decode()


def test_rare_letters_and_control_characters(cast):
    signed_in(cast.hana).post("/me/talk/", {"text": "髙﨑𠮷さん\x00 🙂\u202e", "client_id": str(uuid4())})
    assert Message.objects.get(kind="words").text == "髙﨑𠮷さん 🙂"


def test_a_word_among_colleagues_is_not_on_the_persons_page_nor_in_their_copy(cast):
    write(cast.hana, "庭の話")
    note = {"to": cast.kido.public_id, "note": "ここだけのひとこと"}
    saito = signed_in(cast.saito)
    saito.post(reverse("portal:desk_talk_hand_over", args=[cast.hana.public_id]), note)
    assert "ここだけのひとこと" in signed_in(cast.kido).get(desk(cast.hana)).content.decode()
    hana = signed_in(cast.hana)
    for page in ("/me/talk/", "/me/talk/?q=ここだけ", "/me/copy/data/", "/inbox/"):
        assert "ここだけの" not in hana.get(page).content.decode()
    assert "庭の話" in hana.get("/me/copy/data/").content.decode()


def test_handing_over_without_a_word_keeps_the_choice(cast):
    write(cast.hana, "庭の話")
    answer = signed_in(cast.saito).post(
        reverse("portal:desk_talk_hand_over", args=[cast.hana.public_id]), {"to": cast.kido.public_id}
    )
    assert answer.status_code == 200
    assert f'value="{cast.kido.public_id}"' in answer.content.decode()
    assert Conversation.objects.get().answering is None


@pytest.mark.parametrize("to", ["tanaka", "saito", "mori", "oto"])
def test_a_forged_colleague_is_none(cast, to):
    write(cast.hana, "庭の話")
    sent = {"to": getattr(cast, to).public_id, "note": "お願いします"}
    signed_in(cast.saito).post(reverse("portal:desk_talk_hand_over", args=[cast.hana.public_id]), sent)
    assert not Message.objects.filter(kind="note").exists()


def test_a_draft_is_there_tomorrow_and_nobody_elses(cast):
    write(cast.hana, "いつがいいですか")
    signed_in(cast.saito).post(desk(cast.hana), {"text": "火曜日の", "keep": "1"})
    assert "火曜日の" in signed_in(cast.saito).get(desk(cast.hana)).content.decode()
    assert "火曜日の" not in signed_in(cast.kido).get(desk(cast.hana)).content.decode()
    assert "火曜日の" not in signed_in(cast.hana).get("/me/talk/").content.decode()
    assert Draft.objects.count() == 1


def test_a_manager_reads_and_does_not_answer(cast):
    write(cast.hana, "聞いてください")
    abe = signed_in(cast.abe)
    assert "聞いてください" in abe.get(desk(cast.hana)).content.decode()
    assert abe.post(desk(cast.hana), {"text": "はい", "client_id": str(uuid4())}).status_code == 403
    assert Message.objects.filter(kind="words").count() == 1


def test_each_look_at_the_desk_is_in_the_list_that_the_person_reads(cast):
    write(cast.hana, "聞いてください")
    signed_in(cast.kido).get(desk(cast.hana))
    signed_in(cast.saito).get("/desk/talks/")
    looks = RecordAccess.objects.filter(participant=cast.hana, what="realtime.talk")
    assert [look.user for look in looks] == [cast.kido]
    assert "会話を読みました" in signed_in(cast.hana).get("/me/access/").content.decode()


def test_looking_makes_old_news_old(cast):
    write(cast.hana, "聞いてください")
    signed_in(cast.saito).get(desk(cast.hana))
    assert not InboxEntry.objects.of(cast.saito).unread().exists()
    assert InboxEntry.objects.of(cast.kido).unread().exists()


def test_search_finds_ones_own_words_however_they_are_written(cast):
    for text in ("ﾄｼｮｶﾝの席", "庭の水やり"):
        write(cast.hana, text)
    hana = signed_in(cast.hana)
    page = hana.get("/me/talk/", {"q": "図書館"}).content.decode()
    assert "見つかりませんでした" in page
    page = hana.get("/me/talk/", {"q": "としょかん"}).content.decode()
    assert "ﾄｼｮｶﾝの席" in page
    assert "庭の水やり" not in page


def test_in_the_list_a_name_finds_whom_the_reader_knows_by_it(cast):
    cast.hana.family_name, cast.hana.given_name = "山香", "はな江"
    cast.hana.save()
    write(cast.hana, "あの")
    assert "hana" in signed_in(cast.saito).get("/desk/talks/?q=山香").content.decode()
    assert "hana</a>" not in signed_in(cast.kido).get("/desk/talks/?q=山香").content.decode()
    assert "hana" in signed_in(cast.kido).get("/desk/talks/?q=han").content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40])
def test_any_page_number_is_answered(cast, page):
    write(cast.hana, "あの")
    for who, address in (
        (cast.hana, "/me/talk/"),
        (cast.saito, "/desk/talks/"),
        (cast.saito, desk(cast.hana)),
    ):
        assert signed_in(who).get(address, {"page": page, "show": page, "q": ""}).status_code == 200


def test_long_conversations_begin_with_the_newest_words(cast):
    row = workflow.talk_with(cast.hana)
    Message.objects.bulk_create(
        Message(conversation=row, number=number, author=cast.hana.user, text=f"ことば{number}。")
        for number in range(1, 46)
    )
    hana = signed_in(cast.hana)
    newest, earlier = (hana.get("/me/talk/", {"page": page}).content.decode() for page in (1, 2))
    assert "ことば45。" in newest
    assert "ことば5。" not in newest
    assert "ことば5。" in earlier


def test_the_lists_ask_as_often_for_many_as_for_two(
    cast, django_assert_num_queries, django_assert_max_num_queries
):
    saito = signed_in(cast.saito)

    def add(count: int) -> None:
        for _number in range(count):
            user = make.UserFactory(name="")
            write(make.ParticipantFactory(desk=cast.oita, user=user, team=(cast.saito,)), "あの")

    add(2)
    saito.get("/desk/talks/")
    with django_assert_max_num_queries(60) as few:
        saito.get("/desk/talks/")
    add(8)
    with django_assert_num_queries(len(few)):
        saito.get("/desk/talks/")


def test_a_conversation_asks_as_often_for_many_words_as_for_two(
    cast, django_assert_num_queries, django_assert_max_num_queries
):
    saito = signed_in(cast.saito)
    for text in ("あ", "い"):
        write(cast.hana, text)
        write(cast.hana, text, by=cast.kido)
    saito.get(desk(cast.hana))
    with django_assert_max_num_queries(60) as few:
        saito.get(desk(cast.hana))
    for number in range(10):
        write(cast.hana, f"{number}")
        write(cast.hana, f"{number}", by=cast.saito)
    with django_assert_num_queries(len(few)):
        saito.get(desk(cast.hana))


class TestHours:
    def post(self, cast, **sent):
        return signed_in(cast.abe).post("/office/hours/", {"desk": cast.oita.public_id} | sent)

    def test_a_week_and_a_day(self, cast):
        assert self.post(cast, weekday="0", opens="９：００", closes="12").status_code == 302
        day = timezone.localdate().replace(year=timezone.localdate().year + 1, month=1, day=4)
        assert self.post(cast, day=str(day), opens="", closes="").status_code == 302
        page = signed_in(cast.abe).get("/office/hours/").content.decode()
        assert "9:00–12:00" in page
        assert DeskDay.objects.get().is_closed
        assert "月曜日 9:00–12:00" in signed_in(cast.hana).get("/me/talk/").content.decode()

    @pytest.mark.parametrize(
        "sent",
        [
            {"weekday": "9", "opens": "9:00", "closes": "17:00"},
            {"weekday": "0", "opens": "25:00", "closes": "17:00"},
            {"weekday": "0", "opens": "17:00", "closes": "9:00"},
            {"day": "2026-13-45", "opens": "", "closes": ""},
            {"day": "1999-01-01", "opens": "", "closes": ""},
            {"day": "2030-01-01", "opens": "9:00", "closes": ""},
            {},
        ],
    )
    def test_what_makes_no_sense_is_said_and_kept(self, cast, sent):
        answer = self.post(cast, **sent)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "error" in page
        for text in sent.values():
            assert not text or text in page or text == "9"
        assert not DeskHours.objects.exists()
        assert not DeskDay.objects.exists()

    def test_another_towns_hours_are_not_ones_own(self, cast):
        row = workflow.add_hours(cast.beppu, weekday=0, opens=time(9), closes=time(17), by=cast.goto)
        answer = signed_in(cast.abe).post("/office/hours/", {"desk": cast.beppu.public_id, "weekday": "1"})
        assert answer.status_code == 404
        for _time in range(2):
            signed_in(cast.goto).post(reverse("portal:office_hours_remove", args=[row.public_id]))
        assert not DeskHours.objects.exists()
