"""Journeys: people who walk through the site in a real browser, at phone width and at desktop width."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests.browser import DESKTOP, PHONE, Server, sign_in
from tests.cast import Cast, assemble
from tests.journeys.visitors import Visitor


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def width(request: pytest.FixtureRequest) -> int:
    """Every journey is walked twice."""
    return request.param


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The recurring people, where the server of the browser sees them too."""
    return assemble()


@dataclass
class Door:
    """Lets people in, each with a browser of their own."""

    open_page: Callable[..., Page]
    server: Server
    width: int

    def come(
        self, user: User | None = None, name: str = "", *, javascript: bool = True, **looks: str
    ) -> Visitor:
        """Somebody; signed in already where a user is given."""
        page = self.open_page(width=self.width, javascript=javascript, **looks)
        if user is not None:
            sign_in(page, user, self.server)
        name = name or (user.email.partition("@")[0] if user else "visitor")
        return Visitor(page, self.server, name, scripted=javascript)


@pytest.fixture
def door(open_page: Callable[..., Page], server: Server, width: int) -> Door:
    """`door.come(cast.saito)`, `door.come(language="en")`."""
    return Door(open_page, server, width)
