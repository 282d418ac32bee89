"""Hana at her own pages in a real browser: from the proposal to her yes, and every page on the way."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.workflow import log_access
from jobs.models import Application, Bookmark
from tests.browser import PHONE, check_page, follow, sign_in

PAGES = [
    "/me/", "/me/steps/", "/me/access/", "/me/consents/", "/me/interests/", "/me/calendar/", "/me/wishes/",
    "/me/wishes/days/", "/me/wishes/telephone_ok/", "/me/contact/", "/inbox/",
]  # fmt: skip


def test_hana_says_yes_to_one_line(server, page, cast, sorting):
    sign_in(page, cast.hana.user, server)
    page.goto(server.url + "/me/")
    follow(page.get_by_role("link", name="ご提案を見る"))
    check_page(page)
    expect(page.locator("input:checked")).to_have_count(0)
    page.get_by_label("呼び名").check()
    follow(page.get_by_role("button", name="進めてみる"))
    expect(page.get_by_role("heading", level=1)).to_have_text("会社に伝わるのは、これだけです")
    check_page(page)
    follow(page.get_by_role("button", name="もどって選びなおす"))
    expect(page.get_by_label("呼び名")).to_be_checked()
    follow(page.get_by_role("button", name="進めてみる"))
    follow(page.get_by_role("button", name="これで進めてみる"))
    check_page(page)
    sorting.refresh_from_db()
    assert sorting.state == Application.State.ACCEPTED
    assert [line["key"] for line in sorting.consent.lines] == ["nickname"]


def test_without_javascript_every_answer_works(server, open_page, cast, sorting):
    page = open_page(width=PHONE, javascript=False)
    sign_in(page, cast.hana.user, server)
    page.goto(server.url + reverse("portal:proposal", args=[sorting.public_id]))
    follow(page.get_by_role("button", name="いまはお休み"))
    sorting.refresh_from_db()
    assert sorting.state == Application.State.RESTING


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_can_be_read_by_everybody(server, page, cast, sorting, language):
    Bookmark.objects.create(participant=cast.hana, opportunity=cast.garden)
    log_access(cast.hana, by=cast.saito, what="wishes")
    sign_in(page, cast.hana.user, server)
    for path in PAGES:
        page.goto(server.url + ("/en" if language == "en" else "") + path)
        check_page(page)


def test_a_placement_can_be_ended_on_a_phone(server, open_page, cast, morning):
    page = open_page(width=PHONE)
    sign_in(page, cast.hana.user, server)
    page.goto(server.url + reverse("portal:my_placement", args=[morning.public_id]))
    check_page(page)
    follow(page.get_by_role("link", name="ここまでにする"))
    check_page(page)
    follow(page.get_by_role("button", name="ここまでにする"))
    check_page(page)
    morning.refresh_from_db()
    assert morning.state == "ended_here"
