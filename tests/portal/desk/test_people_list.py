"""`/desk/people/`: who stands in the list, found by half a word, in the order and with the columns one likes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership, Participant, RecordAccess
from casework.models import NextContact
from tests import factories as make

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"
KEYS = "name born town desk state next last channel place wish missing team since"
EVERY_COLUMN = "&".join(f"columns={key}" for key in KEYS.split())


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def contact_of(cast, participant, **about) -> NextContact:
    return make.NextContactFactory(participant=participant, made_by=cast.saito, project=cast.project, **about)


def names(page) -> list[str]:
    """The nicknames in the table."""
    return [person.nickname for person in page.context["page_obj"]]


def named(participant) -> None:
    Participant.objects.filter(pk=participant.pk).update(
        family_name="髙橋",
        given_name="早香",
        family_kana="たかはし",
        given_kana="はやか",
        birth_date="1985-04-02",
    )


@pytest.mark.parametrize("typed", ["はやか", "ハヤカ", "ﾊﾔｶ", "早", "高", "髙橋", "すずめ", "は"])
def test_search_finds_half_words_kana_and_variants(cast, as_, typed):
    Participant.objects.filter(pk=cast.ren.pk).update(
        nickname="こすずめ",
        family_name="髙橋",
        given_name="早香",
        family_kana="たかはし",
        given_kana="はやか",
    )
    assert names(as_(cast.saito).get("/desk/people/", {"q": typed})) == ["こすずめ"]


def test_search_stays_inside_what_one_may_see(cast, as_):
    assert names(as_(cast.saito).get("/desk/people/", {"q": "yui"})) == []
    assert names(as_(cast.tanaka).get("/desk/people/", {"q": "hana"})) == []


def test_filters_and_order(cast, as_):
    contact_of(cast, cast.hana, on=in_days(3))
    make.NoteFactory(participant=cast.ren, author=cast.saito, project=cast.project)
    cast.hana.wishes.place = "home"
    cast.hana.wishes.save()
    client = as_(cast.saito)
    assert names(client.get("/desk/people/")) == ["hana", "ren"]
    assert names(client.get("/desk/people/", {"next": "none"})) == ["ren"]
    assert names(client.get("/desk/people/", {"next": "week"})) == ["hana"]
    assert names(client.get("/desk/people/", {"next": "today"})) == []
    assert names(client.get("/desk/people/", {"place": "home"})) == ["hana"]
    assert names(client.get("/desk/people/", {"place": "not_asked"})) == ["ren"]
    assert names(client.get("/desk/people/", {"town": make.OITA})) == ["hana", "ren"]
    assert names(client.get("/desk/people/", {"sort": "last"})) == ["ren", "hana"]
    assert names(client.get("/desk/people/", {"sort": "quiet"})) == ["hana", "ren"]
    assert names(client.get("/desk/people/", {"sort": "next"})) == ["hana", "ren"]


def test_managers_see_their_desks_people_when_they_ask(cast, as_):
    client = as_(cast.abe)
    assert names(client.get("/desk/people/")) == []
    assert names(client.get("/desk/people/", {"whose": "desk"})) == ["hana", "ren"]
    assert names(as_(cast.tanaka).get("/desk/people/", {"whose": "desk"})) == []
    assert names(as_(cast.goto).get("/desk/people/", {"whose": "desk"})) == ["yui"]


def test_columns_are_remembered(cast, as_):
    client = as_(cast.saito)
    client.get(PEOPLE, {"columns": ["team", "wish"]})
    assert [column.key for column in client.get(PEOPLE).context["columns"]] == ["wish", "team"]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "あ" * 5000,
        "town=nowhere",
        "sort=x",
        "page=-1",
        "page=x",
        "columns=x",
        "next=%F0%9F%98%80",
    ],
)
def test_a_filter_that_makes_no_sense_breaks_nothing(cast, as_, query):
    assert as_(cast.saito).get(f"/desk/people/?{query}").status_code == 200


@pytest.mark.parametrize(
    "typed",
    ["たかはしはやか", "ﾀｶﾊｼﾊﾔｶ", "タカハシ　ハヤカ", "高橋早", "はやか 高橋", "かはしは", "髙橋早香"],
)
def test_a_whole_name_is_found_without_a_space_too(cast, as_, typed):
    named(cast.ren)
    assert names(as_(cast.saito).get(PEOPLE, {"q": typed})) == ["ren"]


@pytest.mark.parametrize("typed", ["はやかたかはし", "たかはしかはやか", "高早"])
def test_what_is_not_the_name_is_not_found(cast, as_, typed):
    named(cast.ren)
    assert names(as_(cast.saito).get(PEOPLE, {"q": typed})) == []


def test_a_peer_supporter_neither_reads_nor_finds_a_legal_name(cast, as_):
    named(cast.hana)
    client = as_(cast.kido)
    page = client.get(f"{PEOPLE}?{EVERY_COLUMN}")
    assert names(page) == ["hana"]
    text = page.content.decode()
    assert not [word for word in ("髙橋", "たかはし", "1985", "昭和60") if word in text]
    for typed in ("たかはし", "高橋", "はやか", "たかはしはやか"):
        assert names(client.get(PEOPLE, {"q": typed})) == [], typed
    assert names(client.get(PEOPLE, {"q": "han"})) == ["hana"]
    assert "髙橋 早香" in as_(cast.saito).get(PEOPLE).content.decode()


def test_a_list_is_not_a_look(cast, as_):
    as_(cast.saito).get(f"{PEOPLE}?{EVERY_COLUMN}")
    assert not RecordAccess.objects.exists()


def test_more_filters(cast, as_):
    contact_of(cast, cast.hana, on=in_days(30))
    make.NoteFactory(participant=cast.ren, author=cast.saito, project=cast.project, happened_on=in_days(-45))
    Participant.objects.filter(pk=cast.ren.pk).update(not_until=in_days(9), channel="letter")
    cast.ren.wishes.pace = "own"
    cast.ren.wishes.wish_text = "静かなところで。"
    cast.ren.wishes.save()
    make.PlacementFactory(
        application__participant=cast.hana, application__opportunity=cast.garden, project=cast.project,
        application__project=cast.project,
    )  # fmt: skip
    client = as_(cast.saito)
    for query, found in (
        ({"next": "any"}, ["hana"]),
        ({"last": "recent"}, []),
        ({"last": "month"}, ["hana", "ren"]),
        ({"last": "quarter"}, ["hana"]),
        ({"last": "never"}, ["hana"]),
        ({"state": "resting"}, ["ren"]),
        ({"state": "reachable"}, ["hana"]),
        ({"state": "experience"}, ["hana"]),
        ({"missing": "channel"}, ["hana"]),
        ({"missing": "visit"}, ["hana", "ren"]),
        ({"missing": "pace"}, ["hana"]),
        ({"missing": "wish_text"}, ["hana"]),
        ({"missing": "any"}, ["hana", "ren"]),
        ({"sort": "new"}, ["ren", "hana"]),
        ({"sort": "town"}, ["hana", "ren"]),
    ):
        assert names(client.get(PEOPLE, query)) == found, query


def test_those_who_asked_to_be_contacted_show_nothing_but_a_name_and_a_town(cast, as_):
    named(cast.sora)
    Participant.objects.filter(pk=cast.sora.pk).update(channel="letter")
    address = f"{PEOPLE}?state=waiting&{EVERY_COLUMN}"
    page = as_(cast.tanaka).get(address)
    assert names(page) == ["sora"]
    text = page.content.decode()
    assert not [word for word in ("髙橋", "たかはし", cast.sora.public_id) if word in text]
    assert "髙橋" in as_(cast.abe).get(address).content.decode()
    for user in (cast.kido, cast.mori):
        assert names(as_(user).get(address)) == []


def test_a_manager_narrows_to_a_colleagues_people(cast, as_):
    client = as_(cast.abe)
    assert names(client.get(PEOPLE, {"member": cast.kido.public_id})) == ["hana"]
    assert names(client.get(PEOPLE, {"member": cast.mori.public_id})) == []
    assert names(as_(cast.tanaka).get(PEOPLE, {"member": cast.saito.public_id})) == []


def test_who_was_in_the_team_and_whose_contract_ended_sees_nobody(cast, as_):
    cast.hana.team.filter(user=cast.kido).update(left_at=timezone.now())
    assert names(as_(cast.kido).get(PEOPLE)) == []
    Membership.objects.filter(user=cast.saito).update(ends_on=in_days(-1))
    assert as_(cast.saito).get(PEOPLE).status_code == 404


def test_nothing_fits(cast, as_):
    assert "その条件に合う方は、いません" in as_(cast.saito).get(f"{PEOPLE}?q=zzzz").content.decode()


def test_it_is_complete_in_english(cast, as_):
    text = as_(cast.saito).get(f"/en{PEOPLE}?{EVERY_COLUMN}&sort=new").content.decode()
    assert "List of people" in text
    assert "まだ" not in text


def _people(cast, size: int) -> None:
    for number in range(size):
        person = make.ParticipantFactory(
            nickname=f"ことり{number}", desk=cast.oita, team=[cast.saito, cast.kido]
        )
        contact_of(cast, person, on=in_days(number % 9 - 4))
        make.NoteFactory(participant=person, author=cast.saito, project=cast.project)


@pytest.mark.parametrize("who", ["saito", "abe"])
def test_the_number_of_queries_does_not_grow(cast, as_, count_queries, who):
    client = as_(getattr(cast, who))
    address = f"{PEOPLE}?whose=desk&{EVERY_COLUMN}"
    _people(cast, 4)
    count_queries(lambda: client.get(address))
    few = count_queries(lambda: client.get(address))
    _people(cast, 40)
    assert count_queries(lambda: client.get(address)) == few
    assert few <= 25
