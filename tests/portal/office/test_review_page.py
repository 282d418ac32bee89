"""The review over HTTP: what the guards say now, what changed, and an answer that points at fields."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jobs.models import Opportunity, ReviewComment
from jobs.workflow import opportunities
from municipalities.models import MinimumWage
from tests import factories as make


@pytest.fixture
def handed_in(client, cast) -> Opportunity:
    opportunities.hand_in(cast.draft, by=cast.oto)
    client.force_login(cast.abe)
    return cast.draft


def review(client, task: Opportunity, **typed: str):
    where = f"/office/review/{task.public_id}/"
    read = Opportunity.objects.get(pk=task.pk).handed_in_at
    return client.post(where, {"read": read.isoformat() if read else ""} | typed)


def state(task: Opportunity) -> str:
    return Opportunity.objects.values_list("state", flat=True).get(pk=task.pk)


def test_publishing(client, cast, handed_in):
    assert handed_in.title in client.get("/office/").content.decode()
    page = client.get(f"/office/review/{handed_in.public_id}/").content.decode()
    assert "はじめて確認に出されました" in page
    assert review(client, handed_in, do="publish").status_code == 302
    assert state(handed_in) == "published"
    again = review(client, handed_in, do="publish")
    assert "いまその操作ができません" in again.content.decode()


def test_returning_points_at_fields_and_needs_a_word(client, cast, handed_in):
    empty = review(client, handed_in, do="return")
    assert "一つ以上書いてください" in empty.content.decode()
    assert review(client, handed_in, do="return", on_helper="だれに聞くか、もう少し").status_code == 302
    assert state(handed_in) == "returned"
    assert list(ReviewComment.objects.values_list("field", "text")) == [("helper", "だれに聞くか、もう少し")]


def test_differences_are_told_field_by_field(client, cast, handed_in):
    review(client, handed_in, do="return", comment="場所を")
    Opportunity.objects.filter(pk=handed_in.pk).update(site="新しい場所", minutes=45)
    opportunities.hand_in(handed_in, by=cast.oto)
    page = client.get(f"/office/review/{handed_in.public_id}/")
    told = {one.field: (one.old, one.new) for one in page.context["differences"]}
    assert told == {"minutes": ("30", "45"), "site": ("駅から歩いて5分の店", "新しい場所")}


def test_a_version_that_came_in_meanwhile_is_not_published_unread(client, cast, handed_in):
    read = Opportunity.objects.get(pk=handed_in.pk).handed_in_at.isoformat()
    opportunities.take_back(handed_in, by=cast.oto)
    opportunities.hand_in(handed_in, by=cast.oto)
    answer = review(client, handed_in, do="publish", read=read)
    assert "もう一度、内容を見てください" in answer.content.decode()
    assert state(handed_in) == "in_review"


def test_drafts_and_other_towns_are_not_there(client, cast, handed_in):
    where = f"/office/review/{handed_in.public_id}/"
    for person in (cast.goto, cast.oto, cast.saito, cast.tanaka, cast.eto):
        client.force_login(person)
        assert client.get(where).status_code == 404
        assert review(client, handed_in, do="publish").status_code == 404
    opportunities.take_back(handed_in, by=cast.oto)
    client.force_login(cast.abe)
    assert client.get(where).status_code == 404


def test_the_prefecture_reviews_too_but_nobody_their_own(client, cast, handed_in):
    make.MembershipFactory(user=cast.abe, organisation=cast.oto_company, role="company")
    client.force_login(cast.abe)
    assert client.get(f"/office/review/{handed_in.public_id}/").status_code == 404
    assert handed_in.title not in client.get("/office/").content.decode()
    client.force_login(cast.ono)
    assert review(client, handed_in, do="publish").status_code == 302


def test_a_wage_that_rose_meanwhile_stops_the_publication(client, cast):
    prefecture = cast.oto_company.prefecture
    today = timezone.localdate()
    now = MinimumWage.objects.filter(prefecture=prefecture, effective_on__lte=today).last().yen
    task = make.OpportunityFactory(
        company=cast.oto_company, state="draft", engagement="employment", pay_per_hour=now, checklist={},
        offered_until=today + timedelta(days=3),
    )  # fmt: skip
    opportunities.hand_in(task, by=cast.oto)
    MinimumWage.objects.create(
        prefecture=prefecture, yen=now + 50, effective_on=date.fromordinal(today.toordinal() + 1),
        fiscal_year=2026, source="test",
    )  # fmt: skip
    client.force_login(cast.abe)
    page = client.get(f"/office/review/{task.public_id}/")
    assert [fact.is_enough for fact in page.context["wages"]] == [True, False]
    answer = review(client, task, do="publish", comment="よい仕事です")
    assert f"{now + 50}円" in answer.content.decode()
    assert "よい仕事です" in answer.content.decode()
    assert state(task) == "in_review"


def test_a_published_offer_is_paused_or_closed_with_a_reason(client, cast):
    client.force_login(cast.abe)
    assert review(client, cast.shelves, do="pause").status_code == 200
    assert state(cast.shelves) == "published"
    assert review(client, cast.shelves, do="pause", **{"why-comment": "確かめます"}).status_code == 302
    assert state(cast.shelves) == "paused"
    assert review(client, cast.shelves, do="close", **{"why-comment": "終わります"}).status_code == 302
    assert state(cast.shelves) == "closed"
    assert cast.oto.inbox.filter(kind="jobs.opportunity_closed").count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"do": "explode"},
        {},
        {"do": "return", "comment": "長" * 5000},
        {"do": "publish", "read": "きのう", "on_x": "?"},
    ],
)
def test_bad_input_is_no_error(client, cast, handed_in, bad):
    assert review(client, handed_in, **bad).status_code in (200, 302)


def test_queries_do_not_grow(client, cast, handed_in, count_queries):
    where = f"/office/review/{handed_in.public_id}/"
    opportunities.return_with_comments(handed_in, by=cast.abe, comments=[("helper", "もう少し")])
    opportunities.hand_in(handed_in, by=cast.oto)
    few = count_queries(lambda: client.get(where))
    for _n in range(3):
        opportunities.return_with_comments(
            handed_in, by=cast.abe, comments=[("helper", "い"), ("what", "ろ")]
        )
        opportunities.hand_in(handed_in, by=cast.oto)
    assert count_queries(lambda: client.get(where)) == few
