"""`make screenshots`: pictures of the demo's main screens into docs/images/. One line in SHOTS is one picture."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests import machine
from tests.browser import CHROMIUM_ARGUMENTS, DESKTOP, HEIGHTS, PHONE

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


class Shot(NamedTuple):
    """A picture: its file name, the page, who looks (the part before @demo.example), and how.

    `follow` leads on to pages whose addresses differ from demo to demo: each pattern is looked for among the
    addresses of the page's links, and the first one found is opened. `at` is scrolled to the top.
    """

    name: str
    path: str
    account: str = ""
    width: int = DESKTOP
    scheme: str = "light"
    language: str = "ja"
    follow: tuple[str, ...] = ()
    at: str = ""


ID = "[2-9b-z]{14}"
WORK = (rf"/work/{ID}/$",)
PERSON = (rf"/desk/people/{ID}/$",)
PROPOSAL = (rf"/me/proposals/{ID}/$",)

SHOTS = [
    Shot("home-phone", "/", width=PHONE),
    Shot("home-desktop", "/"),
    Shot("home-dark", "/", width=PHONE, scheme="dark"),
    Shot("home-english", "/", language="en"),
    Shot("work-phone", "/work/", width=PHONE),
    Shot("work-desktop", "/work/"),
    Shot("work-english", "/work/", width=PHONE, language="en"),
    Shot("work-detail-phone", "/work/", width=PHONE, follow=WORK),
    Shot("work-detail-desktop", "/work/", follow=WORK),
    Shot("signup-phone", "/accounts/signup/", width=PHONE),
    Shot("me-phone", "/me/", account="participant", width=PHONE),
    Shot("me-dark", "/me/", account="participant", width=PHONE, scheme="dark"),
    Shot("me-english", "/me/", account="participant", width=PHONE, language="en"),
    Shot("proposal-phone", "/me/", account="participant", width=PHONE, follow=PROPOSAL),
    Shot("proposal-answer-phone", "/me/", account="participant", width=PHONE, follow=PROPOSAL, at="#answer"),
    Shot("wishes-phone", "/me/wishes/", account="participant", width=PHONE),
    Shot("access-phone", "/me/access/", account="participant", width=PHONE),
    Shot("desk-desktop", "/desk/", account="supporter"),
    Shot("desk-phone", "/desk/", account="supporter", width=PHONE),
    Shot("desk-dark", "/desk/", account="supporter", scheme="dark"),
    Shot("record-desktop", "/desk/", account="supporter", follow=PERSON),
    Shot("suggestions-desktop", "/desk/", account="supporter", follow=(*PERSON, r"/suggestions/$")),
    Shot(
        "suggestions-phone",
        "/desk/",
        account="supporter",
        width=PHONE,
        follow=(*PERSON, r"/suggestions/$"),
        at="main h2",
    ),
    Shot("application-desktop", "/desk/", account="supporter", follow=(rf"/desk/applications/{ID}/$",)),
    Shot("company-desktop", "/company/", account="company"),
    Shot("company-phone", "/company/", account="company", width=PHONE),
    Shot(
        "task-editor-desktop",
        "/company/?state=draft",
        account="company",
        follow=(rf"/company/tasks/{ID}/$", r"/edit/$"),
    ),
    Shot(
        "introduction-phone",
        "/company/applications/",
        account="company",
        width=PHONE,
        follow=(rf"/company/applications/{ID}/$",),
    ),
    Shot("office-desktop", "/office/", account="municipality"),
    Shot("review-desktop", "/office/", account="municipality", follow=(rf"/office/review/{ID}/$",)),
]


@contextmanager
def demo_site() -> Iterator[str]:
    """The site as `make run` serves it, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "config.serve"], env=os.environ | {"PORT": str(port)})
    try:
        url = f"http://localhost:{port}"
        while process.poll() is None and not _answers(url):
            time.sleep(0.2)
        if process.poll() is not None:
            sys.exit("The demo did not start.")
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/", timeout=120):
            return True
    except OSError:
        return False


def _sign_in(page: Page, url: str, account: str) -> None:
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", f"{account}@demo.example")
    page.fill("input[name=password]", os.environ.get("IPPO_DEMO_PASSWORD") or "ippo-demo-only")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login/" not in address)


def _take(browser: Browser, url: str, account: str, shots: list[Shot]) -> None:
    """One visit: signed in once, however many pictures."""
    kept = None
    for shot in shots:
        context = browser.new_context(
            viewport={"width": shot.width, "height": HEIGHTS[shot.width]}, color_scheme=shot.scheme,
            locale=shot.language, timezone_id="Asia/Tokyo", reduced_motion="reduce", storage_state=kept,
        )  # fmt: skip
        page = context.new_page()
        if account and kept is None:
            _sign_in(page, url, account)
            kept = context.storage_state()
        _open(page, url, shot)
        page.screenshot(path=IMAGES / f"{shot.name}.png")
        print(IMAGES / f"{shot.name}.png", flush=True)
        context.close()


def _open(page: Page, url: str, shot: Shot) -> None:
    """Go to the page of the picture, over the pages that lead to it."""
    prefix = "" if shot.language == "ja" else f"/{shot.language}"
    address = f"{url}{prefix}{shot.path}"
    for pattern in (*shot.follow, ""):
        answer = page.goto(address)
        if answer is None or not answer.ok:
            sys.exit(f"{shot.name}: {address} answered {answer.status if answer else 'nothing'}")
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        found = [link for link in links if pattern and re.search(pattern, link)]
        if pattern and not found:
            sys.exit(f"{shot.name}: {address} has no link to {pattern}")
        address = found[0] if found else address
    if shot.at:
        page.locator(shot.at).first.evaluate("part => part.scrollIntoView()")


def main() -> None:
    """Take all pictures, or those whose names are given."""
    if machine.missing():
        sys.exit("Pictures need Chromium and a Japanese font: install chromium and fonts-noto-cjk.")
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo_site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.browser(), args=CHROMIUM_ARGUMENTS)
        by_account = sorted(wanted, key=lambda shot: shot.account)
        for account, shots in groupby(by_account, key=lambda shot: shot.account):
            _take(browser, url, account, list(shots))


if __name__ == "__main__":
    main()
