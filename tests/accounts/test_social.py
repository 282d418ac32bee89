"""LINE and a municipality's own log-in: only where configured, never a way into somebody else's account."""

import re
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import Membership, Organisation, Participant, User
from config import log_ins
from tests import factories as make
from tests.accounts.test_second_factor import signed_in

SERVER = "https://login.city.example"
ENVIRONMENT = {
    "LINE_LOGIN_ID": "1234", "LINE_LOGIN_SECRET": "hidden", "OIDC_PROVIDER_URL": SERVER,
    "OIDC_ID": "ippo", "OIDC_SECRET": "hidden", "OIDC_NAME": "大分市の職員ログイン",
}  # fmt: skip
START, BACK = "/accounts/oidc/municipal/login/", "/accounts/oidc/municipal/login/callback/"


def env(**values: str) -> environ.Env:
    read = environ.Env()
    read.ENVIRON = values
    return read


class Answer:
    status_code, headers = 200, {"content-type": "application/json"}

    def __init__(self, said: dict) -> None:
        self.said = said

    def json(self) -> dict:
        return self.said

    def raise_for_status(self) -> None: ...


@pytest.fixture
def person(monkeypatch, settings) -> dict:
    """The fake service and what it says of whoever signs in there."""
    settings.SOCIALACCOUNT_PROVIDERS = log_ins.providers(env(**ENVIRONMENT))
    about = {"sub": "city-77", "email": "nao@city.example", "email_verified": False, "name": "秘密の本名"}
    answers = {
        "/.well-known/openid-configuration": {
            "issuer": SERVER, "authorization_endpoint": f"{SERVER}/authorize", "token_endpoint": f"{SERVER}/token",
            "userinfo_endpoint": f"{SERVER}/userinfo", "jwks_uri": f"{SERVER}/keys",
        },
        "/token": {"access_token": "token", "token_type": "bearer"},
        "/userinfo": about,
    }  # fmt: skip

    def ask(self, method: str, url: str, **kwargs) -> Answer:
        assert url.startswith(SERVER)
        return Answer(answers[urlsplit(url).path])

    monkeypatch.setattr("requests.Session.request", ask)
    return about


def log_in(client: Client | None = None, process: str = "login") -> tuple[Client, object]:
    client = client or Client()
    away = client.post(f"{START}?process={process}")
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert away["Location"].startswith(f"{SERVER}/authorize?")
    assert asked["code_challenge_method"] == ["S256"]
    return client, client.get(BACK, {"code": "code", "state": asked["state"][0]})


def test_nothing_of_it_is_seen_where_nothing_is_configured(cast):
    page = Client().get("/accounts/login/").content.decode()
    assert "でログイン</button>" in page  # the passkey's
    assert "LINE" not in page
    for address in (START, "/accounts/line/login/"):
        assert Client().post(address).status_code == 404
    assert signed_in(cast.hana.user).get("/accounts/3rdparty/").status_code == 404
    assert log_ins.providers(env()) == {}
    assert log_ins.origins(env()) == []


def test_configured_it_has_a_button_and_the_policy_lets_the_browser_go_there(db, person):
    page = Client().get("/accounts/login/").content.decode()
    assert "大分市の職員ログインでログイン" in page
    assert "Lineでログイン" in page or "LINEでログイン" in page
    assert log_ins.origins(env(**ENVIRONMENT)) == ["https://access.line.me", SERVER]
    other = env(**ENVIRONMENT, OIDC_LOGIN_ORIGIN="https://sso.example/path")
    assert log_ins.origins(other)[1] == "https://sso.example"
    assert Client().get("/accounts/line/login/").status_code == 200


def test_somebody_unknown_is_asked_for_whom_and_becomes_no_staff(cast, person):
    client, answer = log_in()
    assert answer["Location"] == "/accounts/3rdparty/signup/"
    assert not User.objects.filter(email="nao@city.example").exists()
    doors = client.get("/accounts/3rdparty/signup/").content.decode()
    assert "/accounts/3rdparty/signup/self/" in doors
    answers = {"nickname": "なお", "desk": cast.oita.public_id, "email": "nao@city.example"}
    client.post("/accounts/3rdparty/signup/self/", answers)
    nao = Participant.objects.get(nickname="なお").user
    assert not Membership.objects.filter(user=nao).exists()
    assert not nao.is_staff
    assert not nao.has_usable_password()
    assert "秘密の本名" not in str(list(SocialAccount.objects.values()))
    assert not EmailAddress.objects.get(user=nao).verified
    # Until the address is confirmed nobody is let in.
    assert client.get("/me/").status_code == 302


def test_a_company_comes_the_same_way(cast, person):
    client, _answer = log_in()
    answers = {"company": "なお工房", "name": "なお", "municipality": make.OITA, "email": "nao@city.example"}
    client.post("/accounts/3rdparty/signup/company/", answers)
    assert not Organisation.objects.get(name="なお工房").is_approved


@pytest.mark.parametrize("verified", [False, True])
def test_an_address_that_somebody_has_opens_nothing(cast, person, verified):
    """Not even one that the other side calls confirmed: it may be anybody's word."""
    person |= {"email": cast.hana.user.email, "email_verified": verified}
    client, answer = log_in()
    assert answer["Location"] == "/accounts/3rdparty/signup/"
    answers = {"nickname": "にせもの", "desk": cast.oita.public_id, "email": cast.hana.user.email}
    client.post("/accounts/3rdparty/signup/self/", answers)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert not Participant.objects.filter(nickname="にせもの").exists()


def test_staff_connect_it_while_signed_in_and_are_still_asked_for_the_second_factor(cast, person, settings):
    client, answer = log_in(signed_in(cast.saito), "connect")
    assert answer["Location"] == "/accounts/3rdparty/"
    assert "大分市の職員ログイン" in client.get("/accounts/3rdparty/").content.decode()
    again, _answer = log_in()
    assert again.session["_auth_user_id"] == str(cast.saito.pk)
    assert again.get("/desk/").status_code == 200
    settings.MFA_REQUIRED = True
    assert again.get("/desk/")["Location"].startswith("/accounts/second-factor/")


def test_what_belongs_to_one_account_is_not_connected_to_another(cast, person):
    log_in(signed_in(cast.saito), "connect")
    log_in(signed_in(cast.hana.user), "connect")
    assert SocialAccount.objects.get().user == cast.saito


@pytest.mark.parametrize(
    "query", [{}, {"state": "x", "code": "y"}, {"error": "access_denied"}, {"state": "\x00"}]
)
def test_an_answer_to_no_question_is_told_in_a_sentence(db, person, query):
    answer = Client().get(BACK, query)
    page = answer if answer.status_code != 302 else Client().get(answer["Location"])
    assert re.search("ログインできませんでした|ログインをやめました", page.content.decode())
