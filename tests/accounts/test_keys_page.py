"""Keys for other systems, as their owner makes them on the account pages."""

import re
import time
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import workflow
from accounts.models import ApiToken
from accounts.workflow.closing import close_due_accounts
from realtime.models import InboxEntry
from tests import factories as make
from tests.translations import untranslated

KEYS, NEW = "/accounts/settings/keys/", "/accounts/settings/keys/new/"
pytestmark = pytest.mark.django_db


def come(user, *, minutes_ago: int = 0) -> Client:
    """Signed in by the log-in page, so many minutes ago."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD})
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - 60 * minutes_ago
    session.save()
    return client


def filled_in(client: Client, **said) -> dict:
    form = client.get(NEW).context["form"]
    return {
        "name": "月の集計",
        "scopes": ["work:read"],
        "days": "90",
        "form_id": form["form_id"].value(),
    } | said


def make_one(client: Client, **said) -> str:
    page = client.post(NEW, filled_in(client, **said))
    assert page.status_code == 200, page
    found = re.search(r"ippo_[\w-]{32}", page.content.decode())
    assert found, page.context["form"].errors
    return found[0]


def ask(secret: str, path: str = "/api/v1/placements/"):
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_key_is_shown_once_and_works(cast):
    client = come(cast.saito)
    secret = make_one(client, name="月の集計", scopes=["work:read", "people:read"], days="365")
    token = ApiToken.objects.get()
    assert timezone.now() + timedelta(days=364) < token.expires_at < timezone.now() + timedelta(days=366)
    assert ask(secret).status_code == 200
    page = client.get(KEYS).content.decode()
    assert secret not in page
    for words in ("月の集計", f"{token.start}…", "参加者と候補を読む", "最後に使われた日時"):
        assert words in page


def test_it_is_taken_back_at_once(cast):
    client = come(cast.oto)
    secret, token = make_one(client), ApiToken.objects.get()
    assert "月の集計" in client.post(f"{KEYS}{token.public_id}/revoke/", follow=True).content.decode()
    assert ask(secret).status_code == 401
    assert "終わった鍵" in client.get(KEYS).content.decode()
    client.post(f"{KEYS}{token.public_id}/revoke/")


def test_nobody_sees_or_ends_another_s_key(cast):
    make_one(come(cast.saito), name="さいとうの集計")
    token = ApiToken.objects.get()
    for other in (cast.tanaka, cast.abe, cast.operator):
        client = come(other)
        assert "さいとうの集計" not in client.get(KEYS).content.decode()
        assert client.post(f"{KEYS}{token.public_id}/revoke/").status_code == 404
    assert ApiToken.objects.usable().exists()


def test_whoever_signed_in_a_while_ago_shows_again_who_they_are_and_loses_nothing(cast):
    client = come(cast.saito)
    data = filled_in(client)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= 600
    session.save()
    asked = client.get(NEW)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    asked = client.post(NEW, data)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    assert not ApiToken.objects.exists()
    page = client.post(asked["Location"], {"password": make.PASSWORD})
    assert ApiToken.objects.get().name == "月の集計"
    assert "ippo_" in page.content.decode()
    assert client.get(KEYS).status_code == 200


def test_a_form_that_is_sent_twice_makes_one_key_and_shows_the_same(cast):
    client = come(cast.saito)
    data = filled_in(client)
    first, second = (client.post(NEW, data).context["secret"] for _ in range(2))
    assert first == second
    assert ApiToken.objects.count() == 1
    other = come(cast.tanaka)
    assert other.post(NEW, data).context["secret"] != first
    workflow.revoke_token(ApiToken.objects.get(user=cast.saito), by=cast.saito)
    assert "もう終わっています" in client.post(NEW, data).content.decode()
    assert ApiToken.objects.usable().get().user == cast.tanaka


def test_the_owner_hears_of_it_by_notice_and_mail(cast, django_capture_on_commit_callbacks):
    client = come(cast.saito)
    with django_capture_on_commit_callbacks(execute=True):
        secret = make_one(client, name="集計表")
    entry = InboxEntry.objects.get(kind="accounts.key_made")
    assert entry.recipient == cast.saito
    (sent,) = mail.outbox
    assert sent.to == [cast.saito.email]
    assert KEYS in sent.body
    assert not re.search("集計|API|参加者|支援", sent.subject + sent.body)
    assert secret not in sent.body
    page = client.get("/inbox/").content.decode()
    assert "集計表" in page


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": ""}, "name"),
        ({"name": "あ" * 61}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["all"]}, "scopes"),
        ({"days": "3650"}, "days"),
        ({"days": "-1"}, "days"),
        ({"days": "３０"}, "days"),
        ({"form_id": ""}, "form_id"),
        ({"form_id": "x" * 10_000}, "form_id"),
    ],
)
def test_what_no_key_can_be_is_said_and_what_was_typed_stays(cast, said, why):
    client = come(cast.saito)
    page = client.post(NEW, filled_in(client, **said))
    assert why in page.context["form"].errors
    assert not ApiToken.objects.exists()
    if why != "name":
        assert 'value="月の集計"' in page.content.decode()


def test_rare_kanji_stay_and_what_nobody_sees_goes(cast):
    make_one(come(cast.saito), name="髙﨑𠮷📒\x00\x07 集計")
    assert ApiToken.objects.get().name == "髙﨑𠮷📒 集計"


def test_the_twenty_first_is_refused_in_place(cast):
    for number in range(20):
        workflow.issue_token(cast.saito, name=str(number), scopes=["work:read"])
    client = come(cast.saito)
    page = client.post(NEW, filled_in(client))
    assert "鍵は20個までです" in page.content.decode()
    assert ApiToken.objects.count() == 20


def test_a_company_is_offered_nothing_about_people(cast):
    client = come(cast.oto)
    page = client.get(NEW).content.decode()
    assert "work:write" in page
    assert "people:" not in page
    assert client.post(NEW, filled_in(client, scopes=["people:read"])).context["form"].errors
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("way", ["left", "another part", "password", "reset", "closed"])
def test_when_keys_end(cast, way):
    _token, secret = workflow.issue_token(cast.tanaka, name="x", scopes=["work:read"])
    _other, others = workflow.issue_token(cast.saito, name="x", scopes=["work:read"])
    if way == "left":
        workflow.end_membership(cast.tanaka, cast.oita, by=cast.abe)
    elif way == "another part":
        workflow.change_role(cast.tanaka, cast.oita, role="peer", project=None, by=cast.abe)
    elif way == "password":
        new = "しずかな夜の散歩 1204"
        said = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
        page = come(cast.tanaka).post("/accounts/password/change/", said, follow=True)
        assert "外部連携の鍵も終わりました" in page.content.decode()
    elif way == "reset":
        reset_password(cast.tanaka)
    else:
        row = workflow.ask_to_close(cast.tanaka, keep_record=True)
        type(row).objects.update(due_at=timezone.now())
        assert close_due_accounts() == (1, 0)
    assert ask(secret).status_code == (200 if way == "another part" else 401)
    assert ask(others).status_code == 200


def reset_password(user) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"https?://[^/\s]+(/\S*password/reset/key/\S+)", mail.outbox[-1].body)
    assert link
    page = client.get(link[1], follow=True)
    new = "しずかな夜の散歩 1204"
    answer = client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert answer.status_code == 302


def test_a_key_of_somebody_who_left_by_date_opens_nothing_of_the_desk(cast):
    make.MembershipFactory(user=cast.hana.user, organisation=cast.beppu)
    _token, secret = workflow.issue_token(cast.mori, name="x", scopes=["people:read"])
    address = f"/api/v1/participants/{cast.yui.public_id}/"
    assert ask(secret, address).status_code == 200
    cast.mori.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert ask(secret, address).status_code == 404


def test_whoever_may_make_none_still_takes_back_what_an_operator_made(cast):
    client = come(cast.hana.user)
    assert client.get(KEYS).status_code == 404
    assert KEYS not in client.get("/accounts/settings/").content.decode()
    token, _secret = workflow.issue_token(cast.hana.user, name="x", scopes=["people:read"])
    page = client.get(KEYS).content.decode()
    assert "新しい鍵を作る" not in page
    assert client.get(NEW).status_code == 404
    assert client.post(f"{KEYS}{token.public_id}/revoke/").status_code == 302
    assert not ApiToken.objects.usable().exists()


def test_the_list_asks_a_constant_number_of_queries(cast):
    client = come(cast.saito)
    found = []
    for more in (1, 9):
        for _ in range(more):
            workflow.issue_token(cast.saito, name="x", scopes=["work:read"])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(KEYS).status_code == 200
        found.append(len(asked))
    assert found[0] == found[1]


def test_every_sentence_has_its_english():
    assert not untranslated("accounts/views/keys.py", "accounts/forms/keys.py", "accounts/workflow/tokens.py")
    assert not untranslated(
        "accounts/templates/accounts/key*.html", "accounts/templates/accounts/email/*.txt"
    )
