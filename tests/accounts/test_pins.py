"""A number of one's own: on a device that knew the code, and nowhere else."""

from datetime import date

import pytest
from django.test import Client

from accounts import pins, workflow
from accounts.devices import COOKIE
from accounts.models import KnownDevice, Participant, Pin, User
from accounts.workflow.pins import WRONG_AT_MOST
from tests.accounts.test_codes import DOOR, claimed, code_for, enter, ren_said_yes, user_of

PIN_PAGE, NEW, FORGET = "/accounts/pin/", "/accounts/pin/new/", "/accounts/pin/forget/"
PIN = "604183"
__all__ = ["ren_said_yes"]


@pytest.fixture
def at_home(cast) -> Client:
    """Ren's own device: she came in with a code, chose a number and signed out."""
    client, _code = claimed(cast)
    client.post(NEW, {"pin": PIN})
    client.post("/accounts/logout/")
    return client


def test_the_number_opens_the_account_on_this_device(at_home, cast):
    login = at_home.get("/accounts/login/").content.decode()
    assert "暗証番号で入る" in login
    page = at_home.get(PIN_PAGE).content.decode()
    assert "ren" not in page.replace("current", "").replace("parent", "").replace("children", "")
    assert at_home.post(PIN_PAGE, {"pin": "６０４-１８３"})["Location"] == "/start/"
    assert user_of(at_home) == str(cast.ren.user_id)


def test_elsewhere_the_number_opens_nothing_and_is_not_offered(at_home):
    elsewhere = Client()
    assert "暗証番号で入る" not in elsewhere.get("/accounts/login/").content.decode()
    assert elsewhere.get(PIN_PAGE)["Location"] == DOOR
    assert elsewhere.post(PIN_PAGE, {"pin": PIN})["Location"] == DOOR
    elsewhere.cookies[COOKIE] = "forged:1:signature"
    assert elsewhere.post(PIN_PAGE, {"pin": PIN})["Location"] == DOOR
    assert user_of(elsewhere) is None


def test_the_cookie_is_for_the_server_alone_and_says_nothing(at_home, settings):
    cookie = at_home.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert KnownDevice.objects.get().digest not in cookie.value
    assert "ren" not in cookie.value


def test_wrong_numbers_end_in_the_code_on_this_device_alone(at_home, cast):
    other = Client()
    enter(other, code_for(cast.ren, cast.saito))
    other.post(NEW, {"pin": PIN})
    other.post("/accounts/logout/")
    at_home = Client()
    enter(at_home, code_for(cast.ren, cast.saito))
    at_home.post(NEW, {"pin": PIN})
    at_home.post("/accounts/logout/")
    for _ in range(WRONG_AT_MOST - 1):
        assert "暗証番号がちがうようです。" in at_home.post(PIN_PAGE, {"pin": "918273"}).content.decode()
    last = at_home.post(PIN_PAGE, {"pin": "918273"}, follow=True)
    assert last.redirect_chain[0][0] == DOOR
    assert "もう一度コードで入ってください" in last.content.decode()
    assert at_home.post(PIN_PAGE, {"pin": PIN})["Location"] == DOOR
    assert Pin.objects.filter(user=cast.ren.user).exists()


def test_a_right_number_forgives_the_wrong_ones_before_it(at_home):
    for _ in range(3):
        for _ in range(WRONG_AT_MOST - 1):
            at_home.post(PIN_PAGE, {"pin": "918273"})
        assert at_home.post(PIN_PAGE, {"pin": PIN})["Location"] == "/start/"
        at_home.post("/accounts/logout/")


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "654321", "012345", "121212", "123123", "789012", "112233"]
)
def test_easy_numbers_are_refused(at_home, cast, pin):
    at_home.post(PIN_PAGE, {"pin": PIN})
    page = at_home.post(NEW, {"pin": pin})
    assert page.context["form"].errors["pin"]
    assert at_home.post(FORGET).status_code == 302


@pytest.mark.parametrize("pin", ["19800507", "800507", "050780", "07051980", "555010", "09755501", "8700839"])
def test_what_people_nearby_know_is_refused(at_home, cast, pin):
    fields = {"birth_date": date(1980, 5, 7), "telephone": "097-555-0101", "postcode": "870-0839"}
    workflow.change_record(cast.ren, by=cast.saito, fields=fields)
    assert pins.is_about(pin, Participant.objects.get(pk=cast.ren.pk))
    at_home.post(PIN_PAGE, {"pin": PIN})
    assert "近くの人にも" in str(at_home.post(NEW, {"pin": pin}).context["form"].errors["pin"])


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567890123", "abcdef", "\x00", "60418３x", "6" * 10_000, "-604183.5"]
)
def test_what_is_no_number_is_told_in_place(at_home, pin):
    at_home.post(PIN_PAGE, {"pin": PIN})
    assert at_home.post(NEW, {"pin": pin}).context["form"].errors["pin"]
    assert workflow.known_device("") is None


def test_the_number_is_stored_as_a_password_is(at_home, cast):
    assert PIN not in Pin.objects.get(user=cast.ren.user).digits
    assert "$" in Pin.objects.get(user=cast.ren.user).digits


def test_leaving_and_forgetting_clear_the_device(at_home, cast):
    assert at_home.post(FORGET)["Location"] == DOOR
    assert "暗証番号で入る" not in at_home.get("/accounts/login/").content.decode()
    enter(at_home, code_for(cast.ren, cast.saito))
    at_home.post(NEW, {"pin": PIN})
    assert KnownDevice.objects.count() == 1
    left = at_home.post("/leave/")
    assert left.cookies[COOKIE].value == ""
    assert not KnownDevice.objects.exists()


def test_a_device_is_remembered_only_where_the_code_was_used(cast, client):
    client.force_login(cast.hana.user)
    assert client.post(NEW, {"pin": PIN})["Location"] == "/accounts/ways/"
    assert client.post("/accounts/pin/here/")["Location"] == "/accounts/ways/"
    assert not Pin.objects.exists()
    assert not KnownDevice.objects.exists()


def test_the_number_of_one_device_can_be_used_on_the_next(at_home, cast):
    code = code_for(cast.ren, cast.saito)  # ends the number too
    next_one = Client()
    enter(next_one, code)
    assert next_one.post("/accounts/pin/here/")["Location"] == "/accounts/ways/"
    assert not KnownDevice.objects.exists(), "There is no number now"
    next_one.post(NEW, {"pin": PIN})
    third = Client()
    enter(third, code)
    assert "この機器でも使う" in third.get("/accounts/ways/").content.decode()
    third.post("/accounts/pin/here/")
    third.post("/accounts/logout/")
    assert third.post(PIN_PAGE, {"pin": PIN})["Location"] == "/start/"


def test_a_shared_device_knows_the_last_one_only(at_home, cast):
    enter(at_home, code_for(cast.hana, cast.saito), "hana")
    at_home.post(NEW, {"pin": "802461"})
    at_home.post("/accounts/logout/")
    at_home.post(PIN_PAGE, {"pin": "802461"})
    assert user_of(at_home) == str(cast.hana.user_id)
    assert KnownDevice.objects.count() == 1


def test_an_address_can_be_added_later_and_a_password_with_it(cast, mailoutbox):
    client, _code = claimed(cast)
    assert not mailoutbox, "Nothing is sent to somebody without an address"
    assert client.get("/accounts/email/").status_code == 200
    client.post("/accounts/email/", {"action_add": "", "email": "ren@test.example"})
    link = next(line for line in mailoutbox[-1].body.split() if "/confirm-email/" in line)
    path = link[link.index("/accounts/") :]
    assert User.objects.get(pk=cast.ren.user_id).email in (None, "ren@test.example")
    client.post(path)
    assert User.objects.get(pk=cast.ren.user_id).email == "ren@test.example"
    words = "しずかな夜の散歩 1204"
    client.post("/accounts/password/set/", {"password1": words, "password2": words})
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"login": "ren@test.example", "password": words})
    assert user_of(elsewhere) == str(cast.ren.user_id)


def test_a_password_without_an_address_is_a_form_like_others(cast, mailoutbox):
    client, _code = claimed(cast)
    page = client.post("/accounts/password/set/", {"password1": "ren", "password2": "ren"})
    assert page.context["form"].errors
    assert not mailoutbox


def test_many_people_have_no_address(db):
    first, second = User.objects.create_user(None), User.objects.create_user("")
    assert (first.email, second.email) == (None, None)
    first.email = ""
    first.save()
    assert str(first) == "ご本人"
    assert first.natural_key() == (None,)


def test_the_ways_page_says_who_handed_over_a_code_when(cast, django_assert_max_num_queries):
    client, _code = claimed(cast)
    for _ in range(3):
        enter(client, code_for(cast.ren, cast.saito))
    page = client.get("/accounts/ways/").content.decode()
    assert page.count("わたした人：saito") == 4
    assert page.count("いまは使えません。") == 3
