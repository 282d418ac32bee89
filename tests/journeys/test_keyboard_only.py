"""Without a mouse: by Tab, Enter and Space alone, with the focus always in sight."""

from playwright.sync_api import Page

from jobs.models import Application
from tests import factories as make
from tests.cast import Cast
from tests.factories import PASSWORD
from tests.journeys.conftest import Door

MOST_STOPS = 80
FOCUS = """() => {
  const here = document.activeElement;
  const label = here.labels?.[0]?.innerText ?? here.getAttribute("aria-label") ?? here.innerText ?? "";
  const style = getComputedStyle(here);
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = here.getBoundingClientRect();
  return {name: label.trim().split("\\n")[0], marked, inside: box.bottom > 0 && box.top < innerHeight};
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is there; every stop on the way shows where one is."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here["marked"], f"No visible focus on {here}"
        assert here["inside"], f"The focus is out of sight: {here}"
        if here["name"].startswith(name):
            return
    raise AssertionError(f"Tab never came to {name}.")


def press(page: Page, key: str = "Enter") -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_signing_in_and_answering_a_proposal(door: Door, cast: Cast) -> None:
    proposal = make.ApplicationFactory(
        opportunity=cast.garden, participant=cast.hana, proposed_by=cast.saito, body=cast.oita
    )
    hana = door.come(name="hana")
    page = hana.page
    hana.open("/accounts/login/")

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["name"] == "本文へ進む"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    tab_to(page, "メールアドレス")
    page.keyboard.type(cast.hana.user.email)
    tab_to(page, "パスワード")
    page.keyboard.type(PASSWORD)
    press(page)
    hana.look()
    assert hana.path == "/me/"

    hana.open(f"/me/proposals/{proposal.public_id}/")
    tab_to(page, "呼び名：hana")
    page.keyboard.press("Space")
    tab_to(page, "進めてみる")
    press(page)
    hana.look()
    hana.reads("会社に伝わるのは、これだけです", "hana")
    tab_to(page, "これで進めてみる")
    press(page, "Space")
    hana.look()
    proposal.refresh_from_db()
    assert proposal.state == Application.State.ACCEPTED
    assert [line["key"] for line in proposal.consent.lines] == ["nickname"]
