"""`/company/`: for people of a company; what waits, who comes, one switch to rest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from calendars.formats import short_date
from jobs.models import CompanyProfile, Opportunity
from tests import factories as make


def test_only_people_of_a_company_have_the_page(client, cast):
    for person in (cast.saito, cast.abe, cast.ono, cast.eto, cast.hana.user, cast.operator):
        client.force_login(person)
        for address in ("/company/", "/company/profile/", "/company/applications/", "/company/placements/"):
            assert client.get(address).status_code == 404, (person, address)
    client.force_login(cast.oto)
    assert client.get("/company/").status_code == 200


def test_a_company_that_waits_reads_what_happens_next_and_writes_its_profile(client, cast):
    client.force_login(cast.mada)
    page = client.get("/company/").content.decode()
    assert "市町村の確認を待っています" in page
    assert "新しい仕事を書く" not in page
    answer = client.post("/company/profile/", {"business": "金属の部品をつくっています。", "people": "１２"})
    assert answer.status_code == 302
    profile = CompanyProfile.objects.get(organisation=cast.mada_company)
    assert (profile.business, profile.people) == ("金属の部品をつくっています。", 12)


def test_a_waiting_company_offers_nothing(client, cast):
    client.force_login(cast.mada)
    assert client.get("/company/tasks/new/").status_code == 404
    new = {"public_id": "x", "kind": "task", "title": "なにか", "place": "home", "contact_level": "0"}
    assert client.post("/company/tasks/new/", new).status_code == 404
    assert not Opportunity.objects.filter(company=cast.mada_company).exists()


def test_a_company_that_was_turned_away_reads_the_reason(client, cast):
    cast.mada_company.turned_away_at = timezone.now()
    cast.mada_company.turned_away_because = "住所が確かめられませんでした。"
    cast.mada_company.save()
    client.force_login(cast.mada)
    assert "住所が確かめられませんでした。" in client.get("/company/").content.decode()


def test_at_most_three_things_wait(client, cast):
    for title in ("一", "二", "三"):
        make.OpportunityFactory(company=cast.oto_company, title=title, state="returned")
    client.force_login(cast.oto)
    waiting = client.get("/company/").context["waiting"]
    assert len(waiting) == 3
    assert cast.hana_at_shelves.public_id in waiting[0]["url"]


def test_people_coming_are_named_only_as_they_agreed(client, cast):
    told = make.PlacementFactory(
        application__opportunity=cast.shelves,
        application__participant=cast.ren,
        starts_on=timezone.localdate() + timedelta(days=2),
        seat=1,
    )
    client.force_login(cast.oto)
    assert "見せる名前さん" in client.get("/company/").content.decode()
    told.application.consent.withdrawn_at = timezone.now()
    told.application.consent.save()
    page = client.get("/company/").content.decode()
    assert "見せる名前" not in page
    assert "参加する方" in page
    assert ">ren" not in page
    assert "renさん" not in page


def test_what_began_earlier_says_since_when(client, cast):
    make.PlacementFactory(
        application=cast.hana_at_shelves,
        state="under_way",
        starts_on=timezone.localdate() - timedelta(days=30),
        seat=None,
    )
    began = short_date(timezone.localdate() - timedelta(days=30))
    client.force_login(cast.oto)
    assert f"{began}から" in client.get("/company/").content.decode()


def test_one_switch_rests_everything_and_back(client, cast):
    client.force_login(cast.oto)
    client.post("/company/rest/", {"paused": "yes"})
    assert not Opportunity.objects.published().filter(company=cast.oto_company).exists()
    assert Opportunity.objects.published().filter(company=cast.kaze_company).exists()
    client.post("/company/rest/", {"paused": "no"})
    assert Opportunity.objects.published().filter(company=cast.oto_company).exists()


def test_somebody_of_two_companies_sees_one_at_a_time(client, cast):
    Membership.objects.create(user=cast.oto, organisation=cast.kaze_company, role="company")
    client.force_login(cast.oto)
    first = client.get("/company/").context["company"]
    other = cast.kaze_company if first == cast.oto_company else cast.oto_company
    client.post("/places/", {"place": other.public_id})
    assert client.get("/company/").context["company"] == other
    client.post("/places/", {"place": cast.mada_company.public_id})
    assert client.get("/company/").context["company"] == other


@pytest.mark.parametrize("query", ["?state=draft", "?q=値札", "?sort=title", "?state=nonsense&page=99&q=%00"])
def test_tasks_can_be_searched_and_sorted(client, cast, query):
    client.force_login(cast.oto)
    assert client.get(f"/company/{query}").status_code == 200


def test_search_finds_a_draft_by_its_words(client, cast):
    client.force_login(cast.oto)
    found = client.get("/company/", {"q": "値札"}).context["tasks"].object_list
    assert [task.title for task in found] == ["値札つけ"]


def test_the_profile_sets_no_age_limit(client, cast):
    client.force_login(cast.oto)
    answer = client.post("/company/profile/", {"words": "30歳以下の方、待っています"})
    assert "年齢を限る言葉" in answer.content.decode()
    assert "待っています" in answer.content.decode()


def test_queries_do_not_grow(client, cast, count_queries):
    client.force_login(cast.oto)
    few = count_queries(lambda: client.get("/company/"))
    for _n in range(6):
        make.OpportunityFactory(company=cast.oto_company)
        make.ApplicationFactory(opportunity=cast.shelves, state="introduced")
        make.PlacementFactory(
            application__opportunity=make.OpportunityFactory(company=cast.oto_company),
            starts_on=timezone.localdate(),
        )
    assert count_queries(lambda: client.get("/company/")) == few
