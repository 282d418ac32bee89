"""Keys: what they open, for how long, and what is kept of them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import ApiToken
from accounts.workflow.tokens import issue_token, revoke_token
from foundation.moves import Refused

pytestmark = pytest.mark.django_db
PLACEMENTS = "/api/v1/placements/"


def ask(client, secret, path=PLACEMENTS, **headers):
    return client.get(path, headers={"Authorization": f"Bearer {secret}", **headers})


@pytest.fixture
def key(cast):
    return issue_token(cast.saito, name="test", scopes=ApiToken.Scope.values)


def test_a_key_opens_what_its_account_sees(client, cast, key):
    assert ask(client, key[1]).status_code == 200
    assert ask(client, key[1], f"/api/v1/applications/{cast.hana_at_shelves.public_id}/").status_code == 200
    assert ask(client, key[1], f"/api/v1/applications/{cast.yui_at_garden.public_id}/").status_code == 404


def test_the_secret_is_stored_nowhere(key):
    token, secret = key
    stored = [str(getattr(token, field.attname)) for field in ApiToken._meta.concrete_fields]
    assert not any(secret in text or secret[len("ippo_") :] in text for text in stored)


@pytest.mark.parametrize(
    "end", ["revoked", "expired", "account switched off", "mistyped", "none", "two words"]
)
def test_a_key_that_ended_opens_nothing(client, cast, key, end):
    token, secret = key
    if end == "revoked":
        revoke_token(token, by=cast.saito)
    elif end == "expired":
        ApiToken.objects.update(expires_at=timezone.now())
    elif end == "account switched off":
        cast.saito.is_active = False
        cast.saito.save()
    else:
        secret = {"mistyped": secret[:-1] + "!", "none": "", "two words": f"{secret} x"}[end]
    answer = ask(client, secret)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_key_does_what_it_was_made_for(client, cast):
    _token, secret = issue_token(cast.saito, name="reader", scopes=["work:read"])
    assert ask(client, secret).status_code == 200
    assert ask(client, secret, "/api/v1/suggestions/").status_code == 403
    answer = client.post(
        f"/api/v1/applications/{cast.hana_at_shelves.public_id}/withdraw/",
        {}, content_type="application/json", headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert "work:write" in answer.json()["detail"]


def test_its_use_is_noted(client, key):
    token, secret = key
    assert token.last_used_at is None
    ask(client, secret)
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)


def test_only_its_owner_takes_it_back(cast, key):
    with pytest.raises(Refused):
        revoke_token(key[0], by=cast.tanaka)
    assert ApiToken.objects.usable().count() == 1


def test_twenty_are_enough(cast):
    for number in range(20):
        issue_token(cast.saito, name=str(number), scopes=["work:read"])
    with pytest.raises(Refused, match="20"):
        issue_token(cast.saito, name="one more", scopes=["work:read"])


@pytest.mark.parametrize("days", [0, -1, 367])
def test_no_key_lasts_for_ever(cast, days):
    with pytest.raises(Refused):
        issue_token(cast.saito, name="x", scopes=["work:read"], lasts=timedelta(days=days))


def test_the_command_prints_a_key_that_works(client, cast, capsys):
    call_command("api_token", cast.saito.email.upper(), "--scope", "work:read", "--days", "1")
    assert ask(client, capsys.readouterr().out.strip()).status_code == 200


def test_each_key_has_its_own_allowance(client, cast, key, settings):
    settings.API_RATE = "3/min"
    other = issue_token(cast.saito, name="other", scopes=["work:read"])[1]
    assert [ask(client, key[1]).status_code for _ in range(4)] == [200, 200, 200, 429]
    slow = ask(client, key[1])
    assert int(slow["Retry-After"]) > 0
    assert slow.json()["type"] == "urn:ippo:slow-down"
    assert ask(client, other).status_code == 200
