"""Registering somebody: a nickname and how they agreed; everything else can wait."""

from datetime import date

import pytest
from django.db import connection

from accounts.models import Consent, Participant
from foundation.public_ids import new_public_id
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "/desk/people/new/"


@pytest.fixture
def send(cast, as_):
    """Sends the form as Saito: `send(nickname="かもめ")`."""
    client = as_(cast.saito)

    def send(**fields):
        fields = {"nickname": "かもめ", "how": "in_person", "desk": cast.oita.public_id} | fields
        return client.post(NEW, fields)

    return send


def test_a_nickname_and_a_yes_are_enough(cast, send):
    answer = send()
    person = Participant.objects.get(nickname="かもめ")
    assert answer["Location"].endswith(f"/desk/people/{person.public_id}/")
    assert person.team.get().user == cast.saito
    assert (person.birth_date, person.never_telephone, person.municipality) == (None, None, None)
    consent = Consent.objects.get(participant=person)
    assert (consent.how, consent.recipient, consent.recorded_by) == ("in_person", cast.oita, cast.saito)
    assert "大分市" in consent.words


def test_the_words_that_are_kept_are_the_words_that_are_shown(cast, as_, send):
    page = as_(cast.saito).get(NEW).content.decode()
    send()
    assert Consent.objects.get(participant__nickname="かもめ").words in page


@pytest.mark.parametrize("how", ["", "online", "guessed"])
def test_without_how_they_agreed_there_is_no_record(send, how):
    page = send(how=how, wish_text="家でできること")
    assert page.status_code == 200
    assert "家でできること" in page.content.decode()
    assert not Participant.objects.filter(nickname="かもめ").exists()


def test_only_at_ones_own_desk(cast, send):
    assert send(desk=cast.beppu.public_id).status_code == 200
    assert not Participant.objects.filter(nickname="かもめ").exists()


def test_peers_and_others_do_not_register(cast, as_):
    for user in (cast.kido, cast.oto, cast.eto, cast.hana.user):
        assert as_(user).get(NEW).status_code == 404
        assert as_(user).post(NEW, {"nickname": "かもめ", "how": "in_person"}).status_code == 404
    assert not Participant.objects.filter(nickname="かもめ").exists()


def test_everything_that_can_be_told(cast, send):
    send(
        family_name="髙﨑", given_name="𠮷子", family_kana="タカサキ", given_kana="ﾖｼｺ", birth_date="S55.4.1",
        sex="2", municipality=make.BEPPU, postcode="〒８７４ー００００", address="北浜1丁目🏠",
        telephone="０９７−１２３−４５６７", channel="letter", contact_hours="平日の夜", not_until="令和9年1月5日",
        never_telephone="yes", neutral_sender="no", visit_wished="", wish_text="本が好き。",
    )  # fmt: skip
    person = Participant.objects.get(nickname="かもめ")
    assert person.full_kana == "たかさき よしこ"
    assert (person.birth_date, person.not_until) == (date(1980, 4, 1), date(2027, 1, 5))
    assert (person.postcode, person.telephone) == ("874-0000", "097-123-4567")
    assert (person.never_telephone, person.neutral_sender, person.visit_wished) == (True, False, None)
    assert person.wishes.wish_text == "本が好き。"
    with connection.cursor() as cursor:
        cursor.execute("SELECT address || telephone FROM accounts_participant WHERE id = %s", [person.pk])
        stored = cursor.fetchone()[0]
    assert "北浜" not in stored
    assert "097" not in stored


@pytest.mark.parametrize(
    "sent",
    [
        {"birth_date": "昭和99年1月1日"},
        {"birth_date": "2月30日"},
        {"birth_date": "2999-01-01"},
        {"birth_date": "1800-01-01"},
        {"birth_year": "99999999999"},
        {"birth_year": "-5"},
        {"birth_year": "1980", "birth_not_told": "on"},
        {"birth_date": "1981-04-01", "birth_year": "1980"},
        {"telephone": "12"},
        {"postcode": "abc"},
        {"email": "not an address"},
        {"municipality": "99999"},
        {"nickname": ""},
        {"nickname": "\x00"},
        {"nickname": "か" * 41},
        {"nickname": "か" * 1_000_000},
        {"not_until": "いつか"},
        {"wish_text": "あ" * 4001},
    ],
)
def test_what_cannot_be_is_said_and_kept(send, sent):
    before = Participant.objects.count()
    page = send(**({"contact_hours": "平日の夜"} | sent))
    assert page.status_code == 200
    assert "平日の夜" in page.content.decode()
    assert page.context["form"].errors.keys() & sent.keys()
    assert Participant.objects.count() == before


def test_somebody_alike_is_a_question_and_no_wall(cast, send):
    page = send(nickname="Hana")
    text = page.content.decode()
    assert "同じ方ではありませんか" in text
    assert f"/desk/people/{cast.hana.public_id}/" in text, "Saito may open Hana's record"
    assert Participant.objects.filter(nickname="Hana").count() == 0
    assert send(nickname="Hana", different="on").status_code == 302


def test_the_question_shows_nothing_of_people_one_may_not_open(cast, as_):
    Participant.objects.filter(pk=cast.hana.pk).update(
        family_name="高橋", family_kana="たかはし", given_kana="はな"
    )
    sent = {
        "nickname": "別名",
        "how": "paper",
        "desk": cast.oita.public_id,
        "family_kana": "たかはし",
        "given_kana": "はな",
    }
    text = as_(cast.tanaka).post(NEW, sent).content.decode()
    assert "窓口の管理者にたずねてください" in text
    assert "hana" not in text
    assert "高橋" not in text
    assert cast.hana.public_id not in text


def test_people_of_another_desk_are_not_compared(cast, send):
    assert send(nickname="yui").status_code == 302


def test_two_taps_register_one_person(send):
    key = new_public_id()
    first, again = send(public_id=key), send(public_id=key)
    assert first["Location"] == again["Location"]
    assert Participant.objects.filter(nickname="かもめ").count() == 1


def test_a_form_cannot_take_over_a_record(cast, send):
    send(public_id=cast.yui.public_id, different="on")
    cast.yui.refresh_from_db()
    assert cast.yui.nickname == "yui"
    assert not cast.yui.team.filter(user=cast.saito).exists()
