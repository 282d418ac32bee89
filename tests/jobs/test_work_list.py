"""/work/: everybody finds what fits them, without an account and without an error."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import CompanyProfile, Opportunity
from jobs.views import work
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/work/"


@pytest.fixture
def company():
    return make.CompanyFactory()


@pytest.fixture
def offer(company):
    """Make a published opportunity of one company."""

    def one(title, **fields):
        return make.OpportunityFactory(company=company, title=title, **fields)

    return one


def titles(response):
    return {row.title for row in response.context["rows"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"清掃", "文字おこし", "畑の日"}),
        ({"q": "清掃"}, {"清掃"}),
        ({"q": "在宅"}, {"文字おこし"}),
        ({"q": "家"}, {"文字おこし"}),
        ({"q": "home"}, {"文字おこし"}),
        ({"q": "別府"}, {"畑の日"}),
        ({"q": "べっぷ"}, {"畑の日"}),
        ({"q": "データ入力"}, {"文字おこし"}),
        ({"municipality": "44202"}, {"畑の日"}),
        ({"municipality": "４４２０２"}, {"畑の日"}),
        ({"kind": "programme"}, {"畑の日"}),
        ({"place": "home"}, {"文字おこし"}),
        ({"minutes_max": "30"}, {"清掃", "文字おこし"}),
        ({"minutes_max": "１５"}, {"文字おこし"}),
        ({"contact_max": "0"}, {"文字おこし"}),
        ({"contact_max": "２"}, {"清掃", "文字おこし"}),
        ({"paid": "1"}, {"畑の日"}),
        ({"paid": "0"}, {"清掃", "文字おこし"}),
        ({"telephone": "no"}, {"文字おこし", "畑の日"}),
        ({"noise_max": "0"}, {"清掃", "文字おこし"}),
        ({"field": ["data", "farming"]}, {"文字おこし", "畑の日"}),
        ({"when": "week"}, {"清掃", "文字おこし"}),
        ({"place": "home", "q": "清掃"}, set()),
    ],
)
def test_each_filter_finds_what_it_says(client, offer, query, found):
    offer("清掃", fields_of_work=["cleaning"], contact_level=2, telephone=True)
    offer("文字おこし", place="home", minutes=15, contact_level=0, fields_of_work=["data"])
    garden = offer(
        "畑の日",
        municipality=make.town(make.BEPPU),
        kind="programme",
        minutes=120,
        contact_level=3,
        engagement="employment",
        pay_per_hour=1200,
        noise=2,
        fields_of_work=["farming"],
        timing="slots",
    )
    make.SlotFactory(opportunity=garden, starts_at=timezone.now() + timedelta(days=20))
    assert titles(client.get(LIST, query)) == found


def test_sorting(client, offer):
    offer("長い", minutes=60, published_at=timezone.now())
    later = offer("あとで", minutes=30, timing="slots", published_at=timezone.now() - timedelta(days=1))
    make.SlotFactory(opportunity=later, starts_at=timezone.now() + timedelta(days=3))
    offer("短い", minutes=15, published_at=timezone.now() - timedelta(days=2))

    def order(sort):
        return [row.title for row in client.get(LIST, {"sort": sort}).context["rows"]]

    assert order("newest") == ["長い", "あとで", "短い"]
    assert order("shortest") == ["短い", "あとで", "長い"]
    assert order("soonest")[0] == "あとで"


def test_a_full_slot_is_not_a_next_time(client, offer):
    task = offer("仕分け", timing="slots", capacity=1)
    full = make.SlotFactory(opportunity=task, starts_at=timezone.now() + timedelta(days=2))
    free = make.SlotFactory(opportunity=task, starts_at=timezone.now() + timedelta(days=9))
    make.PlacementFactory(application__opportunity=task, slot=full)
    assert [slot.pk for slot in client.get(LIST).context["rows"][0].next_slots] == [free.pk]
    assert not titles(client.get(LIST, {"when": "week"}))


def test_only_what_is_offered_is_found(client, offer, company):
    for state in ("draft", "in_review", "returned", "paused", "closed"):
        offer(state, state=state)
    offer("終わった", offered_until=timezone.localdate() - timedelta(days=1))
    make.OpportunityFactory(company__approved_at=None, title="まだ")
    offer("今日まで", offered_until=timezone.localdate())
    assert titles(client.get(LIST)) == {"今日まで"}


def test_a_company_that_rests_is_hidden_everywhere(client, offer, company):
    task = offer("本だな")
    page = reverse("jobs:work_detail", args=[task.public_id])
    client.post(reverse("jobs:keep", args=[task.public_id]))
    assert client.get(page).status_code == 200
    CompanyProfile.objects.filter(organisation=company).update(paused=True)
    assert not titles(client.get(LIST))
    assert client.get(page).status_code == 404
    assert not client.get("/work/kept/").context["rows"]
    assert "本だな" not in client.get("/").content.decode()
    assert client.post(reverse("jobs:keep", args=[task.public_id])).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"minutes_max": "abc"},
        {"minutes_max": "-5"},
        {"minutes_max": "99999999999999999999"},
        {"contact_max": "9"},
        {"municipality": "00000"},
        {"municipality": "x" * 5000},
        {"kind": "nothing"},
        {"place": "moon"},
        {"paid": "maybe"},
        {"field": "nothing"},
        {"sort": "stars"},
        {"q": "本" * 5000},
    ],
)
def test_what_cannot_be_read_is_said_and_left_out(client, offer, query):
    offer("本だな")
    response = client.get(LIST, query)
    assert response.status_code == 200
    assert titles(response) == {"本だな"}
    assert "読み取れなかったので" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["page=999", "page=abc", "page=0", "page=-1", "nothing=1", "q=%00", "q=&page="]
)
def test_strange_addresses_are_no_errors(client, offer, query):
    offer("本だな")
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert titles(response) == {"本だな"}


def test_signs_that_are_no_words_find_nothing_and_break_nothing(client, offer):
    offer("本だな")
    response = client.get(f"{LIST}?q=%FF%FE")
    assert response.status_code == 200
    assert "いま、ほかに" in response.content.decode() or response.context["near"].changed == "q"


def test_nothing_fits_but_something_is_near(client, offer):
    offer("文字おこし", place="home")
    offer("花だん", place="onsite", minutes=60)
    response = client.get(LIST, {"municipality": make.BEPPU})
    assert response.context["near"].changed == "home"
    assert "似ていて、家でできる仕事があります。" in response.content.decode()
    response = client.get(LIST, {"place": "home", "q": "花"})
    assert response.context["near"].changed == "q"
    response = client.get(LIST, {"place": "onsite", "minutes_max": "15", "q": "ない", "paid": "1"})
    assert [row.title for row in response.context["near"].rows]


def test_nothing_at_all_is_said_kindly(client):
    response = client.get(LIST, {"q": "清掃"})
    assert response.status_code == 200
    assert "ぴったりの仕事は、いまはありません。" in response.content.decode()


def test_the_count_is_in_words(client, offer, monkeypatch):
    for n in range(12):
        offer(f"仕事{n}")
    assert "12件あります。" in client.get(LIST).content.decode()
    assert "12 found." in client.get("/en/work/").content.decode()
    monkeypatch.setattr(work, "MOST_COUNTED", 10)
    assert "10件より多くあります。" in client.get(LIST).content.decode()


def test_pages_hold_every_row_once_and_keep_the_filters(client, offer, monkeypatch):
    monkeypatch.setattr(work, "PER_PAGE", 5)
    for n in range(12):
        offer(f"仕事{n}", place="home")
    seen = [
        row.pk
        for page in (1, 2, 3)
        for row in client.get(LIST, {"place": "home", "page": page}).context["rows"]
    ]
    assert len(seen) == len(set(seen)) == 12
    assert "place=home&amp;page=2" in client.get(LIST, {"place": "home"}).content.decode()


def test_the_search_finds_what_was_saved_in_bulk(client, company):
    rows = [make.OpportunityFactory.build(company=company, municipality=company.municipality, place="home")]
    Opportunity.objects.bulk_create(rows)
    assert len(titles(client.get(LIST, {"q": "在宅 大分市"}))) == 1


def _fill(offer, n):
    for k in range(n):
        task = offer(f"仕事{k}", timing="slots", fields_of_work=["books"])
        make.SlotFactory.create_batch(2, opportunity=task)


@pytest.mark.parametrize(
    "path", ["/work/", "/work/?q=本&when=week&sort=soonest", "/work/?q=ない&place=home", "/"]
)
def test_the_number_of_queries_does_not_grow(client, offer, path):
    counts = []
    for n in (4, 15):
        _fill(offer, n)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
