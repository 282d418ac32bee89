"""Somebody without an account, with JavaScript and without: looks, keeps, and is gone at once."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Route, expect

from tests import factories as make
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor

AT_HOME = "手書きの献立を文字にする"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast, and something to do at home."""
    make.OpportunityFactory(title=AT_HOME, place="home", site="", minutes=15, contact_level=0)
    return cast


@pytest.fixture(params=[True, False], ids=["scripted", "without-javascript"])
def stranger(request: pytest.FixtureRequest, door: Door) -> Visitor:
    """A visitor for whom the weather page, which is not ours, is a white sheet."""
    visitor = door.come(name="stranger" if request.param else "scriptless", javascript=request.param)

    def weather(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>weather</title>")

    visitor.page.context.route(f"{settings.WEATHER_URL}**", weather)
    return visitor


def emergency_lines_stand_here(stranger: Visitor) -> None:
    numbers = stranger.page.get_by_role("region", name="今、つらいとき・危ないとき").get_by_role("link")
    assert numbers.count() >= 5
    assert numbers.first.get_attribute("href", timeout=1000).startswith("tel:")  # type: ignore[union-attr]


def test_looks_keeps_and_leaves_no_trace(cast: Cast, stranger: Visitor) -> None:
    stranger.open("/")
    emergency_lines_stand_here(stranger)
    stranger.follow("仕事をさがす", stranger.main)
    emergency_lines_stand_here(stranger)
    stranger.reads("3件あります。")
    stranger.follow("家でできる")
    stranger.reads("1件あります。", AT_HOME)
    stranger.follow("条件をぜんぶ消す")
    stranger.write("ことば", "在宅", stranger.main.get_by_role("search"))
    stranger.press("さがす")
    stranger.reads("1件あります。")
    stranger.follow(AT_HOME)
    emergency_lines_stand_here(stranger)
    stranger.reads("「気になる」は、この機器だけに残ります。だれにも伝わりません。")
    stranger.press("気になる")
    stranger.reads("「気になる」に入れました。")
    stranger.open("/work/kept/")
    emergency_lines_stand_here(stranger)
    stranger.reads(AT_HOME)
    assert stranger.page.context.cookies(stranger.server.url)

    stranger.page.get_by_role("banner").get_by_role("button", name="このページを離れる").click()
    stranger.page.wait_for_url(f"{settings.WEATHER_URL}**")
    assert not stranger.page.context.cookies(stranger.server.url)
    stranger.open("/work/kept/")
    stranger.does_not_read(AT_HOME)


def test_going_back_does_not_lead_here_again(door: Door, cast: Cast) -> None:
    """The weather stands where the page stood; what was typed is gone too."""
    stranger = door.come(name="stranger")
    stranger.page.context.route(f"{settings.WEATHER_URL}**", lambda route: route.fulfill(body="weather"))
    stranger.open("/accounts/signup/self/")
    stranger.write("ニックネーム", "はる")
    stranger.page.evaluate("sessionStorage.setItem('a', '1'); localStorage.setItem('a', '1')")
    stranger.page.get_by_role("banner").get_by_role("button", name="このページを離れる").click()
    stranger.page.wait_for_url(f"{settings.WEATHER_URL}**")
    stranger.page.go_back()
    expect(stranger.page).not_to_have_url(re.compile("^" + re.escape(stranger.server.url)))
    stranger.open("/accounts/signup/self/")
    expect(stranger.main.get_by_label("ニックネーム")).to_have_value("")
    assert stranger.page.evaluate("sessionStorage.length + localStorage.length") == 0
