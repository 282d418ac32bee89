"""Introductions and experiences at a company: the agreed lines and nothing else of a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import workflow as people
from accounts.models import RecordAccess
from jobs.models import Application, Placement
from jobs.workflow import applications, placements
from tests import factories as make

SECRETS = ("hana", "佐藤", "090-1111-2222")


def soon(days: int = 3) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def address(application: Application) -> str:
    return f"/company/applications/{application.public_id}/"


def agree(client, application: Application, **more: str):
    typed = {"answer": "agree", "agree-starts_on": soon(), "agree-meeting": "10時に入口で"} | more
    return client.post(address(application), typed)


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def hana(client, cast) -> Application:
    cast.hana.family_name, cast.hana.telephone = "佐藤", "090-1111-2222"
    cast.hana.save()
    client.force_login(cast.oto)
    return cast.hana_at_shelves


def test_the_company_reads_the_agreed_lines_and_nothing_else(client, cast, hana):
    for where in ("/company/", "/company/applications/", address(hana)):
        page = main_of(client.get(where).content.decode())
        for secret in (*SECRETS, cast.hana.public_id):
            assert secret not in page, (where, secret)
    assert "見せる名前" in page
    assert "44-地-000001" in page


def test_the_look_is_recorded_and_the_list_is_none(client, cast, hana):
    client.get("/company/applications/")
    assert not RecordAccess.objects.exists()
    client.get(address(hana))
    look = RecordAccess.objects.get()
    assert (look.participant, look.user, look.what) == (cast.hana, cast.oto, "introduction")


def test_near_misses_see_no_introduction_and_answer_none(client, cast, hana):
    for person in (cast.kaze, cast.mada, cast.saito, cast.abe, cast.hana.user, cast.operator):
        client.force_login(person)
        assert client.get(address(hana)).status_code == 404
        assert agree(client, hana).status_code == 404
    assert not Placement.objects.exists()


@pytest.mark.parametrize("state", ["interested", "proposed", "accepted", "declined", "withdrawn", "resting"])
def test_before_the_introduction_and_after_its_end_there_is_nothing_to_see(client, cast, state):
    row = make.ApplicationFactory(opportunity=cast.shelves, participant=cast.ren, state=state)
    client.force_login(cast.oto)
    assert client.get(address(row)).status_code == 404
    assert row not in client.get("/company/applications/").context["rows"].object_list


def test_a_withdrawn_consent_hides_the_lines_at_once(client, cast, hana):
    agree(client, hana)
    placement = Placement.objects.get()
    where = f"/company/placements/{placement.public_id}/"
    assert "見せる名前" in client.get(where).content.decode()
    people.withdraw_consent(hana.consent, by=cast.hana.user)
    assert client.get(address(hana)).status_code == 404
    page = client.get(where).content.decode()
    assert "見せる名前" not in page
    looks = RecordAccess.objects.count()
    client.get(where)
    assert RecordAccess.objects.count() == looks


def test_agreeing_needs_a_day_where_no_date_was_chosen(client, cast, hana):
    answer = agree(client, hana, **{"agree-starts_on": ""})
    assert "starts_on" in answer.context["agree"].errors
    assert "10時に入口で" in answer.content.decode()
    assert agree(client, hana, **{"agree-starts_on": "2020-01-01"}).context["agree"].errors
    assert agree(client, hana).status_code == 302
    placement = Placement.objects.get()
    assert (placement.starts_on.isoformat(), placement.meeting) == (soon(), "10時に入口で")


def test_a_chosen_date_is_the_day(client, cast):
    slot = make.SlotFactory(opportunity=cast.shelves)
    row = make.ApplicationFactory(
        opportunity=cast.shelves, participant=cast.ren, state="introduced", slot=slot
    )
    client.force_login(cast.oto)
    assert "starts_on" not in client.get(address(row)).context["agree"].fields
    agree(client, row)
    assert Placement.objects.get().starts_on == slot.day


def test_answering_twice_is_a_sentence(client, cast, hana):
    agree(client, hana)
    again = agree(client, hana)
    assert again.status_code == 200
    assert "いまは、その操作ができません" in again.content.decode()
    assert Placement.objects.count() == 1


def test_a_full_task_is_a_sentence_and_what_was_typed_stays(client, cast, hana):
    make.PlacementFactory(
        application=make.ApplicationFactory(opportunity=cast.shelves, participant=cast.ren, state="agreed")
    )
    answer = agree(client, hana)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "いっぱいです" in page
    assert "10時に入口で" in page
    hana.refresh_from_db()
    assert hana.state == "introduced"


def test_not_this_time_needs_no_reason_and_the_reason_is_for_the_staff(client, cast, hana):
    assert (
        client.post(address(hana), {"answer": "decline", "decline-comment": "忙しい月です"}).status_code
        == 302
    )
    again = client.post(address(hana), {"answer": "decline"}, follow=True)
    assert "もう伝わっています" in again.content.decode()
    hana.refresh_from_db()
    assert hana.state == "declined"
    assert hana.moves.get().comment == "忙しい月です"
    client.force_login(cast.kaze)
    assert client.post(address(hana), {"answer": "decline"}).status_code == 404


def test_neither_answer_is_no_answer(client, cast, hana):
    assert client.post(address(hana), {"answer": "maybe"}).status_code == 200
    hana.refresh_from_db()
    assert hana.state == "introduced"


@pytest.fixture
def arranged(client, cast, hana) -> Placement:
    return applications.agree(hana, by=cast.oto, starts_on=timezone.localdate())


def go(client, placement: Placement, after: str, comment: str = ""):
    where = f"/company/placements/{placement.public_id}/"
    return client.post(where, {"after": after, "comment": comment})


def test_an_experience_begins_and_finishes_with_one_button_each(client, cast, arranged):
    assert go(client, arranged, "under_way").status_code == 302
    assert go(client, arranged, "completed").status_code == 302
    arranged.refresh_from_db()
    assert arranged.state == "completed"
    assert go(client, arranged, "completed").status_code == 200
    assert go(client, arranged, "followed_up").status_code == 404


def test_it_does_not_begin_without_insurance(client, cast, arranged):
    Placement.objects.filter(pk=arranged.pk).update(insurance="")
    answer = go(client, arranged, "under_way")
    assert "どの保険で" in answer.content.decode()


def test_words_for_the_staff_stay_with_the_staff(client, cast, arranged):
    placements.start(arranged, by=cast.saito)
    placements.end_here(arranged, by=cast.saito, comment="体調のため")
    page = client.get(f"/company/placements/{arranged.public_id}/").content.decode()
    assert "体調のため" not in page
    assert "saito" not in page


def test_near_misses_see_no_experience(client, cast, arranged):
    for person in (cast.kaze, cast.mada, cast.abe, cast.tanaka, cast.saito):
        client.force_login(person)
        assert client.get(f"/company/placements/{arranged.public_id}/").status_code == 404
        assert go(client, arranged, "did_not_take_place").status_code == 404
    arranged.refresh_from_db()
    assert arranged.state == "agreed"


def test_one_address_leads_each_side_to_its_page(client, cast, arranged):
    where = f"/placements/{arranged.public_id}/"
    assert client.get(where)["Location"] == f"/company{where}"
    client.force_login(cast.kaze)
    assert client.get(where).status_code == 404
    client.force_login(cast.tanaka)
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?state=agreed&q=本&sort=newest", "?when=over&q=%00&sort=oldest&page=x"]
)
def test_lists_can_be_searched(client, cast, arranged, query):
    assert client.get(f"/company/applications/{query}").status_code == 200
    assert client.get(f"/company/placements/{query}").status_code == 200


def test_queries_do_not_grow(client, cast, arranged, count_queries):
    make.ApplicationFactory(opportunity=cast.shelves, state="introduced")
    lists = ["/company/applications/", "/company/placements/", f"/company/placements/{arranged.public_id}/"]
    few = [count_queries(lambda a=a: client.get(a)) for a in lists]
    for _n in range(4):
        make.ApplicationFactory(opportunity=cast.shelves, state="introduced")
        make.PlacementFactory(application__opportunity=make.OpportunityFactory(company=cast.oto_company))
    assert [count_queries(lambda a=a: client.get(a)) for a in lists] == few


def test_the_person_reads_which_company_looked(client, cast):
    """Whoever works for two companies looks for the one that the person was introduced to."""
    oto = make.MembershipFactory(user=cast.kaze, organisation=cast.oto_company, role="company")
    client.force_login(oto.user)
    assert client.get(f"/company/applications/{cast.hana_at_shelves.public_id}/").status_code == 200
    look = RecordAccess.objects.of(cast.hana).first()
    assert look.organisation == cast.oto_company
