"""/work/<id>/: all that one wants to know; keeping it; saying that one would like to hear more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs import kept
from jobs.models import Application, Bookmark, CompanyProfile
from realtime.models import InboxEntry
from tests import factories as make
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db


def page(opportunity):
    return reverse("jobs:work_detail", args=[opportunity.public_id])


def keep(opportunity):
    return reverse("jobs:keep", args=[opportunity.public_id])


def interest(opportunity):
    return reverse("jobs:interest", args=[opportunity.public_id])


@pytest.fixture
def programme():
    """A programme in which every field says something."""
    company = make.CompanyFactory(name="みどり製本")
    CompanyProfile.objects.filter(organisation=company).update(
        introduction="本を作る会社です。", words="静かなところです。", people=6
    )
    task = make.OpportunityFactory(
        company=company,
        kind="programme",
        title="製本の練習",
        plain="ほんを つくります。",
        timing="slots",
        people=3,
        hours_week="2.5",
        days=["mon"],
        day_parts=["day"],
        may_leave_out="重い箱を運ぶこと",
        accommodations="イヤーマフを使えます",
        offered_until=timezone.localdate() + timedelta(days=40),
        capacity=2,
    )
    task.steps.create(order=1, title="紙を見る", minutes=30, place="onsite")
    task.steps.create(order=2, title="家で折ってみる", minutes=45, place="home")
    make.SlotFactory(opportunity=task)
    return task


def test_the_page_says_what_one_wants_to_know(client, programme):
    html = client.get(page(programme)).content.decode()
    for words in (
        "棚の本を、番号の順にならべます。",
        "一回 30分",
        "大分市",
        "担当の人ひとりとだけ",
        "まわりに3人",
        "いつでも帰れます",
        "店の人がとなりにいます",
        "重い箱を運ぶこと",
        "イヤーマフを使えます",
        "電話はありません。",
        "体験です。お金はもらえません。",
        "ボランティア行事用保険",
        "同時に2人まで",
        "紙を見る",
        "家で折ってみる",
        "みどり製本",
        "静かなところです。",
    ):
        assert words in html
    assert "応募" not in html


@pytest.mark.parametrize("query", ["", "?plain=1", "?kept=1"])
def test_english_is_complete(client, programme, query):
    make.OpportunityFactory(title="似たもの")
    html = client.get("/en" + page(programme) + query).content.decode()
    assert japanese_in(html.replace("<title>製本の練習", "<title>")) == []


@pytest.mark.parametrize("path", ["/en/work/", "/en/work/?q=zzz&place=moon&minutes_max=30", "/en/work/kept/"])
def test_english_lists_are_complete(client, programme, path):
    assert japanese_in(client.get(path).content.decode()) == []


def test_plain_japanese_is_one_tap_away(client, programme):
    assert "ほんを つくります。" not in client.get(page(programme)).content.decode()
    assert "ほんを つくります。" in client.get(page(programme) + "?plain=1").content.decode()
    programme.plain = ""
    programme.save()
    assert "棚の本を" in client.get(page(programme) + "?plain=1").content.decode()


@pytest.mark.parametrize("state", ["draft", "in_review", "returned", "paused", "closed"])
def test_what_is_not_published_is_nobodys_to_see_here(client, cast, state):
    task = make.OpportunityFactory(company=cast.oto_company, state=state)
    for who in (None, cast.oto, cast.abe, cast.hana.user):
        if who:
            client.force_login(who)
        assert client.get(page(task)).status_code == 404
        assert client.post(keep(task)).status_code == 404


def test_paid_work_says_its_pay(client):
    task = make.OpportunityFactory(engagement="employment", pay_per_hour=1100)
    html = client.get(page(task)).content.decode()
    assert "時給1,100円です。" in html
    assert "お金はもらえません" not in html


def test_the_number_of_queries_does_not_grow(client, programme):
    counts = []
    for n in (3, 12):
        for order in range(n):
            make.SlotFactory(opportunity=programme)
            programme.steps.create(order=100 * n + order, title="次", minutes=30, place="home")
            make.OpportunityFactory(timing="slots")
        with CaptureQueriesContext(connection) as queries:
            client.get(page(programme))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


# --- 「気になる」 without an account


def test_this_device_keeps_it_and_lets_it_go(client):
    task = make.OpportunityFactory(title="本だな")
    client.post(keep(task), {"keep": "1"})
    client.post(keep(task), {"keep": "1"})
    html = client.get(page(task) + "?kept=1").content.decode()
    assert "「気になる」に入れました。" in html
    assert "もとに戻す" in html
    assert [row.title for row in client.get("/work/kept/").context["rows"]] == ["本だな"]
    client.post(keep(task), {"keep": "0", "from": "kept"})
    assert client.get("/work/kept/").context["rows"] == []
    assert not Bookmark.objects.exists()


def test_leaving_clears_it(client):
    task = make.OpportunityFactory()
    client.post(keep(task))
    assert client.cookies[kept.COOKIE].value
    client.post("/leave/")
    assert not client.cookies[kept.COOKIE].value
    assert client.get("/work/kept/").context["rows"] == []


def test_a_cookie_that_was_tampered_with_is_an_empty_list(client):
    task = make.OpportunityFactory()
    client.cookies[kept.COOKIE] = f"{task.public_id}:forged:signature"
    assert client.get("/work/kept/").context["rows"] == []
    assert client.get(page(task)).status_code == 200


def test_a_device_keeps_fifty(client, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    tasks = make.OpportunityFactory.create_batch(3)
    answers = [client.post(keep(task))["Location"] for task in tasks]
    assert [answer[-4:] for answer in answers] == ["pt=1", "pt=1", "full"]
    assert len(client.get("/work/kept/").context["rows"]) == 2
    assert "50件まで" in client.get(answers[2]).content.decode()


def test_reading_alone_sets_no_cookie_of_ours(client):
    task = make.OpportunityFactory()
    client.get("/work/")
    client.get(page(task))
    assert kept.COOKIE not in client.cookies


# --- with an account


def test_a_participant_keeps_a_row(client, cast):
    client.force_login(cast.sora.user)
    client.post(keep(cast.garden), {"keep": "1"})
    client.post(keep(cast.garden), {"keep": "1"})
    assert Bookmark.objects.get().participant == cast.sora
    assert kept.COOKIE not in client.cookies
    assert [row.pk for row in client.get("/work/kept/").context["rows"]] == [cast.garden.pk]
    client.post(keep(cast.garden), {"keep": "0"})
    assert not Bookmark.objects.exists()


def test_staff_and_companies_have_no_such_buttons(client, cast):
    for who in (cast.saito, cast.abe, cast.oto, cast.kaze):
        client.force_login(who)
        html = client.get(page(cast.shelves)).content.decode()
        assert "気になる" not in html
        assert "話を聞いてみたい" not in html
        assert client.post(keep(cast.shelves)).status_code == 404
        assert client.post(interest(cast.shelves)).status_code == 404
        assert client.get("/work/kept/").status_code == 404
    assert Application.objects.count() == 2


# --- 「話を聞いてみたい」


def test_the_team_hears_and_the_company_does_not(client, cast):
    client.force_login(cast.hana.user)
    html = client.get(page(cast.garden)).content.decode()
    assert html.index("会社には、何も伝わりません。") < html.index(f'action="{interest(cast.garden)}"')
    response = client.post(interest(cast.garden), follow=True)
    assert "会社には、まだ何も伝わっていません。" in response.content.decode()
    row = Application.objects.get(participant=cast.hana, opportunity=cast.garden)
    assert row.state == "interested"
    assert InboxEntry.objects.filter(recipient=cast.saito, kind="jobs.interest_shown").exists()
    assert not InboxEntry.objects.filter(recipient=cast.kaze).exists()
    assert not Application.objects.of_company_of(cast.kaze).filter(pk=row.pk).exists()


def test_a_double_click_is_one_application(client, cast):
    client.force_login(cast.hana.user)
    for _ in range(2):
        assert client.post(interest(cast.garden)).status_code == 302
    assert Application.objects.filter(participant=cast.hana, opportunity=cast.garden).count() == 1
    assert interest(cast.garden) not in client.get(page(cast.garden)).content.decode()


def test_without_an_account_one_reads_the_two_ways(client, cast):
    response = client.post(interest(cast.garden), follow=True)
    html = response.content.decode()
    assert "登録して、相談員と話す" in html
    assert "登録しないで、窓口で聞く" in html
    assert Application.objects.count() == 2


def test_a_body_of_ten_megabytes_is_refused(client, cast):
    client.force_login(cast.hana.user)
    body = "x=" + "あ" * 3_500_000
    response = client.post(
        interest(cast.garden), body.encode(), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (302, 400, 413)
    assert client.get(page(cast.garden)).status_code == 200
