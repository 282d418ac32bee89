"""One's own settings: how pages look, which notices come, leaving a place, closing the account."""

import re
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import workflow
from accounts.models import AccountClosing, EntryCode, Membership, Participant, Pin, Preferences
from config.furigana import with_readings
from jobs.models import Opportunity
from realtime.models import InboxEntry
from realtime.notifications import ParticipantTakenOn, ParticipantWaits
from tests import factories as make

DISPLAY, SETTINGS, CLOSE = "/display/", "/accounts/settings/", "/accounts/settings/close/"


def html_tag(page) -> str:
    return re.search(r"<html[^>]*>", page.content.decode())[0]


def test_without_an_account_this_device_remembers(client, cast):
    assert html_tag(client.get("/")) == '<html lang="ja">'
    client.post(DISPLAY, {"theme": "dark", "size": "large"})
    for page in ("/", "/work/", "/accounts/login/", "/nowhere/"):
        assert html_tag(client.get(page)) == '<html lang="ja" data-theme="dark" data-size="large">'
    assert not Preferences.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "en.dark", "fr.pink.huge.7", "ja.dark.large.1.x", "." * 5000])
def test_a_cookie_that_somebody_wrote_chooses_nothing(client, cast, value):
    client.cookies["display"] = value
    assert html_tag(client.get("/")) == '<html lang="ja">'


def test_with_an_account_every_device_knows(client, cast):
    client.force_login(cast.hana.user)
    client.post(DISPLAY, {"theme": "light", "size": "largest", "furigana": "on"})
    other = Client()
    other.force_login(cast.hana.user)
    assert 'data-size="largest"' in html_tag(other.get("/me/"))
    assert "<ruby>" in other.get("/me/").content.decode()
    assert "<ruby>" not in other.get("/en/me/").content.decode()
    other.force_login(cast.yui.user)
    assert html_tag(other.get("/me/")) == '<html lang="ja">'


def test_from_outside_one_enters_in_ones_own_language_and_inside_the_address_decides(client, cast):
    client.force_login(cast.hana.user)
    client.post(DISPLAY, {"language": "en"})
    outside = {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}
    assert client.get("/me/?a=1", headers=outside)["Location"] == "/en/me/?a=1"
    assert client.get("/en/me/", headers=outside).status_code == 200
    assert client.get("/me/", headers=outside | {"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.get("/robots.txt", headers=outside).status_code == 200


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("相談する", "<ruby>相談<rp>（</rp><rt>そうだん</rt><rp>）</rp></ruby>する"),
        ("働く人", "<ruby>働<rp>（</rp><rt>はたら</rt><rp>）</rp></ruby>く人"),
        ('<a title="相談">x</a>', '<a title="相談">x</a>'),
        (
            "<option>相談</option><textarea>\n相談</textarea>",
            "<option>相談</option><textarea>\n相談</textarea>",
        ),
        ("&lt;b&gt;", "&lt;b&gt;"),
    ],
)
def test_readings_stand_above_words_and_nowhere_else(html, read):
    assert with_readings(html) == read


def test_a_notice_that_is_not_wished_does_not_come_and_others_do(client, cast):
    client.force_login(cast.hana.user)
    client.post(SETTINGS, {"kinds": ["jobs.proposed"]})
    ParticipantTakenOn.send([cast.hana.user, cast.yui.user], name="x")
    assert [entry.recipient for entry in InboxEntry.objects.all()] == [cast.yui.user]
    client.post(SETTINGS, {"kinds": ["accounts.participant_taken_on"]})
    ParticipantTakenOn.send([cast.hana.user], name="x")
    assert InboxEntry.objects.filter(recipient=cast.hana.user).count() == 1


def test_what_must_be_heard_cannot_be_switched_off(client, cast):
    Preferences.objects.create(user=cast.saito, muted=[ParticipantWaits.kind])
    ParticipantWaits.send([cast.saito], nickname="x")
    assert InboxEntry.objects.filter(recipient=cast.saito).exists()
    client.force_login(cast.saito)
    assert "jobs.proposed" not in client.get(SETTINGS).content.decode()
    assert client.post(SETTINGS, {"kinds": ["jobs.proposed"]}).context["form"].errors


def test_leaving_a_place_hands_over_first(client, cast):
    client.force_login(cast.saito)
    page = f"{SETTINGS}places/{cast.oita.public_id}/leave/"
    assert "2人います" in client.post(page, {"because": ""}).content.decode()
    client.post(page, {"everybody": cast.tanaka.public_id})
    assert not Membership.objects.current().of(cast.saito).exists()
    assert client.get(page).status_code == 404


def closing_of(client, user, **form) -> AccountClosing:
    client.force_login(user)
    client.post(CLOSE, {"sure": "on"} | form)
    return AccountClosing.objects.get(user=user)


def over(row: AccountClosing) -> None:
    AccountClosing.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    call_command("close_accounts", verbosity=0)
    call_command("close_accounts", verbosity=0)
    row.refresh_from_db()


@pytest.mark.parametrize("keep", [True, False])
def test_a_participants_sign_in_goes_and_the_record_stays_if_they_agree(client, cast, keep):
    workflow.agree_to_record(cast.hana, how="online", by=cast.hana.user)
    user = cast.hana.user
    row = closing_of(client, user, record="keep" if keep else "close")
    call_command("close_accounts", verbosity=0)
    user.refresh_from_db()
    assert user.is_active
    over(row)
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), row.done_at is None) == (False, False, False)
    assert user.email is None
    person = Participant.objects.get(pk=cast.hana.pk)
    assert person.user is None
    assert person.consents.in_force().exists() is keep
    assert client.get("/me/")["Location"].startswith("/accounts/login/")


def test_ones_mind_can_be_changed_on_the_page_and_by_the_link(
    client, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = closing_of(client, cast.yui.user, record="keep")
    link = re.search(r"https?://[^/\s]+(/\S*accounts/stay/\S+)", mail.outbox[-1].body)[1]
    nobody = Client()
    nobody.get(link)
    assert AccountClosing.objects.filter(pk=row.pk).exists()
    assert "そのまま使えます" in nobody.post(link).content.decode()
    assert not AccountClosing.objects.exists()
    assert nobody.get(link).status_code == 404
    closing_of(client, cast.yui.user, record="keep")
    client.post("/accounts/settings/stay/")
    assert not AccountClosing.objects.exists()


def test_other_ways_in_go_with_the_account(client, cast):
    SocialAccount.objects.create(user=cast.yui.user, provider="line", uid="U1")
    workflow.issue_code(cast.yui, by=cast.mori)
    workflow.set_pin(cast.yui.user, "604183")
    over(closing_of(client, cast.yui.user, record="keep"))
    assert not SocialAccount.objects.exists()
    assert not Pin.objects.exists()
    assert not EntryCode.objects.in_force().exists()
    cast.yui.user.refresh_from_db()
    assert cast.yui.user.email is None


def test_staff_with_a_caseload_and_a_last_manager_cannot_go(client, cast):
    for user, why in ((cast.saito, "担当している方がいます"), (cast.abe, "最後の管理者")):
        client.force_login(user)
        assert why in client.get(CLOSE).content.decode()
        client.post(CLOSE, {"sure": "on"})
    assert not AccountClosing.objects.exists()


def test_whoever_takes_somebody_on_meanwhile_is_not_closed(client, cast):
    row = closing_of(client, cast.tanaka)
    workflow.take_on(cast.sora, by=cast.tanaka)
    over(row)
    assert row.done_at is None
    cast.tanaka.refresh_from_db()
    assert cast.tanaka.is_active


def test_a_companys_last_person_says_what_becomes_of_the_work(client, cast):
    client.force_login(cast.oto)
    client.post(CLOSE, {"sure": "on"})
    assert not AccountClosing.objects.exists()
    assert client.post(CLOSE, {"sure": "on", "work": "wait"})["Location"] == "/company/colleagues/"
    assert not AccountClosing.objects.exists()
    row = closing_of(client, cast.oto, work="rest")
    assert not Opportunity.objects.published().filter(company=cast.oto_company).exists()
    over(row)
    assert not Membership.objects.current().of(cast.oto).exists()


def test_an_agreed_experience_keeps_the_last_person(client, cast):
    application = make.ApplicationFactory(opportunity=cast.shelves, participant=cast.ren, state="agreed")
    make.PlacementFactory(application=application)
    client.force_login(cast.oto)
    assert "決まっている体験があります" in client.get(CLOSE).content.decode()
    client.post(CLOSE, {"sure": "on", "work": "rest"})
    assert not AccountClosing.objects.exists()


def test_settings_ask_a_constant_number_of_queries(client, cast, count_queries):
    client.force_login(cast.abe)
    make.MembershipFactory(user=cast.abe, organisation=cast.beppu)
    few = count_queries(lambda: client.get(SETTINGS))
    for _ in range(3):
        make.MembershipFactory(user=cast.abe, organisation=make.CompanyFactory(), role="company")
    assert count_queries(lambda: client.get(SETTINGS)) == few
