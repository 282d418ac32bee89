"""Staff need a second factor in the session in which they work; how it signed in counts, not what is enrolled."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts import perms, second_factor
from accounts.models import Membership
from tests import factories as make
from tests.accounts.test_second_factor import number_of, signed_in

STAFF = ["saito", "kido", "abe", "eto", "ono", "operator"]
OTHERS = ["hana", "oto", "mada"]
SET_UP = "/accounts/second-factor/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _required(settings) -> None:
    settings.MFA_REQUIRED = True


def person(cast, name):
    return getattr(getattr(cast, name), "user", getattr(cast, name))


@pytest.mark.parametrize("name", STAFF)
def test_staff_with_a_password_alone_are_led_to_set_one_up(cast, name):
    client = signed_in(person(cast, name))
    for page in (
        "/desk/",
        "/office/",
        "/inbox/",
        "/start/",
        "/admin/",
        "/en/desk/",
        "/accounts/password/change/",
    ):
        answer = client.get(page, {"q": "a"})
        assert answer.status_code == 302
        assert answer["Location"].removeprefix("/en") == f"{SET_UP}?next={page.replace('/', '%2F')}%3Fq%3Da"
    assert client.post("/start/")["Location"] == f"{SET_UP}?next=%2Fstart%2F"


@pytest.mark.parametrize("name", OTHERS)
def test_participants_and_companies_are_not_bothered(cast, name):
    client = signed_in(person(cast, name))
    page = "/me/" if name == "hana" else "/company/"
    assert client.get(page).status_code == 200
    assert not perms.needs_second_factor(person(cast, name))


@pytest.mark.django_db(transaction=True)
def test_having_set_one_up_leads_back_to_where_one_was_going(cast):
    client = signed_in(cast.saito)
    client.get(client.get("/desk/?page=1")["Location"])
    page = client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/2fa/totp/activate/", {"code": number_of(page.context["form"].secret)})
    codes = client.get("/accounts/2fa/recovery-codes/")
    assert codes.context["next_page"] == "/desk/?page=1"
    assert client.get("/desk/?page=1").status_code == 200


def test_enrolled_but_signed_in_by_password_alone_is_asked_for_the_factor_and_no_other(cast):
    """The session is from before, or the password was stolen: neither may add a factor of its own."""
    client = signed_in(cast.saito)
    TOTP.activate(cast.saito, SECRET)
    for page in ("/desk/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/", "/accounts/email/", SET_UP,
                 "/accounts/reauthenticate/", "/accounts/2fa/recovery-codes/"):  # fmt: skip
        answer = client.get(page)
        assert answer.status_code == 302, page
        assert answer["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    asked = client.get("/accounts/2fa/reauthenticate/?next=/desk/")
    assert "/accounts/reauthenticate/" not in asked.content.decode()
    wrong = client.post("/accounts/2fa/reauthenticate/", {"code": "000000", "next": "/desk/"})
    assert wrong.status_code == 200
    assert client.get("/desk/").status_code == 302
    right = client.post("/accounts/2fa/reauthenticate/", {"code": number_of(SECRET), "next": "/desk/"})
    assert right["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_one_session_says_nothing_for_another(cast):
    TOTP.activate(cast.saito, SECRET)
    client = Client()
    client.post("/accounts/login/", {"login": cast.saito.email, "password": make.PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": number_of(SECRET)})
    assert client.get("/desk/").status_code == 200
    elsewhere = Client()
    elsewhere.force_login(cast.saito)
    assert elsewhere.get("/desk/").status_code == 302


def test_until_then_public_pages_see_a_visitor(cast):
    client = signed_in(cast.abe)
    draft = f"/work/{cast.draft.public_id}/"
    assert client.get("/").status_code == 200
    assert "マイページ" not in client.get("/").content.decode()
    assert client.get(draft).status_code == 404
    assert client.get("/accounts/login/").status_code == 302
    assert client.post("/leave/").status_code == 303
    assert "_auth_user_id" not in client.session


def test_leaving_staff_ends_the_duty(cast):
    client = signed_in(cast.tanaka)
    assert client.get("/start/")["Location"].startswith(SET_UP)
    Membership.objects.filter(user=cast.tanaka).update(ends_on="2025-03-31")
    assert not client.get("/start/").headers.get("Location", "").startswith(SET_UP)


def test_it_can_be_switched_off(cast, settings):
    settings.MFA_REQUIRED = False
    assert signed_in(cast.saito).get("/desk/").status_code == 200


def test_sockets_and_the_api_can_ask(cast):
    assert not second_factor.may_enter({}, cast.saito)
    assert second_factor.may_enter({}, cast.hana.user)
    client = signed_in(cast.saito)
    assert not second_factor.may_enter(client.session, cast.saito)


def test_the_page_says_why_and_offers_two_ways(cast):
    client = signed_in(cast.saito)
    page = client.get(SET_UP, {"next": "https://evil.example/"}).content.decode()
    assert "パスキーを作る" in page
    assert "認証アプリを使う" in page
    assert "second_factor_next" not in client.session


def test_staff_are_asked_for_it_unless_the_installation_says_otherwise(monkeypatch):
    import importlib

    from config import settings as real

    for demo, expected in (("0", True), ("1", False)):
        monkeypatch.setenv("DEMO", demo)
        assert importlib.reload(real).MFA_REQUIRED is expected
    monkeypatch.setenv("MFA_REQUIRED", "0")
    monkeypatch.setenv("DEMO", "0")
    assert importlib.reload(real).MFA_REQUIRED is False
