"""A nickname and a code on paper: handed over by the team, used by the person, renewed when it is lost."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import entry_codes, workflow
from accounts.models import Consent, EntryCode, KnownDevice, Participant, User
from foundation.moves import Refused
from realtime.models import InboxEntry
from tests import factories as make
from tests.cast import Cast, assemble

DOOR, CLAIM = "/accounts/code/", "/accounts/code/claim/"
WRONG = "ニックネームかコードが、ちがうようです。"


@pytest.fixture(autouse=True)
def ren_said_yes(request: pytest.FixtureRequest) -> None:
    """Saito wrote down that Ren agreed to the record."""
    if "cast" in request.fixturenames:
        cast = request.getfixturevalue("cast")
        workflow.agree_to_record(cast.ren, how="in_person", by=cast.saito)


def code_for(person: Participant, by: User) -> str:
    return workflow.issue_code(person, by=by).code


def enter(client: Client, code: str, nickname: str = "ren"):
    return client.post(DOOR, {"nickname": nickname, "code": code})


def claimed(cast: Cast) -> tuple[Client, str]:
    """Ren has come in with a code."""
    code, client = code_for(cast.ren, cast.saito), Client()
    enter(client, code)
    client.post(CLAIM, {"use": "1"})
    cast.ren.refresh_from_db()
    return client, code


def user_of(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_has_more_than_60_bits_and_nothing_that_looks_alike():
    codes = {entry_codes.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert len(entry_codes.ALPHABET) ** entry_codes.LENGTH > 2**60
    assert len(set(entry_codes.ALPHABET)) == len(entry_codes.ALPHABET)
    for alike in ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert len(set(alike) & set(entry_codes.ALPHABET)) == 0


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", "ー"),
        lambda code: code.replace("-", " 　"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code),
        lambda code: f"  {code}\n",
    ],
    ids=["small", "joined", "long marks", "spaces", "full width", "around"],
)
def test_a_code_is_read_as_people_write_it(change):
    code = entry_codes.new_code()
    assert entry_codes.read_code(change(entry_codes.as_shown(code))) == code


@pytest.mark.parametrize(
    "text", ["", "abc", "\x00", "💌" * 16, "O" * 16, "3" * 17, "K" * 10_000_000], ids=lambda t: t[:8]
)
def test_what_is_no_code_reads_as_none(text):
    assert entry_codes.read_code(text) == ""


def test_the_first_time_one_sees_what_is_in_the_record_and_then_uses_it(cast, client):
    make.NoteFactory(participant=cast.ren, author=cast.saito, text="ひみつの記録")
    workflow.change_record(
        cast.ren,
        by=cast.saito,
        fields={"channel": "letter", "never_telephone": True, "telephone": "097-555-0101"},
    )
    workflow.change_wishes(cast.ren, by=cast.saito, fields={"minutes_max": 30})
    assert enter(client, code_for(cast.ren, cast.saito))["Location"] == CLAIM

    page = client.get(CLAIM).content.decode()
    for words in (
        "ren",
        "大分市",
        "saito",
        "一度にできる長さ",
        "手紙",
        "電話番号",
        "わたしの記録として使う",
        "いまはやめておく",
    ):
        assert words in page
    for words in ("ひみつの記録", "097-555-0101", "この内容に同意します"):
        assert words not in page
    cast.ren.refresh_from_db()
    assert cast.ren.user is None
    assert user_of(client) is None

    answer = client.post(CLAIM, {"use": "1"})
    assert answer["Location"] == "/accounts/ways/"
    cast.ren.refresh_from_db()
    assert user_of(client) == str(cast.ren.user.pk)
    assert (cast.ren.user.email, cast.ren.user.has_usable_password()) == (None, False)
    assert client.get("/me/").status_code == 200
    assert Consent.objects.filter(participant=cast.ren).count() == 1, "She had said yes before"
    assert {e.recipient for e in InboxEntry.objects.filter(kind="accounts.record_claimed")} == {cast.saito}


def test_not_now_changes_nothing(cast, client):
    code = code_for(cast.ren, cast.saito)
    enter(client, code)
    assert "何も変わっていません" in client.post(CLAIM, {"not_now": "1"}).content.decode()
    cast.ren.refresh_from_db()
    assert cast.ren.user is None
    assert client.get(CLAIM)["Location"] == DOOR
    assert enter(client, code)["Location"] == CLAIM, "The same card opens it another day"


def test_the_code_goes_on_working(cast):
    client, code = claimed(cast)
    client.post("/accounts/logout/")
    assert user_of(client) is None
    EntryCode.objects.update(
        expires_at=timezone.now() - timedelta(days=1), issued_at=timezone.now() - timedelta(days=90)
    )
    assert enter(client, code, "ＲＥＮ")["Location"] == "/accounts/ways/"
    assert user_of(client) == str(cast.ren.user_id)


def test_whoever_signed_up_by_mail_comes_in_by_a_code_too(cast, client):
    assert enter(client, code_for(cast.hana, cast.saito), "hana")["Location"] == "/accounts/ways/"
    assert user_of(client) == str(cast.hana.user_id)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda cast, code: {"nickname": "hana", "code": code},
        lambda cast, code: {"nickname": "ren", "code": entry_codes.new_code()},
        lambda cast, code: {"nickname": "ren", "code": code[:-1]},
        lambda cast, code: {"nickname": "nobody", "code": "???"},
        lambda cast, code: {"nickname": "hana", "code": code_for(cast.yui, cast.mori)},
    ],
    ids=["nickname", "code", "short", "both", "another's code"],
)
def test_wrong_nickname_and_wrong_code_give_the_same_sentence(cast, client, wrong):
    code = code_for(cast.ren, cast.saito)
    page = client.post(DOOR, wrong(cast, code))
    assert page.status_code == 200
    assert WRONG in str(page.context["form"].non_field_errors())
    assert user_of(client) is None
    assert "claiming" not in client.session


@pytest.mark.parametrize(
    "data",
    [{}, {"nickname": "ren"}, {"code": "x"}, {"nickname": "れ" * 41, "code": "x"}, {"nickname": "ren", "code": "x" * 10_000},
     {"nickname": "\x00", "code": "\x00"}, {"nickname": "🦊", "code": "髙﨑𠮷"}],
    ids=str,
)  # fmt: skip
def test_bad_input_is_told_in_place(cast, client, data):
    page = client.post(DOOR, data)
    assert page.status_code == 200
    assert page.context["form"].errors


def test_an_unused_code_ends_after_thirty_days_and_says_whom_to_ask(cast, client):
    cast.oita.telephone = "097-555-0100"
    cast.oita.save()
    code = code_for(cast.ren, cast.saito)
    long_ago = timezone.now() - timedelta(days=31)
    EntryCode.objects.update(issued_at=long_ago, expires_at=long_ago + timedelta(days=30))
    said = str(enter(client, code).context["form"].errors)
    assert "使える期間が過ぎました" in said
    assert "大分市" in said
    assert "097-555-0100" in said
    assert WRONG in str(enter(client, code, "hana").context["form"].errors), "Only with the right nickname"


def test_a_new_code_ends_the_former_one_and_whatever_it_opened(cast):
    client, former = claimed(cast)
    client.post("/accounts/pin/new/", {"pin": "604183"})
    assert KnownDevice.objects.filter(user=cast.ren.user).exists()
    latest = code_for(cast.ren, cast.saito)
    assert client.get("/me/").status_code == 302, "The session ended"
    assert not KnownDevice.objects.exists()
    assert WRONG in str(enter(Client(), former).context["form"].errors)
    assert enter(client, latest)["Location"] == "/accounts/ways/"
    assert InboxEntry.objects.filter(kind="accounts.entry_code_renewed", recipient=cast.ren.user).exists()


def test_a_page_that_was_opened_with_the_former_code_claims_nothing(cast, client):
    enter(client, code_for(cast.ren, cast.saito))
    code_for(cast.ren, cast.saito)
    assert client.post(CLAIM, {"use": "1"})["Location"] == DOOR
    assert not Participant.objects.get(pk=cast.ren.pk).user


def test_the_verb_refuses_a_former_code(cast):
    former = workflow.issue_code(cast.ren, by=cast.saito).row
    workflow.issue_code(cast.ren, by=cast.saito)
    for verb in (
        lambda: workflow.claim_record(former, agreed=True),
        lambda: workflow.sign_in_with_code(former),
    ):
        with pytest.raises(Refused, match="新しいほう"):
            verb()
    assert not User.objects.filter(email=None).exists()


def test_another_teams_worker_issues_nothing(cast):
    for by in (cast.tanaka, cast.abe, cast.mori, cast.oto, cast.hana.user):
        with pytest.raises(Refused, match="支援チーム"):
            workflow.issue_code(cast.ren, by=by)
    assert not EntryCode.objects.exists()


def test_no_code_opens_the_account_of_staff(cast):
    Participant.objects.filter(pk=cast.ren.pk).update(user=cast.tanaka)
    with pytest.raises(Refused, match="職員"):
        workflow.issue_code(cast.ren, by=cast.saito)


def test_after_a_withdrawal_no_code_is_made_and_claiming_asks_again(cast, client):
    code = code_for(cast.ren, cast.saito)
    workflow.withdraw_consent(cast.ren.consents.get(), by=cast.saito)
    with pytest.raises(Refused, match="同意"):
        workflow.issue_code(cast.ren, by=cast.saito)
    enter(client, code)
    assert "この内容に同意します" in client.get(CLAIM).content.decode()
    page = client.post(CLAIM, {"use": "1"})
    assert page.context["form"].errors["agreed"]
    assert not Participant.objects.get(pk=cast.ren.pk).user
    client.post(CLAIM, {"use": "1", "agreed": "on"})
    cast.ren.refresh_from_db()
    given = cast.ren.consents.in_force().get()
    assert (given.how, given.recorded_by, given.purpose) == ("online", cast.ren.user, "keep_record")


def test_somebody_who_was_shut_out_stays_out(cast):
    client, code = claimed(cast)
    client.post("/accounts/logout/")
    User.objects.filter(pk=cast.ren.user_id).update(is_active=False)
    assert enter(client, code)["Location"] == "/accounts/inactive/"
    assert user_of(client) is None


def test_guessing_is_slowed_down_and_nobody_else_is_kept_waiting(cast):
    code = code_for(cast.ren, cast.saito)
    guesser, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="198.51.100.2")
    for _ in range(5):
        assert WRONG in str(enter(guesser, entry_codes.new_code()).context["form"].errors)
    for guess in (entry_codes.new_code(), code):
        said = str(enter(guesser, guess).context["form"].errors)
        assert "10分ほど待って" in said, "Right or wrong, it reads the same"
        assert WRONG not in said
    assert user_of(guesser) is None
    assert enter(other, code)["Location"] == CLAIM


def test_a_browser_that_is_known_is_not_kept_waiting(cast):
    client, code = claimed(cast)
    client.post("/accounts/logout/")
    for _ in range(6):
        enter(Client(), entry_codes.new_code())
    assert "10分ほど待って" in str(enter(Client(), code).context["form"].errors)
    assert enter(client, code)["Location"] == "/accounts/ways/"


def test_the_code_is_in_no_page_log_or_row(cast, caplog, client):
    code = code_for(cast.ren, cast.saito)
    enter(client, code)
    shown = entry_codes.as_shown(code)
    pages = [
        client.get(CLAIM).content.decode(),
        client.post(CLAIM, {"use": "1"}, follow=True).content.decode(),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(c)::text FROM accounts_entrycode c UNION SELECT session_data FROM django_session"
        )
        rows = [row[0] for row in cursor.fetchall()]
    for text in (*pages, *rows, caplog.text, str(cache.__dict__), str(dict(client.session))):
        assert code not in text
        assert shown not in text


def test_an_error_page_and_a_report_of_an_error_hold_no_code(cast, monkeypatch, settings, mailoutbox):
    def breaks(*args: object) -> None:
        raise RuntimeError("broken")

    settings.ADMINS = [("a", "a@test.example")]
    monkeypatch.setattr("accounts.views.codes.workflow.find_code", breaks)
    code = code_for(cast.ren, cast.saito)
    page = Client(raise_request_exception=False).post(DOOR, {"nickname": "ren", "code": code})
    assert page.status_code == 500
    assert code not in page.content.decode()
    assert code not in "".join(mail.body for mail in mailoutbox)


def test_code_pages_are_kept_by_no_cache(cast, client):
    for address in (DOOR, CLAIM):
        assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_the_same_moment_make_one_account():
    cast = assemble()
    row = workflow.issue_code(cast.ren, by=cast.saito).row
    both, found = threading.Barrier(2), []

    def claim() -> None:
        try:
            both.wait(10)
            found.append(workflow.claim_record(row, agreed=True).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    assert len(found) == 2
    assert len(set(found)) == 1
    assert User.objects.filter(email=None).count() == 1
