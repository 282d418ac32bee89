"""Who looked, who may know what, and taking it back at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent
from accounts.workflow import agree_to_record, log_access
from jobs.models import Application, Bookmark
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_every_look_is_a_plain_sentence(hana, cast):
    log_access(cast.hana, by=cast.saito, what="wishes")
    log_access(cast.hana, by=cast.saito, what="wishes")
    log_access(cast.hana, by=cast.oto, what="introduction")
    page = hana.get("/me/access/").content.decode()
    today = timezone.localdate()
    day = f"{today.month}月{today.day}日に"
    assert page.count(f"大分市のsaitoさんが、{day}あなたの希望を見ました。") == 1
    assert f"おと書店のotoさんが、{day}あなたが伝えてよいとした内容を見ました。" in page


def test_nobody_sees_who_looked_at_somebody_else(cast, client):
    log_access(cast.hana, by=cast.saito, what="wishes")
    client.force_login(cast.yui.user)
    assert "saito" not in client.get("/me/access/").content.decode()


def test_each_consent_says_for_which_work(hana, cast):
    work = f"「{cast.shelves.title}」のこと"
    assert hana.get("/me/").content.decode().count(work) == 1
    assert hana.get("/me/consents/").content.decode().count(work) == 1


def test_marked_work_can_be_opened_while_it_is_offered(hana, cast):
    Bookmark.objects.get_or_create(participant=cast.hana, opportunity=cast.shelves)
    link = f'<a href="{reverse("jobs:work_detail", args=[cast.shelves.public_id])}">{cast.shelves.title}</a>'
    assert link in hana.get("/me/").content.decode()
    cast.shelves.state = "closed"
    cast.shelves.save()
    page = hana.get("/me/").content.decode()
    assert link not in page
    assert f'<li lang="ja">{cast.shelves.title}</li>' in page


def test_taking_back_a_consent_stops_the_introduction_at_once(hana, cast):
    row = cast.hana_at_shelves
    page = hana.get("/me/consents/").content.decode()
    assert "見せる名前" in page
    hana.post(reverse("portal:me_consent_withdraw", args=[row.consent.public_id]))
    assert not Application.objects.of_company_of(cast.oto).filter(pk=row.pk).exists()
    row.refresh_from_db()
    assert row.state == Application.State.WITHDRAWN
    assert "取りやめました" in hana.get("/me/consents/").content.decode()


def test_taking_it_back_twice_is_once(hana, cast):
    consent = cast.hana_at_shelves.consent
    for _ in range(2):
        hana.post(reverse("portal:me_consent_withdraw", args=[consent.public_id]))
    consent.refresh_from_db()
    first = consent.withdrawn_at
    hana.post(reverse("portal:me_consent_withdraw", args=[consent.public_id]))
    consent.refresh_from_db()
    assert first is not None
    assert consent.withdrawn_at == first


def test_the_record_itself_is_spoken_about_with_the_desk(hana, cast):
    consent = agree_to_record(cast.hana, how="online", by=cast.hana.user)
    page = hana.get("/me/consents/").content.decode()
    assert "記録をやめたいときや" in page
    address = reverse("portal:me_consent_withdraw", args=[consent.public_id])
    assert address not in page
    assert hana.post(address).status_code == 404
    assert Consent.objects.in_force().filter(pk=consent.pk).exists()


def test_nobody_takes_back_somebody_elses_consent(cast, client):
    consent = cast.hana_at_shelves.consent
    for other in (cast.yui.user, cast.saito, cast.oto):
        client.force_login(other)
        address = reverse("portal:me_consent_withdraw", args=[consent.public_id])
        assert client.post(address).status_code == 404
    consent.refresh_from_db()
    assert consent.is_in_force


def test_a_mark_is_removed_and_taken_back(hana, cast):
    Bookmark.objects.create(participant=cast.hana, opportunity=cast.garden)
    address = reverse("portal:me_interest", args=[cast.garden.public_id])
    page = hana.post(address, {"keep": "0"}, follow=True).content.decode()
    assert not Bookmark.objects.exists()
    assert "もとに戻す" in page
    for _ in range(2):
        hana.post(address, {"keep": "1"})
    assert Bookmark.objects.get().participant == cast.hana


def test_a_draft_cannot_be_marked_nor_probed(hana, cast):
    address = reverse("portal:me_interest", args=[cast.draft.public_id])
    assert hana.post(address, {"keep": "1"}).status_code == 404
    assert hana.post(address, {"keep": "0"}).status_code == 404
    page = hana.get("/me/interests/", {"removed": cast.draft.public_id}).content.decode()
    assert cast.draft.title not in page
    assert hana.get("/me/interests/", {"removed": "\x00"}).status_code == 200


def test_what_one_would_like_to_hear_about_stands_with_the_marks(hana, cast):
    make.ApplicationFactory(
        participant=cast.hana, opportunity=cast.garden, state="interested", project=cast.project
    )
    assert cast.garden.title in hana.get("/me/interests/").content.decode()
