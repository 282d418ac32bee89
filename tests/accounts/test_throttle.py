"""Guessing stays slow, and nobody can lock another person out by guessing."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests import factories as make
from tests.accounts.test_second_factor import number_of

LOGIN, STEP = "/accounts/login/", "/accounts/2fa/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def guess(client: Client, email: str, password: str = "wrong", address: str = "198.51.100.7"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def looked_at(answer) -> bool:
    """The password was compared at all."""
    return answer.status_code == 302 or "時間が経ってから" not in str(answer.context["form"].errors)


def test_a_hundred_guesses_from_elsewhere_do_not_close_the_door_to_the_owner(cast):
    hana = cast.hana.user
    usual = Client()
    guess(usual, hana.email, make.PASSWORD)
    usual.post("/accounts/logout/")
    stranger = Client()
    answers = [guess(stranger, hana.email, address=f"198.51.100.{n % 20}") for n in range(100)]
    # Fifty while all is calm, then one from each of the twenty places.
    assert sum(map(looked_at, answers)) == 70
    # From the usual browser, even behind the address from which the guesses come; and from a new one elsewhere.
    assert guess(usual, hana.email, make.PASSWORD).status_code == 302
    assert guess(Client(), hana.email, make.PASSWORD, "192.0.2.1").status_code == 302


def test_from_one_place_few_guesses_are_looked_at(cast):
    stranger = Client()
    answers = [guess(stranger, cast.hana.user.email) for _n in range(100)]
    assert sum(map(looked_at, answers)) == 5
    assert not looked_at(guess(stranger, cast.hana.user.email, make.PASSWORD))


def test_one_place_cannot_try_many_accounts(cast):
    answers = [guess(Client(), f"somebody{n}@test.example") for n in range(60)]
    assert sum(map(looked_at, answers)) == 30


def test_a_network_of_ipv6_counts_as_one_place(cast):
    same = [guess(Client(), cast.hana.user.email, address=f"2001:db8:1:2::{n:x}") for n in range(10)]
    assert sum(map(looked_at, same)) == 5
    assert looked_at(guess(Client(), cast.hana.user.email, address="2001:db8:1:3::1"))


def test_the_usual_browser_cannot_guess_for_ever_either(cast):
    usual = Client()
    guess(usual, cast.hana.user.email, make.PASSWORD)
    usual.post("/accounts/logout/")
    assert sum(looked_at(guess(usual, cast.hana.user.email)) for _n in range(30)) == 10


def test_a_browser_that_knows_one_account_is_a_stranger_to_others(cast):
    usual = Client()
    guess(usual, cast.hana.user.email, make.PASSWORD)
    usual.post("/accounts/logout/")
    assert sum(looked_at(guess(usual, cast.yui.user.email)) for _n in range(30)) == 5


def test_signing_in_uses_up_nothing(cast):
    for _n in range(40):
        assert guess(Client(), cast.hana.user.email, make.PASSWORD).status_code == 302


def test_an_unknown_account_is_throttled_like_a_known_one(cast):
    answers = [guess(Client(), "nobody@test.example") for _n in range(8)]
    assert [looked_at(answer) for answer in answers] == [True] * 5 + [False] * 3


@pytest.mark.parametrize("spelling", ["HANA@test.example", " hana@test.example ", "Hana@Test.Example"])
def test_another_spelling_is_the_same_account(cast, spelling):
    for _n in range(5):
        guess(Client(), "hana@test.example")
    assert not looked_at(guess(Client(), spelling))


def test_numbers_are_few_for_strangers_and_the_owners_browser_has_its_own(cast):
    """Whoever guesses numbers knows the password already: here all strangers share one small allowance."""
    hana = cast.hana.user
    usual = Client()
    guess(usual, hana.email, make.PASSWORD)
    usual.post("/accounts/logout/")
    TOTP.activate(hana, SECRET)
    tried = 0
    for n in range(20):
        thief = Client(REMOTE_ADDR=f"198.51.100.{n}")
        thief.post(LOGIN, {"login": hana.email, "password": make.PASSWORD})
        tried += looked_at(thief.post(STEP, {"code": "000000"}))
    assert tried == 10
    guess(usual, hana.email, make.PASSWORD)
    assert usual.post(STEP, {"code": number_of(SECRET)}).status_code == 302
    assert usual.get("/me/").status_code == 200
