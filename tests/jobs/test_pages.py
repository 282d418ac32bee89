"""The pages of work in a real browser: readable for everybody, on a phone and at a desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import CompanyProfile
from jobs.workflow.feedback import make_link
from tests import factories as make
from tests.browser import check_page, follow, sign_in
from tests.cast import assemble


@pytest.fixture
def cast(transactional_db):
    """The cast, with work that looks like somebody's."""
    cast = assemble()
    CompanyProfile.objects.filter(organisation=cast.oto_company).update(
        business="大分市の古い本の店です",
        introduction="本の買い取りと、ネットでの販売をしています。店は静かで、音楽も小さくかけています。",
        words="急がなくて大丈夫です。本をならべる音だけの、ゆっくりした時間です。",
        people=3,
    )
    programme = make.OpportunityFactory(
        company=cast.oto_company,
        kind="programme",
        title="古本の清掃と値札つけ（全3回）",
        what="古い本の表紙を、やわらかい布でふきます。慣れたら、値札のシールをはります。",
        plain="ふるい ほんを ふきます。\nねふだを はります。",
        timing="slots",
        minutes=45,
        people=2,
        may_leave_out="シールの位置を決めること。迷ったら、そのまま置いておいてください。",
        accommodations="イヤーマフを使えます。いすに座ってできます。",
        fields_of_work=["books", "cleaning"],
        offered_until=timezone.localdate() + timedelta(days=60),
        capacity=2,
    )
    for order, title in enumerate(["店を見る", "布でふいてみる", "値札をはってみる"], start=1):
        programme.steps.create(order=order, title=title, minutes=45, place="onsite")
    make.SlotFactory.create_batch(3, opportunity=programme)
    make.OpportunityFactory(
        title="手書きの献立を文字にする",
        what="旅館の手書きの献立を、パソコンやスマホで文字にします。",
        place="home",
        minutes=15,
        contact_level=0,
        fields_of_work=["data", "books"],
    )
    make.OpportunityFactory(
        title="しいたけの袋づめ",
        what="決まった数を袋に入れて、口をとめます。",
        engagement="employment",
        pay_per_hour=1100,
        minutes=120,
        contact_level=2,
        municipality=make.town(make.SAIKI),
    )
    cast.programme = programme
    return cast


def test_a_reader_finds_work_and_keeps_it(server, page, cast):
    page.goto(server.url + "/work/")
    check_page(page)
    follow(page.get_by_role("link", name="家でできる"))
    expect(page.get_by_role("heading", name="1件あります。")).to_be_visible()
    check_page(page)
    page.goto(server.url + "/work/?q=清掃")
    follow(page.get_by_role("link", name="古本の清掃と値札つけ（全3回）"))
    check_page(page)
    follow(page.get_by_role("button", name="気になる", exact=True))
    expect(page.get_by_text("「気になる」に入れました。")).to_be_visible()
    check_page(page)
    page.goto(server.url + "/work/kept/")
    check_page(page)
    follow(page.get_by_role("button", name="「気になる」から外す"))
    expect(page.get_by_text("まだ、ありません。")).to_be_visible()
    page.goto(server.url + "/work/?q=ない&municipality=44202")
    check_page(page)


def test_a_participant_would_like_to_hear_more(server, page, cast):
    sign_in(page, cast.hana.user, server)
    page.goto(f"{server.url}/work/{cast.garden.public_id}/")
    check_page(page)
    follow(page.locator("#interest").get_by_role("button", name="話を聞いてみたい"))
    expect(page.get_by_text("相談員に伝えてあります。")).to_be_visible()
    check_page(page)


def test_how_it_was_in_one_minute(server, page, cast):
    row = make.PlacementFactory(application=cast.hana_at_shelves, state="completed", seat=None)
    page.goto(f"{server.url}/feedback/{make_link(row, side='participant', by=cast.saito)}/")
    check_page(page)
    page.get_by_label("またやりたい").check()
    page.get_by_label("よかったこと").fill("静かだった")
    follow(page.get_by_role("button", name="送る"))
    expect(page.get_by_role("heading", name="ありがとうございました")).to_be_visible()
    check_page(page)
