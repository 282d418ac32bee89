"""Real Chromium against a real server on this worker's test database.

    def test_a_company_posts_a_task(server, open_page):
        page = open_page(width=PHONE)          # also: scheme="dark", language="en", javascript=False
        page.goto(server.url + "/work/")
        check_page(page)                       # axe-core, light and dark; no sideways scrolling

The `page` fixture is the same page twice, at 360 and at 1280 px. An error in the console, an uncaught
exception, a blocked resource (CSP) or an answer of 500 fails the test at its end.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from playwright.sync_api import Browser, Locator, Page, Response, expect, sync_playwright

from tests import machine

PHONE, DESKTOP = 360, 1280
PATIENCE = 30_000
"""Milliseconds; a busy machine is slow, and a page that does not come fails all the same."""
HEIGHTS = {PHONE: 740, DESKTOP: 900}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# `preload` would fetch what style sheets import from beside the page, not from beside the sheet.
expect.set_options(timeout=PATIENCE)
_AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_AXE_RULES_OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@dataclass
class Server:
    """A web server of its own process, and the mails that it sent."""

    url: str
    mail_folder: Path
    process: subprocess.Popen

    def mails(self) -> list[EmailMessage]:
        """Every mail sent so far, oldest first."""
        files = sorted(self.mail_folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        texts = [text for path in files for text in path.read_bytes().split(b"-" * 79) if text.strip()]
        return [message_from_bytes(text.lstrip(), policy=policy.default) for text in texts]


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """A server on this worker's database; `settings` go into its environment."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        url = f"http://localhost:{port}"
        environment = os.environ | settings | {
            "IPPO_TEST_MAIL": str(folder / "mail"),
            "IPPO_TEST_DATABASE": connection.settings_dict["NAME"], "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", "config.asgi:application", "--fd", str(listening.fileno()),
                 "--log-level", "warning", "--no-proxy-headers", "--ws", "websockets-sansio"],
                env=environment, pass_fds=[listening.fileno()], stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
    server = Server(url, folder / "mail", process)
    try:
        _wait_until_it_answers(server, port, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def _server_of_this_worker(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


def _wait_until_it_answers(server: Server, port: int, log: Path) -> None:
    until = time.monotonic() + 180
    while server.process.poll() is None and time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=180) as probe:
                probe.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if probe.recv(12):
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"The server did not come up:\n{log.read_text(errors='replace')}")


@pytest.fixture
def server(transactional_db, _server_of_this_worker: Server) -> Server:
    """The address of a running site; what the test stores, the site sees (the test really commits)."""
    for mail in _server_of_this_worker.mail_folder.glob("*.log"):
        mail.unlink()
    return _server_of_this_worker


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Browser]:
    """One browser a module, not a session: while Playwright runs, this thread counts as asynchronous."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.browser(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Complaints:
    """What pages said that nobody should have to hear."""

    heard: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.heard.append(f"{page.url}: {error}"))
        page.on("console", self._hear)
        page.on("response", self._look_at)

    def _look_at(self, answer: Response) -> None:
        if answer.status >= 500:
            self.heard.append(f"{answer.status} {answer.url}")

    def _hear(self, message) -> None:
        # A page that rightly answers 403 or 404 is reported by Chromium too. What has no address is not the
        # page's: it is axe-core, whose own styles the policy refuses.
        if not message.location.get("url"):
            return
        if message.type == "error" and not re.search(r"status of (403|404|409|422|429)", message.text):
            self.heard.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture
def open_page(_chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages in fresh browser contexts: `open_page(width=PHONE, scheme="dark", language="en")`."""
    complaints = Complaints()
    contexts = []

    def open_one(
        *, width: int = DESKTOP, scheme: str = "light", language: str = "ja", javascript: bool = True
    ) -> Page:
        context = _chromium.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme=scheme, locale=language, java_script_enabled=javascript, timezone_id="Asia/Tokyo",
            has_touch=width == PHONE, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints.heard, "\n".join(complaints.heard)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    """A page at phone width, then one at desktop width."""
    return open_page(width=request.param)


def sign_in(page: Page, user, server: Server) -> None:
    """Give the page's browser a session of this user, without the log-in form."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": server.url}
    page.context.add_cookies([cookie])


def follow(link: Locator) -> None:
    """Click what leads to another page, and wait until it is there."""
    with link.page.expect_navigation():
        link.click()


def check_page(page: Page) -> None:
    """axe-core finds nothing, in light and in dark; and nobody has to scroll sideways."""
    found = []
    page.evaluate(Axe().axe_script)
    for scheme, rules in (("light", _AXE_RULES), ("dark", _AXE_RULES_OF_COLOUR)):
        page.emulate_media(color_scheme=scheme)
        options = rules | {"preload": False, "resultTypes": ["violations"]}
        violations = page.evaluate("options => axe.run(document, options).then(r => r.violations)", options)
        found += [_describe(violation, scheme) for violation in violations]
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"The page is {wide} px wider than the window.")
    assert not found, f"{page.url}\n" + "\n".join(found)


def _describe(violation: dict, scheme: str) -> str:
    places = [f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in violation["nodes"][:5]]
    return f"[{scheme}] {violation['id']}: {violation['help']} ({len(violation['nodes'])})\n" + "\n".join(
        places
    )
