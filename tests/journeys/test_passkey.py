"""A passkey, with Chromium's virtual authenticator: added in the account pages, then the only thing one needs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.browser import DESKTOP, Server, serving
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor


def give_a_device(somebody: Visitor) -> None:
    """A telephone that knows its owner's finger."""
    wire = somebody.page.context.new_cdp_session(somebody.page)
    wire.send("WebAuthn.enable")
    wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_alone(door: Door, cast: Cast) -> None:
    hana = door.come(name="hana")
    give_a_device(hana)
    hana.open("/accounts/login/")
    hana.write("メールアドレス", cast.hana.user.email)
    hana.write("パスワード", make.PASSWORD)
    hana.press("ログイン")
    hana.open("/accounts/2fa/")
    hana.follow("パスキーを足す")
    hana.write("このパスキーの名前", "わたしの携帯")
    hana.press("パスキーを作る")
    expect(hana.page.get_by_role("heading", level=1)).to_have_text("控えのコード")
    hana.follow("ログインの守りへもどる")
    hana.reads("わたしの携帯")
    hana.press("ログアウト", hana.page.get_by_role("navigation", name="サイトのご案内"))

    hana.open("/accounts/login/?next=/me/wishes/")
    hana.press("パスキーでログイン")
    assert hana.path == "/me/wishes/"


@pytest.fixture
def strict_server(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    """Where staff need a second factor, as in a real installation."""
    with serving(tmp_path, IPPO_TEST_MFA_REQUIRED="1") as server:
        yield server


def test_staff_are_led_to_one_and_back(
    open_page: Callable[..., Page], strict_server: Server, cast: Cast
) -> None:
    saito = Door(open_page, strict_server, DESKTOP).come(name="saito")
    give_a_device(saito)
    saito.open("/desk/?page=1")
    saito.write("メールアドレス", cast.saito.email)
    saito.write("パスワード", make.PASSWORD)
    saito.press("ログイン")
    expect(saito.page.get_by_role("heading", level=1)).to_have_text("もうひとつの確認を、用意してください")
    saito.follow("パスキーを作る")
    saito.press("パスキーを作る")
    saito.follow("控えたので、先へ進む")
    assert saito.path == "/desk/?page=1"
    saito.press("ログアウト", saito.page.get_by_role("navigation", name="サイトのご案内"))

    saito.open("/accounts/login/?next=/desk/")
    saito.press("パスキーでログイン")
    assert saito.path == "/desk/"
