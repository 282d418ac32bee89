"""Passwords that somebody would try first are refused, kindly and without asking another computer."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User

EASY = ["password1234", "Password123!", "p@ssw0rd2026", "ｐａｓｓｗｏｒｄ１２", "sakura!!2026", "!!Sakura2026", "qwertyuiop12",
        "1234567890", "2026112320261123", "aaaaaaaaaaaa", "abcabcabcabc", "いっぽいっぽいっぽいっぽ", "arigatou20261", "pass-word-12",
        "パスワード123456", "ippo-ippo-ippo", "Ippo20261123", "一歩一歩一歩一歩一歩"]  # fmt: skip
GOOD = [
    "a-long-pass-word",
    "しずかな夜の散歩 1204",
    "kumo umi neko densha",
    "Xk3#9vQ!tR7m",
    "ippo de mikan wo mita",
    "🍊みかんと本だなと猫と雨",
]


@pytest.mark.parametrize("password", EASY)
def test_easy_ones_are_refused(db, password):
    with pytest.raises(ValidationError):
        validate_password(password, User(email="tsubame@test.example"))


@pytest.mark.parametrize("password", GOOD)
def test_good_ones_are_accepted(db, password):
    validate_password(password, User(email="tsubame@test.example"))


@pytest.mark.parametrize("password", ["tsubame20261", "tsubame@test.example", "TSUBAME!!!!!!"])
def test_ones_own_address_is_refused(db, password):
    with pytest.raises(ValidationError):
        validate_password(password, User(email="tsubame@test.example"))


def test_ones_own_nickname_is_refused_when_changing_and_when_signing_up(cast):
    cast.hana.nickname = "みかんの木"
    cast.hana.save()
    with pytest.raises(ValidationError):
        validate_password("みかんの木2026!", cast.hana.user)
    validate_password("みかんの木2026!", cast.yui.user)
    form = {
        "nickname": "そらのいろ",
        "email": "sorano@test.example",
        "password1": "そらのいろ20261",
        "desk": cast.oita.public_id,
    }
    page = Client().post("/accounts/signup/self/", form)
    assert page.context["form"].errors.keys() == {"password1"}
    assert "思いつかれやすい" in page.content.decode()
    assert "そらのいろ" in page.content.decode()


def test_the_sentence_says_what_to_do_in_both_languages(db, client):
    form = {"nickname": "a", "email": "a@test.example", "password1": "password1234"}
    assert "つなげると安心です" in client.post("/accounts/signup/self/", form).content.decode()
    assert "three or four words" in client.post("/en/accounts/signup/self/", form).content.decode()


def test_a_very_long_one_is_looked_at_quickly(db):
    validate_password("ながいながい文" * 5000 + "x", User(email="a@b.example"))
