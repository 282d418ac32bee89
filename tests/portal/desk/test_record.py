"""A participant at the desk: who opens the record, what is logged, notes, contacts, wishes, team."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent, Participant, RecordAccess, Wishes
from casework.models import NextContact, Note
from jobs.models import Application
from jobs.workflow import applications
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGES = {
    "desk_participant": "record",
    "desk_wishes": "wishes",
    "desk_contact": "contact",
    "desk_team": "record",
    "desk_consents": "record",
    "desk_plan": "record",
}


def address(name: str, row) -> str:
    return reverse(f"portal:{name}", args=[row.public_id])


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def contact(cast) -> NextContact:
    return make.NextContactFactory(
        participant=cast.hana, made_by=cast.saito, project=cast.project, why="見学"
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_opening_is_recorded_once(cast, as_, name):
    as_(cast.saito).get(address(name, cast.hana))
    access = RecordAccess.objects.get()
    assert (access.participant, access.user, access.organisation) == (cast.hana, cast.saito, cast.oita)
    assert access.what == PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_open_it_finds_nothing_and_leaves_no_trace(cast, as_, name):
    for near in (cast.tanaka, cast.mori, cast.goto, cast.ono, cast.oto, cast.hana.user, cast.operator):
        assert as_(near).get(address(name, cast.hana)).status_code == 404
    assert not RecordAccess.objects.exists()


def test_number_and_address_stand_on_the_contact_page_only(cast, as_):
    Participant.objects.filter(pk=cast.hana.pk).update(telephone="090-1234-5678", address="荷揚町2-31")
    client = as_(cast.saito)
    for name in PAGES:
        text = client.get(address(name, cast.hana)).content.decode()
        assert ("090-1234-5678" in text) is (name == "desk_contact")
        assert ("荷揚町2-31" in text) is (name == "desk_contact")


def test_a_quick_note_needs_its_words_only(cast, as_):
    client = as_(cast.saito)
    answer = client.post(address("desk_participant", cast.hana), {"text": "今日は𠮷報🙂"}, follow=True)
    assert "今日は𠮷報🙂" in answer.content.decode()
    note = Note.objects.get()
    assert (note.happened_on, note.author, note.menu_item) == (in_days(0), cast.saito, "accompany")


def test_two_taps_on_save_are_one_note(cast, as_):
    client = as_(cast.saito)
    page = client.get(address("desk_participant", cast.hana))
    sent = {"text": "話した。", "public_id": page.context["form"]["public_id"].value()}
    for _tap in range(2):
        client.post(address("desk_participant", cast.hana), sent)
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "あ" * 10_001}, "10000文字まで"),
        ({"text": "x" * 10_000_000}, "10000文字まで"),
        ({"text": "\x00"}, "必須"),
        ({"text": "話した。", "happened_on": "令和8年2月30日"}, ""),
        ({"text": "話した。", "happened_on": "明日かも"}, ""),
        ({"text": "話した。", "happened_on": "2999-01-01"}, "今日より前の日"),
        ({"text": "話した。", "channel": "pigeon"}, ""),
        ({"text": "話した。", "channel": "visit"}, "訪問"),
        ({"text": "話した。", "project": "zzz"}, ""),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_sentence(cast, as_, sent, sentence):
    page = as_(cast.saito).post(address("desk_participant", cast.hana), sent)
    assert page.status_code == 200
    assert page.context["form"].errors
    text = page.content.decode()
    assert sentence in text
    assert sent["text"].replace("\x00", "") in text, "what was typed is kept"
    assert not Note.objects.exists()


def test_nul_and_era_dates_are_read(cast, as_):
    sent = {"text": "話\x00した。", "happened_on": "Ｒ７．１２．１"}
    as_(cast.saito).post(address("desk_participant", cast.hana), sent)
    note = Note.objects.get()
    assert (note.text, note.happened_on.isoformat()) == ("話した。", "2025-12-01")


def test_a_manager_reads_and_is_told_how_to_write(cast, as_):
    page = as_(cast.abe).post(address("desk_participant", cast.hana), {"text": "横から失礼"})
    assert "先にチームに加わってください" in page.content.decode()
    assert "横から失礼" in page.content.decode()
    assert not Note.objects.exists()


def test_a_correction_stands_beside_what_was_written(cast, as_):
    note = make.NoteFactory(participant=cast.hana, author=cast.saito, project=cast.project, text="9時。")
    sent = {"text": "10時でした。", "corrects": note.public_id}
    page = as_(cast.saito).post(address("desk_correct", note), sent, follow=True).content.decode()
    assert "9時。" in page
    assert "記録の訂正" in page
    assert as_(cast.kido).get(address("desk_correct", note)).status_code == 404


def test_done_with_a_note_and_the_next_contact(cast, as_, contact):
    sent = {
        "text": "見学の日が決まった。",
        "on": in_days(7).isoformat(),
        "next_channel": "email",
        "why": "前日の確認",
    }
    as_(cast.saito).post(address("desk_contact_done", contact), sent)
    contact.refresh_from_db()
    following = NextContact.objects.waiting().get()
    assert (contact.state, following.on, following.channel) == ("done", in_days(7), "email")
    assert Note.objects.get().text == "見学の日が決まった。"


def test_done_with_nothing_to_say(cast, as_, contact):
    as_(cast.saito).post(address("desk_contact_done", contact), {"text": ""})
    contact.refresh_from_db()
    assert contact.state == "done"
    assert not Note.objects.exists()


def test_two_tabs_that_settle_the_same_contact(cast, as_, contact):
    client = as_(cast.saito)
    client.post(address("desk_contact_done", contact), {"text": "話した。"})
    late = client.post(address("desk_contact_move", contact), {"on": in_days(2).isoformat()})
    assert "もう済んだか" in late.content.decode()
    late = client.post(address("desk_contact_done", contact), {"text": "別のタブから"})
    assert "別のタブから" in late.content.decode()
    assert Note.objects.count() == 1


def test_another_day_in_one_tap(cast, as_, contact):
    as_(cast.saito).post(address("desk_contact_move", contact), {"on": in_days(1).isoformat()})
    assert NextContact.objects.waiting().get().on == in_days(1)


def test_a_telephone_call_against_the_wish_is_asked_about_and_then_possible(cast, as_):
    Participant.objects.filter(pk=cast.hana.pk).update(never_telephone=True)
    sent = {"on": in_days(3).isoformat(), "next_channel": "telephone", "why": "急ぎの用"}
    client = as_(cast.saito)
    page = client.post(address("desk_plan", cast.hana), sent).content.decode()
    assert "電話はしないでほしいと希望" in page
    assert 'type="checkbox" name="despite_wish"' in page
    assert "急ぎの用" in page
    assert not NextContact.objects.exists()
    client.post(address("desk_plan", cast.hana), sent | {"despite_wish": "on"})
    assert NextContact.objects.get().channel == "telephone"


def test_no_visit_is_planned_without_the_wish(cast, as_):
    sent = {"on": in_days(3).isoformat(), "next_channel": "visit", "despite_wish": "on"}
    page = as_(cast.saito).post(address("desk_plan", cast.hana), sent)
    assert "家への訪問は" in page.content.decode()
    assert not NextContact.objects.exists()


def test_not_asked_yet_no_and_nothing_differ(cast, as_):
    client, page = as_(cast.saito), address("desk_wishes", cast.hana)
    assert "まだ聞いていません" in client.get(page).content.decode()
    client.post(
        page, {"telephone_ok": "no", "means": ["none"], "days": ["mon", "wed"], "minutes_max": "３０"}
    )
    wishes = Wishes.objects.get(participant=cast.hana)
    assert (wishes.telephone_ok, wishes.means, wishes.days, wishes.minutes_max) == (
        False,
        [],
        ["mon", "wed"],
        30,
    )
    assert wishes.face_ok is None
    assert "telephone_ok" not in wishes.not_asked_yet()
    assert "means" not in wishes.not_asked_yet()

    asked = {
        "initial-telephone_ok": "no",
        "initial-means": ["none"],
        "initial-days": ["mon", "wed"],
        "initial-minutes_max": "30",
    }
    client.post(page, asked | {"telephone_ok": "", "minutes_max": ""})
    wishes.refresh_from_db()
    assert (wishes.telephone_ok, wishes.means, wishes.days, wishes.minutes_max) == (None, None, None, None)


def test_two_who_fill_in_the_page_do_not_undo_each_other(cast, as_):
    page = address("desk_wishes", cast.hana)
    as_(cast.saito).post(page, {"pace": "own"})
    # Kido's page was opened before: it still holds "not asked yet" for the pace.
    as_(cast.kido).post(page, {"initial-pace": "", "pace": "", "noise_max": "0"})
    wishes = Wishes.objects.get(participant=cast.hana)
    assert (wishes.pace, wishes.noise_max) == ("own", 0)


@pytest.mark.parametrize(
    "sent", [{"minutes_max": "9999999"}, {"minutes_max": "-1"}, {"pace": "x"}, {"days": ["x"]}]
)
def test_wishes_that_cannot_be(cast, as_, sent):
    page = as_(cast.saito).post(address("desk_wishes", cast.hana), sent | {"wish_text": "静かなところで"})
    assert page.context["form"].errors
    assert "静かなところで" in page.content.decode()
    assert Wishes.objects.get(participant=cast.hana).wish_text == ""


def test_a_manager_cannot_write_wishes_or_contact(cast, as_):
    for name, sent in (("desk_wishes", {"pace": "own"}), ("desk_contact", {"nickname": "別名"})):
        page = as_(cast.abe).post(address(name, cast.hana), sent)
        assert "支援チームの人です" in page.content.decode()
    cast.hana.refresh_from_db()
    assert cast.hana.nickname == "hana"


def test_contact_reads_full_width_and_keeps_what_was_not_touched(cast, as_):
    Participant.objects.filter(pk=cast.hana.pk).update(address="荷揚町2-31")
    sent = {
        "nickname": "hana", "initial-nickname": "hana", "address": "荷揚町2-31", "initial-address": "荷揚町2-31",
        "telephone": "０９０１２３４５６７８", "postcode": "８７００８３９", "birth_date": "昭和55年4月1日",
        "family_kana": "タカハシ", "visit_wished": "yes", "municipality": make.OITA,
    }  # fmt: skip
    as_(cast.saito).post(address("desk_contact", cast.hana), sent)
    hana = Participant.objects.get(pk=cast.hana.pk)
    assert (hana.telephone, hana.postcode) == ("090-1234-5678", "870-0839")
    assert (hana.birth_date.isoformat(), hana.family_kana) == ("1980-04-01", "たかはし")
    assert (hana.visit_wished, hana.address) == (True, "荷揚町2-31")


def test_a_colleague_of_any_desk_joins_and_the_last_one_stays(cast, as_):
    client, page = as_(cast.saito), address("desk_team", cast.ren)
    assert "mori" in client.get(page, {"q": "mor"}).content.decode()
    make.ConsentFactory(
        participant=cast.ren, purpose="share_team", recipient=cast.beppu, recorded_by=cast.saito
    )
    client.post(
        address("desk_team_add", cast.ren),
        {"user": cast.mori.public_id, "organisation": cast.beppu.public_id},
    )
    assert as_(cast.mori).get(address("desk_participant", cast.ren)).status_code == 200
    client = as_(cast.saito)
    client.post(address("desk_team_leave", cast.ren), {"user": cast.mori.public_id})
    answer = client.post(address("desk_team_leave", cast.ren), {"user": cast.saito.public_id}, follow=True)
    assert "最後のひとり" in answer.content.decode()
    assert cast.ren.team.filter(left_at__isnull=True).get().user == cast.saito


def test_a_manager_joins_by_themselves(cast, as_):
    client = as_(cast.abe)
    assert "わたしがチームに加わる" in client.get(address("desk_team", cast.hana)).content.decode()
    page = client.post(address("desk_team_add", cast.hana), {}, follow=True)
    assert page.context["can_write"]


def test_nobody_of_a_company_can_be_added(cast, as_):
    sent = {"user": cast.oto.public_id}
    page = as_(cast.saito).post(address("desk_team_add", cast.hana), sent, follow=True)
    assert "加われません" in page.content.decode()
    found = as_(cast.saito).get(address("desk_team", cast.hana), {"q": "oto"}).context["found"]
    assert [place.user for place in found] == [cast.goto], "Oto works for a company"


def test_a_consent_taken_back_stops_the_introduction(cast, as_):
    consent = cast.hana_at_shelves.consent
    as_(cast.abe).post(address("desk_withdraw", consent))
    assert Consent.objects.in_force().filter(pk=consent.pk).exists(), "the manager is not in the team"
    as_(cast.saito).post(address("desk_withdraw", consent))
    cast.hana_at_shelves.refresh_from_db()
    assert cast.hana_at_shelves.state == Application.State.WITHDRAWN


def test_the_team_reads_who_looked(cast, as_):
    as_(cast.abe).get(address("desk_participant", cast.hana))
    assert "abe" in as_(cast.saito).get(address("desk_consents", cast.hana)).content.decode()


def test_the_time_line_tells_everything_newest_first(cast, as_, contact):
    make.NoteFactory(
        participant=cast.hana,
        author=cast.saito,
        project=cast.project,
        text="はじめの話",
        happened_on=in_days(-40),
    )
    make.NoteFactory(participant=cast.ren, author=cast.saito, project=cast.project, text="れんさんの話")
    applications.withdraw(cast.hana_at_shelves, by=cast.saito)
    page = as_(cast.saito).get(address("desk_participant", cast.hana))
    entries = list(page.context["page_obj"])
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert {entry.kind for entry in entries} == {
        "note",
        "planned",
        "application",
        "given",
        "withdrawn",
        "joined",
    }
    assert entries[-1].text == "はじめの話"
    assert "れんさんの話" not in page.content.decode()


@pytest.mark.parametrize("name", ["desk_participant", "desk_consents", "desk_team"])
def test_the_number_of_queries_does_not_grow(cast, as_, name, django_assert_num_queries):
    def more(times: int) -> None:
        for number in range(times):
            user = make.UserFactory(name=f"支援{number}")
            make.MembershipFactory(user=user, organisation=cast.oita)
            cast.hana.team.create(user=user, organisation=cast.oita, joined_by=cast.saito)
            make.NoteFactory(participant=cast.hana, author=user, project=cast.project)
            make.ConsentFactory(participant=cast.hana, recipient=cast.oto_company, recorded_by=user)
            make.ApplicationFactory(
                participant=cast.hana, opportunity=make.OpportunityFactory(), project=cast.project
            ).moves.create(by=user, before="", after="proposed")
            RecordAccess.objects.create(participant=cast.hana, user=user, what="record")

    client, page = as_(cast.saito), address(name, cast.hana)
    more(2)
    client.get(page)
    with django_assert_num_queries(1000, exact=False) as few:
        client.get(page)
    more(12)
    with django_assert_num_queries(len(few), exact=True):
        client.get(page)
