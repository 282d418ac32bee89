"""Somebody at a browser: opens, follows, presses, writes; every page that they come to is examined.

    hana = visitors.come(cast.hana.user)
    hana.open("/me/")
    hana.follow("見てみる")

With `IPPO_PICTURES=folder` each page is also photographed there, in the order of the journey.
"""

import os
import re
from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import Server, check_page

_numbers = count(1)


class Visitor:
    """A person, their browser, and what they do with its pages."""

    def __init__(self, page: Page, server: Server, name: str, *, scripted: bool = True) -> None:
        self.page, self.server, self.name, self.scripted = page, server, name, scripted

    @property
    def main(self) -> Locator:
        """What the page says, without the bars around it."""
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        """Where they are."""
        return self.page.url.removeprefix(self.server.url)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.server.url + path)
        self._photograph()
        self.look()

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Click a link."""
        self._go((within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)).first)

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Click a button that leads to a page."""
        self._go((within or self.main).get_by_role("button", name=name, exact=isinstance(name, str)).first)

    def _go(self, what: Locator) -> None:
        with self.page.expect_navigation() as arrival:
            what.click()
        self._photograph()
        answer = arrival.value
        assert answer is None or answer.ok, f"{answer.status} at {self.path}"
        self.look()

    def unfold(self, title: str | re.Pattern[str]) -> None:
        """Open a part of the page that is folded."""
        self.main.locator("summary").filter(has_text=title).first.click()

    def write(self, label: str | re.Pattern[str], text: str, within: Locator | None = None) -> None:
        """Type into a field."""
        (within or self.main).get_by_label(label).fill(text)

    def choose(self, question: str | re.Pattern[str], *answers: str) -> None:
        """Click answers of a question with radio buttons or boxes."""
        group = self.main.get_by_role("group", name=question)
        for answer in answers:
            group.get_by_label(answer, exact=True).check()

    def tick(self, label: str | re.Pattern[str]) -> None:
        """Tick a single box."""
        self.main.get_by_role("checkbox", name=label).check()

    def reads(self, *words: str) -> None:
        """The page says all of this."""
        for text in words:
            expect(self.main).to_contain_text(text)

    def does_not_read(self, *words: str) -> None:
        """The page says none of this."""
        for text in words:
            expect(self.main).not_to_contain_text(text)

    def look(self) -> None:
        """No barrier, light or dark; nobody scrolls sideways; nobody meets a page that broke."""
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
        if self.scripted:  # axe-core is a script too, and waits for ever where none may run
            check_page(self.page)

    def _photograph(self) -> None:
        folder = os.environ.get("IPPO_PICTURES")
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        place = re.sub(r"\W+", "-", self.path).strip("-")[:60]
        width = (self.page.viewport_size or {})["width"]
        self.page.screenshot(
            path=Path(folder) / f"{width}-{next(_numbers):03}-{self.name}-{place}.png", full_page=True
        )
