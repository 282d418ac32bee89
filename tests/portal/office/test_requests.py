"""The office answers what people ask about their records, and hands over a copy that it read line by line."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import CopyHandedOver, DataRequest, Membership, RecordAccess
from accounts.workflow import ask_about_data
from tests import factories as make
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db
QUEUE = "/office/requests/"
ABOUT_OTHERS = "お兄さんとけんかをしたそうです"


@pytest.fixture
def abe(cast, client):
    client.force_login(cast.abe)
    return client


@pytest.fixture
def asked(cast) -> DataRequest:
    return ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure", words="全部見たいです")


def test_the_soonest_day_stands_first(cast, abe, asked):
    earlier = timezone.localdate() - timedelta(days=9)
    ask_about_data(cast.ren, by=cast.saito, kind="stop", how="paper", asked_on=earlier)
    ask_about_data(cast.yui, by=cast.yui.user, kind="stop")
    names = [row.participant.nickname for row in abe.get(QUEUE).context["rows"]]
    assert names == ["ren", "hana"]
    assert [row.kind for row in abe.get(f"{QUEUE}?kind=stop").context["rows"]] == ["stop"]
    for odd in ("?state=nothing", "?kind=%00", "?page=99"):
        assert abe.get(QUEUE + odd).status_code == 200
    assert list(abe.get(f"{QUEUE}?state=answered").context["rows"]) == []
    assert "記録についての申し出 2件" in abe.get("/office/").content.decode()


def test_an_answer_is_written_and_seen_in_the_history(cast, abe, asked):
    address = f"{QUEUE}{asked.public_id}/"
    assert "全部見たいです" in abe.get(address).content.decode()
    empty = abe.post(address, {"do": "answer", "answer-decision": " "})
    assert empty.context["decision"].errors
    done = abe.post(address, {"do": "answer", "answer-decision": "写しをお渡しします。"}, follow=True)
    assert "写しをお渡しします。" in done.content.decode()
    lost = abe.post(address, {"do": "decline", "answer-decision": "やはりできません"})
    assert lost.status_code == 200
    assert lost.context["decision"].errors
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("answered", cast.abe)
    assert RecordAccess.objects.filter(participant=cast.hana, what="data_request").exists()


def test_the_day_is_put_off_within_the_law(abe, asked):
    address = f"{QUEUE}{asked.public_id}/"
    for until in ("2026-02-31", str(asked.longest + timedelta(days=1)), "１２月"):
        page = abe.post(address, {"do": "extend", "longer-until": until, "longer-because": "量が多い"})
        assert page.context["longer"].errors["until"]
        assert until in page.content.decode()
    abe.post(address, {"do": "extend", "longer-until": str(asked.longest), "longer-because": "量が多い"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer_by) == ("extended", asked.longest)
    assert abe.post(address, {"do": "no such thing"}).status_code == 200


@pytest.fixture
def notes(cast):
    make.NoteFactory(participant=cast.hana, author=cast.saito, text="お元気そうでした")
    make.NoteFactory(participant=cast.hana, author=cast.saito, text=ABOUT_OTHERS)


def _keys(page) -> dict[str, str]:
    return {line.text: line.key for line, _leaves in page.context["form"].rows}


def test_only_what_was_read_and_ticked_leaves(cast, abe, asked, notes):
    address = f"{QUEUE}{asked.public_id}/copy/"
    page = abe.get(address)
    assert ABOUT_OTHERS in page.content.decode()
    assert not any(leaves for _line, leaves in page.context["form"].rows)
    typed = {"do": "data", "seen": page.context["form"].now, "give": [_keys(page)["お元気そうでした"]]}
    unreasoned = abe.post(address, typed)
    assert unreasoned.context["form"].errors["because"]
    assert unreasoned.context["form"].rows[0][1] is True
    answer = abe.post(address, typed | {"because": "ほかの方のこと"})
    assert answer["Content-Disposition"] == 'attachment; filename="ippo.json"'
    assert "no-store" in answer["Cache-Control"]
    rows = json.loads(answer.content)["parts"]["notes"]["rows"]
    assert [row.get("text") for row in rows] == ["お元気そうでした", None]
    assert rows[1]["held_back"] == ["text"]
    assert ABOUT_OTHERS not in answer.content.decode()
    kept = CopyHandedOver.objects.get()
    assert (kept.form, kept.because, len(kept.held_back)) == ("data", "ほかの方のこと", 1)
    assert RecordAccess.objects.filter(participant=cast.hana, user=cast.abe, what="export").count() == 1
    assert "ほかの方のこと" in abe.get(f"{QUEUE}{asked.public_id}/").content.decode()
    assert abe.post(address, typed | {"do": "paper", "because": "同じ"}).content.startswith(b"%PDF-")


def test_what_was_written_since_has_to_be_read_first(cast, abe, asked, notes):
    address = f"{QUEUE}{asked.public_id}/copy/"
    page = abe.get(address)
    typed = {"do": "paper", "seen": page.context["form"].now, "give": list(_keys(page).values())}
    make.NoteFactory(participant=cast.hana, author=cast.saito, text="あとから書いたこと")
    again = abe.post(address, typed)
    assert again.context["form"].non_field_errors()
    assert sum(leaves for _line, leaves in again.context["form"].rows) == 2
    assert not CopyHandedOver.objects.exists()
    assert not RecordAccess.objects.filter(what="export").exists()


def test_a_correction_has_no_copy(cast, abe):
    row = ask_about_data(cast.hana, by=cast.hana.user, kind="stop")
    assert abe.get(f"{QUEUE}{row.public_id}/copy/").status_code == 302


def test_near_misses_do_not_see_it(cast, client, asked):
    for user in (cast.saito, cast.kido, cast.tanaka, cast.ono, cast.goto, cast.operator, cast.hana.user):
        client.force_login(user)
        for page in ("", "copy/"):
            assert client.get(f"{QUEUE}{asked.public_id}/{page}").status_code == 404


def test_a_commissioned_body_s_manager_answers_for_its_own_desk_until_the_contract_ends(cast, client):
    body = make.OrganisationFactory(kind="npo", name="まちの灯り")
    user = make.UserFactory(name="hino")
    work = Membership.objects.create(user=user, organisation=body, role="manager", starts_on="2024-04-01")
    person = make.ParticipantFactory(nickname="nao", desk=body, team=[user])
    row = ask_about_data(person, by=user, kind="disclosure", how="paper")
    client.force_login(user)
    page = client.get(f"{QUEUE}{row.public_id}/")
    assert [tab["url"] for tab in page.context["tabs"]] == [QUEUE]
    assert client.get("/office/").status_code == 404
    Membership.objects.filter(pk=work.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(f"{QUEUE}{row.public_id}/").status_code == 404


def test_the_desk_writes_down_and_does_not_read_what_was_asked_at_me(cast, client, asked):
    client.force_login(cast.saito)
    page = f"/desk/people/{cast.hana.public_id}/requests/"
    sent = client.post(page, {"kind": "stop", "how": "paper", "asked_on": "令和8年1月5日"}, follow=True)
    told = DataRequest.objects.get(kind="stop")
    assert (str(told.asked_on), str(told.answer_by)) == ("2026-01-05", "2026-02-04")
    assert "全部見たいです" not in sent.content.decode()
    for typed in ({}, {"kind": "stop", "how": "online", "asked_on": "x"}, {"kind": "stop", "how": "paper"}):
        assert client.post(page, typed).context["form"].errors
    client.post(f"/desk/requests/{told.public_id}/withdraw/")
    told.refresh_from_db()
    assert told.state == "withdrawn"


def test_every_page_is_whole_in_english(cast, client, asked, notes):
    pages = [(cast.abe, f"/en{QUEUE}"), (cast.abe, f"/en{QUEUE}{asked.public_id}/")]
    pages += [(cast.saito, f"/en/desk/people/{cast.hana.public_id}/requests/")]
    for user, page in pages:
        client.force_login(user)
        words = japanese_in(client.get(page).content.decode())
        assert not set(words) - {"全部見たいです", "大分市"}, (page, words)


def test_queries_do_not_grow(cast, abe, asked, notes, count_queries):
    pages = [QUEUE, f"{QUEUE}{asked.public_id}/", f"{QUEUE}{asked.public_id}/copy/"]
    few = [count_queries(lambda page=page: abe.get(page)) for page in pages]
    for number in range(8):
        ask_about_data(cast.ren, by=cast.saito, kind="stop", how="paper", words=f"{number}")
        make.NoteFactory(participant=cast.hana, author=cast.saito, text=f"記録{number}")
    assert [count_queries(lambda page=page: abe.get(page)) for page in pages] == few
