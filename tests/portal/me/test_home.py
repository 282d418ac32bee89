"""One thing at most, and "nothing needs doing" when there is nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import RecordAccess, TeamMember
from jobs.models import Application, Bookmark, Placement
from jobs.workflow import applications, placements
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = [
    "/me/",
    "/me/steps/",
    "/me/access/",
    "/me/consents/",
    "/me/interests/",
    "/me/calendar/",
    "/me/wishes/",
]


def placement_of(cast, **fields) -> Placement:
    Application.objects.filter(pk=cast.hana_at_shelves.pk).update(state="agreed")
    return make.PlacementFactory(application=cast.hana_at_shelves, **fields)


def test_nothing_needs_doing_when_there_is_nothing(hana):
    assert "いまは、何もしなくて大丈夫です。" in hana.get("/me/").content.decode()


def test_a_proposal_is_the_next_thing(hana, sorting):
    page = hana.get("/me/").content.decode()
    assert "saitoさんから、ご提案が届いています" in page
    assert "いまは、何もしなくて大丈夫です。" not in page


def test_a_day_this_week_comes_before_a_proposal(hana, sorting, cast):
    placement_of(cast, starts_on=timezone.localdate() + timedelta(days=3))
    assert "次の予定：" in hana.get("/me/").content.decode()


def test_a_proposal_comes_before_a_day_far_away(hana, sorting, cast):
    placement_of(cast, starts_on=timezone.localdate() + timedelta(days=30))
    page = hana.get("/me/").content.decode()
    assert "次の予定：" not in page
    assert "ご提案が届いています" in page


def test_afterwards_one_may_say_how_it_was_once(hana, cast):
    row = placement_of(cast, state="completed", ends_on=timezone.localdate() + timedelta(days=7))
    assert "よかったら教えてください" in hana.get("/me/").content.decode()
    hana.post(f"/me/placements/{row.public_id}/", {"again": "yes"})
    assert "よかったら教えてください" not in hana.get("/me/").content.decode()


def test_whoever_waits_is_told_kindly_who_will_call(cast, client):
    cast.oita.telephone = "097-000-0000"
    cast.oita.save()
    client.force_login(cast.sora.user)
    page = client.get("/me/").content.decode()
    assert "大分市の窓口から、ご連絡します。" in page
    assert "097-000-0000" in page
    assert "何もしなくて大丈夫です" in page


@pytest.mark.parametrize("path", PAGES)
def test_somebody_without_a_team_has_every_page(cast, client, path):
    client.force_login(cast.sora.user)
    assert client.get(path).status_code == 200


def test_the_calendar_is_neutral(hana, cast):
    placement_of(cast, accompanied_by=cast.saito, meeting="駅の改札 10時")
    page = hana.get("/me/calendar/").content.decode()
    assert "駅の改札 10時" in page
    assert "saitoさんが、いっしょに行きます。" in page
    assert cast.shelves.title not in page
    assert cast.oto_company.name not in page


def test_the_way_tells_what_happened_without_judging(hana, sorting, cast):
    applications.rest(sorting, by=cast.hana.user)
    placements.end_here(placement_of(cast), by=cast.hana.user)
    page = hana.get("/me/steps/").content.decode()
    assert "「たねの仕分け」は、いったんお休みにしました" in page
    assert "「本だなの整理」は、ここまでで終了しました" in page
    for word in ("%", "段階", "中断", "不採用", "連続", "期限"):
        assert word not in page.split("<main")[1].split("</main>")[0]


def test_a_team_member_is_named_by_name_and_never_by_address(hana, cast):
    cast.saito.name = ""
    cast.saito.save()
    RecordAccess.objects.create(participant=cast.hana, user=cast.saito, organisation=cast.oita, what="wishes")
    for path in PAGES:
        assert "saito" not in hana.get(path).content.decode()


def test_nothing_of_these_pages_stays_in_the_browser(hana):
    assert "no-store" in hana.get("/me/")["Cache-Control"]


def grow(cast) -> None:
    """More of everything that Hana's pages show."""
    for number in range(8):
        work = make.OpportunityFactory(company=cast.kaze_company)
        Bookmark.objects.create(participant=cast.hana, opportunity=work)
        row = applications.propose(work, cast.hana, by=cast.saito, body=cast.oita)
        applications.accept(row, by=cast.hana.user, lines=["nickname"], how="online")
        applications.introduce(row, by=cast.saito)
        if number % 2:
            day = timezone.localdate() + timedelta(days=number)
            applications.agree(row, by=cast.kaze, starts_on=day)
        user = make.UserFactory()
        make.MembershipFactory(user=user, organisation=cast.oita)
        TeamMember.objects.create(participant=cast.hana, user=user, organisation=cast.oita)
        RecordAccess.objects.create(participant=cast.hana, user=user, organisation=cast.oita, what="wishes")


@pytest.mark.parametrize("path", PAGES)
def test_the_number_of_queries_does_not_grow(hana, cast, path):
    row = applications.propose(
        make.OpportunityFactory(company=cast.kaze_company), cast.hana, by=cast.saito, body=cast.oita
    )
    applications.accept(row, by=cast.hana.user, lines=[], how="online")
    applications.introduce(row, by=cast.saito)
    applications.agree(row, by=cast.kaze, starts_on=timezone.localdate())
    Bookmark.objects.create(participant=cast.hana, opportunity=cast.shelves)
    RecordAccess.objects.create(participant=cast.hana, user=cast.saito, organisation=cast.oita, what="record")
    with CaptureQueriesContext(connection) as few:
        hana.get(path)
    grow(cast)
    with CaptureQueriesContext(connection) as many:
        hana.get(path)
    assert len(many) == len(few), "\n".join(query["sql"] for query in many)
