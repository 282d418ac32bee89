"""Passkeys, an app's numbers and recovery codes: through HTTP. Real passkeys: tests/journeys/test_passkey.py."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core import mail
from django.test import Client

from tests import factories as make
from tests.cast import Cast
from tests.reading import japanese_in
from tests.translations import untranslated

LOGIN, STEP = "/accounts/login/", "/accounts/2fa/authenticate/"


def signed_in(user) -> Client:
    """Signed in through the log-in page, with the password alone."""
    client = Client()
    answer = client.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    assert answer.status_code == 302, answer.context["form"].errors
    return client


def number_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def add_an_app(client: Client) -> str:
    """Answers the secret."""
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": number_of(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


@pytest.fixture
def hana(cast: Cast):
    return cast.hana.user


def test_an_app_is_asked_for_its_number_after_the_password(hana):
    secret = add_an_app(signed_in(hana))
    client = Client()
    answer = client.post(LOGIN, {"login": hana.email, "password": make.PASSWORD})
    assert answer["Location"] == STEP
    assert client.get("/me/").status_code == 302
    client.post(STEP, {"code": "000000"})
    assert client.get("/me/").status_code == 302
    wide = number_of(secret).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    answer = client.post(STEP, {"code": f" {wide[:3]} {wide[3:]} "})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_recovery_code_works_once(hana):
    client = signed_in(hana)
    add_an_app(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for answer in (302, 200):
        other = Client()
        other.post(LOGIN, {"login": hana.email, "password": make.PASSWORD})
        assert other.post(STEP, {"code": codes[0]}).status_code == answer


def test_no_secret_is_readable_in_the_database(hana):
    secret = add_an_app(signed_in(hana))
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert len(re.findall("gAAAA", stored)) == 2


@pytest.mark.django_db(transaction=True)
def test_a_mail_tells_of_it_and_says_nothing_else(hana):
    add_an_app(signed_in(hana))
    assert mail.outbox
    for letter in mail.outbox:
        assert letter.subject == "アカウントについて"
        assert not re.search("相談|支援|仕事|就労|認証", letter.body)


def test_whoever_signed_in_long_ago_shows_again_who_they_are(hana, monkeypatch):
    client = signed_in(hana)
    later = time.time() + 600
    monkeypatch.setattr("accounts.adapter.time.time", lambda: later)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.parametrize("page", ["edit", "remove"])
def test_a_passkey_of_somebody_else_is_not_found(cast, page):
    theirs = Authenticator.objects.create(
        user=cast.yui.user, type="webauthn", data={"name": "ゆい", "credential": {}}
    )
    client = signed_in(cast.hana.user)
    for ask in (client.get, client.post):
        assert ask(f"/accounts/2fa/webauthn/keys/{theirs.pk}/{page}/").status_code == 404
    assert Authenticator.objects.get().data["name"] == "ゆい"


NONSENSE = ["", "nonsense", "5", "[]", "{}", '{"id": 1}', '{"response": []}', '"\\u0000"', "[" * 5000,
            '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","attestationObject":"AA",'
            '"authenticatorData":"AA","signature":"AA","userHandle":"OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}']  # fmt: skip


@pytest.mark.parametrize("credential", NONSENSE, ids=range(len(NONSENSE)))
def test_a_credential_that_no_browser_made_is_refused_in_a_sentence(hana, credential):
    client = Client()
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
    assert answer["Location"] == LOGIN
    assert "_auth_user_id" not in client.session
    assert "確かめ" in client.get(LOGIN).content.decode()

    client = signed_in(hana)
    client.get("/accounts/2fa/webauthn/add/")
    answer = client.post("/accounts/2fa/webauthn/add/", {"name": "わたしの携帯", "credential": credential})
    assert "確かめ" in answer.content.decode()
    assert "わたしの携帯" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_passkeys_belong_to_the_host_and_ask_for_their_owner(hana):
    client = signed_in(hana)
    asked = client.get("/accounts/2fa/webauthn/add/").context["js_data"]["creation_options"]["publicKey"]
    assert asked["rp"]["name"] == "Ippo"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert not getattr(settings, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False)


def test_every_page_has_an_english_side(hana):
    assert not untranslated(
        "platform/config/templates/mfa/**/*.*", "accounts/adapter.py", "accounts/forms/second_factor.py"
    )
    client = signed_in(hana)
    add_an_app(client)
    Authenticator.objects.create(user=hana, type="webauthn", data={"name": "key", "credential": {}})
    pages = [
        "",
        "webauthn/",
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "reauthenticate/",
    ]
    for page in pages:
        html = client.get(f"/en/accounts/2fa/{page}").content.decode()
        assert not japanese_in(html), page
