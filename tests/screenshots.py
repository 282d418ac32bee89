"""`make screenshots`: pictures of the demo's main screens into docs/images/. One line in SHOTS is one picture."""

import os
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
    """A picture: its file name, the page, who looks (the part before @demo.example), and how."""

    name: str
    path: str
    account: str = ""
    width: int = DESKTOP
    scheme: str = "light"
    language: str = "ja"


SHOTS = [
    Shot("home-phone", "/", width=PHONE),
    Shot("home-desktop", "/"),
    Shot("home-dark", "/", scheme="dark"),
    Shot("home-english", "/", language="en"),
    Shot("work-phone", "/work/", width=PHONE),
    Shot("work-desktop", "/work/"),
    Shot("me-phone", "/me/", account="participant", width=PHONE),
    Shot("me-english", "/me/", account="participant", width=PHONE, language="en"),
    Shot("desk-desktop", "/desk/", account="supporter"),
    Shot("desk-dark", "/desk/", account="supporter", scheme="dark"),
    Shot("company-phone", "/company/", account="company", width=PHONE),
    Shot("office-desktop", "/office/", account="municipality"),
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
        prefix = "" if shot.language == "ja" else f"/{shot.language}"
        answer = page.goto(f"{url}{prefix}{shot.path}")
        if answer is None or not answer.ok:
            sys.exit(f"{shot.name}: {shot.path} answered {answer.status if answer else 'nothing'}")
        page.screenshot(path=IMAGES / f"{shot.name}.png")
        print(IMAGES / f"{shot.name}.png", flush=True)
        context.close()


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
