"""Signing up, by mail and link: for oneself, for a company."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Organisation, Participant, User
from realtime.models import InboxEntry
from tests import factories as make

SELF = {"nickname": "つばめ", "email": "tsubame@test.example", "password1": "a-long-pass-word"}
COMPANY = {
    "company": "新しい工房",
    "name": "工房 たろう",
    "email": "kobo@test.example",
    "password1": "a-long-pass-word",
}


def sign_up_for_oneself(desk: Organisation, client: Client | None = None, **changes: str) -> Client:
    client = client or Client()
    client.post("/accounts/signup/self/", SELF | {"desk": desk.public_id} | changes)
    return client


def open_the_link_in_the_mail(client: Client) -> None:
    address = re.search(r"https?://\S+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)
    assert address
    client.post(address[1])


def test_the_first_question_is_for_whom(db):
    page = Client().get("/accounts/signup/").content.decode()
    assert "/accounts/signup/self/" in page
    assert "/accounts/signup/company/" in page


def test_nobody_waits_at_a_desk_before_the_address_is_confirmed(cast):
    client = sign_up_for_oneself(cast.oita)
    row = Participant.objects.get(nickname="つばめ")
    assert row not in Participant.objects.not_yet_anyones()
    assert not InboxEntry.objects.filter(kind="accounts.participant_waits").exists()

    open_the_link_in_the_mail(client)
    assert row in Participant.objects.not_yet_anyones()
    heard = set(
        InboxEntry.objects.filter(kind="accounts.participant_waits").values_list("recipient", flat=True)
    )
    assert heard == {cast.saito.pk, cast.tanaka.pk, cast.abe.pk}


def test_signing_up_records_the_consent_in_the_words_that_were_shown(cast):
    sign_up_for_oneself(cast.beppu)
    row = Participant.objects.get(nickname="つばめ")
    assert (row.desk, row.municipality) == (cast.beppu, cast.beppu.municipality)
    consent = row.consents.get()
    assert (consent.purpose, consent.how, consent.recorded_by) == ("keep_record", "online", row.user)
    assert "別府市" in consent.words


def test_a_company_waits_for_the_managers_of_its_town(cast):
    client = Client()
    client.post("/accounts/signup/company/", COMPANY | {"municipality": make.OITA})
    row = Organisation.objects.get(name="新しい工房")
    assert not row.is_approved
    assert row not in Organisation.objects.awaiting_approval()
    open_the_link_in_the_mail(client)
    assert row in Organisation.objects.awaiting_approval()
    heard = InboxEntry.objects.filter(kind="accounts.company_waits").values_list("recipient", flat=True)
    assert set(heard) == {cast.abe.pk}


def test_a_company_of_a_town_without_managers_is_heard_of_in_the_prefecture(cast):
    client = Client()
    client.post("/accounts/signup/company/", COMPANY | {"municipality": make.SAIKI})
    open_the_link_in_the_mail(client)
    heard = InboxEntry.objects.filter(kind="accounts.company_waits").values_list("recipient", flat=True)
    assert set(heard) == {cast.ono.pk}


def test_an_address_that_is_known_already_tells_nothing_and_changes_nothing(cast):
    page = sign_up_for_oneself(cast.oita, email=cast.hana.user.email).get("/")
    assert page.status_code == 200
    assert User.objects.filter(email=cast.hana.user.email).count() == 1
    assert not Participant.objects.filter(nickname="つばめ").exists()
    assert mail.outbox[-1].to == [cast.hana.user.email]


@pytest.mark.parametrize(
    "changes",
    [
        {"desk": "no-such-desk"},
        {"nickname": ""},
        {"nickname": "あ" * 41},
        {"nickname": "\x00"},
        {"password1": "password12"},
        {"email": "not an address"},
        {"email": "x" * 300 + "@test.example"},
    ],
    ids=str,
)
def test_bad_input_is_told_and_stores_nothing(cast, changes):
    client = Client()
    page = client.post("/accounts/signup/self/", SELF | {"desk": cast.oita.public_id} | changes)
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == changes.keys()
    assert not User.objects.filter(email=SELF["email"]).exists()
    assert not mail.outbox


def test_a_desk_that_is_a_company_cannot_be_chosen(cast):
    sign_up_for_oneself(cast.oto_company)
    assert not User.objects.filter(email=SELF["email"]).exists()


def test_mails_of_the_account_pages_say_nothing_about_what_somebody_looks_for(cast):
    sign_up_for_oneself(cast.oita)
    words = f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    for telling in ("引きこもり", "ひきこもり", "相談", "支援", "就労", "仕事", "つばめ"):
        assert telling not in words
