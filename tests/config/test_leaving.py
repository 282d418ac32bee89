"""The quick way out."""

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_leaving_logs_out_forgets_the_device_and_goes_to_the_weather(client, settings):
    user = make.UserFactory()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.cookies["kept"] = "anything"
    answer = client.post("/leave/")
    assert answer.status_code == 303
    assert answer["Location"] == settings.WEATHER_URL
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.cookies["kept"]["max-age"] == 0
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert "_auth_user_id" not in client.session


def test_leaving_needs_no_token_because_it_must_never_fail(settings):
    answer = Client(enforce_csrf_checks=True).post("/leave/", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer["Location"] == settings.WEATHER_URL


@pytest.mark.parametrize("name", ["seen[1]", "path", "a(b)"])
def test_a_neighbours_odd_cookie_does_not_bar_the_way_out(client, settings, name):
    answer = client.post("/leave/", headers={"Cookie": f"{name}=1; kept=anything"})
    assert answer["Location"] == settings.WEATHER_URL
    assert answer.cookies["kept"]["max-age"] == 0


def test_leaving_works_while_the_database_does_not(client, monkeypatch, settings):
    from django.db import OperationalError

    def fail(request):
        raise OperationalError

    monkeypatch.setattr("config.views.logout", fail)
    assert client.post("/leave/")["Location"] == settings.WEATHER_URL


def test_the_form_of_another_site_logs_nobody_out(client, settings):
    user = make.UserFactory()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = client.post("/leave/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "_auth_user_id" in client.session


def test_looking_at_the_way_out_does_not_take_it(client, settings):
    user = make.UserFactory()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert "このページを離れる" in client.get("/leave/").content.decode()
    assert "_auth_user_id" in client.session
