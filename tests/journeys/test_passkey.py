"""A passkey, with Chromium's virtual authenticator: added in the account pages, then the only thing one needs."""

from playwright.sync_api import expect

from tests import factories as make
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
    hana.follow("ログインの守り", hana.main)
    hana.reads("わたしの携帯")
    hana.press("ログアウト", hana.page.get_by_role("navigation", name="サイトのご案内"))

    hana.open("/accounts/login/?next=/me/wishes/")
    hana.press("パスキーでログイン")
    assert hana.path == "/me/wishes/"
