"""The face of the house in a real browser, at both widths, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser import check_page, follow

PAGES = [
    "/", "/en/", "/accounts/login/", "/accounts/signup/", "/accounts/signup/company/",
    "/en/accounts/signup/self/", "/accounts/password/reset/", "/nowhere/", "/leave/",
]  # fmt: skip


def test_pages_can_be_used_by_everybody(server, page):
    for path in PAGES:
        page.goto(server.url + path)
        check_page(page)


def test_errors_stand_at_their_fields(server, page):
    page.goto(server.url + "/accounts/signup/self/")
    follow(page.get_by_role("button", name="登録する"))
    check_page(page)
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "id_nickname"


@pytest.mark.parametrize("javascript", [True, False])
def test_leaving_takes_one_tap_and_leaves_nothing(server, open_page, settings, javascript):
    page = open_page(javascript=javascript)
    page.route(f"{settings.WEATHER_URL}**", lambda route: route.fulfill(body="sunny"))
    page.goto(server.url + "/accounts/login/")
    assert page.context.cookies()
    page.get_by_role("button", name="このページを離れる").first.click()
    page.wait_for_url(f"{settings.WEATHER_URL}**")
    assert page.text_content("body") == "sunny"
    assert not page.context.cookies()


def test_what_was_typed_is_kept_in_this_tab_until_one_leaves(server, open_page, settings):
    page = open_page()
    page.route(f"{settings.WEATHER_URL}**", lambda route: route.fulfill(body="sunny"))
    address = server.url + "/accounts/signup/self/"
    page.goto(address)
    page.get_by_label("ニックネーム").fill("はな")
    page.get_by_label("パスワード").fill("a long secret")
    page.reload()
    expect(page.get_by_label("ニックネーム")).to_have_value("はな")
    expect(page.get_by_label("パスワード")).to_have_value("")
    page.get_by_role("button", name="このページを離れる").first.click()
    page.wait_for_url(f"{settings.WEATHER_URL}**")
    page.goto(address)
    expect(page.get_by_label("ニックネーム")).to_have_value("")
