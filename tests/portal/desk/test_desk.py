"""`/desk/`: today first, those who wait, what is mine to do, and the caseload."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Participant, RecordAccess
from casework.models import NextContact
from tests import factories as make

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def contact_of(cast, participant, **about) -> NextContact:
    return make.NextContactFactory(participant=participant, made_by=cast.saito, project=cast.project, **about)


def test_whom_to_contact_today_soonest_first(cast, as_):
    contact_of(cast, cast.hana, why="見学の相談")
    contact_of(cast, cast.ren, on=in_days(-3), why="書類の確認")
    contact_of(cast, cast.yui, why="べっぷの用事")
    page = as_(cast.saito).get("/desk/")
    assert [contact.participant for contact in page.context["due"]] == [cast.ren, cast.hana]
    text = page.content.decode()
    assert text.index("書類の確認") < text.index("見学の相談")
    assert "べっぷの用事" not in text
    assert list(as_(cast.tanaka).get("/desk/").context["due"]) == []


def test_tomorrow_is_not_today(cast, as_):
    contact_of(cast, cast.hana, on=in_days(1))
    assert list(as_(cast.saito).get("/desk/").context["due"]) == []


def test_agreed_silence_rests_in_its_own_fold(cast, as_):
    contact_of(cast, cast.hana)
    Participant.objects.filter(pk=cast.hana.pk).update(not_until=in_days(5))
    page = as_(cast.saito).get("/desk/")
    assert list(page.context["due"]) == []
    assert list(page.context["resting"]) == [cast.hana]
    assert "いったんお休み" in page.content.decode()

    Participant.objects.filter(pk=cast.hana.pk).update(not_until=in_days(0))
    page = as_(cast.saito).get("/desk/")
    assert len(page.context["due"]) == 1
    assert list(page.context["resting"]) == []


def test_the_list_shows_wishes_but_no_number_and_logs_nothing(cast, as_):
    Participant.objects.filter(pk=cast.hana.pk).update(
        never_telephone=True, telephone="090-1234-5678", address="荷揚町2-31"
    )
    contact_of(cast, cast.hana)
    text = as_(cast.saito).get("/desk/").content.decode()
    assert "電話はしない" in text
    assert "090-1234-5678" not in text
    assert "荷揚町" not in text
    assert not RecordAccess.objects.exists()


def test_those_who_wait_are_seen_at_their_desk_only(cast, as_):
    for user, seen in ((cast.tanaka, True), (cast.abe, True), (cast.kido, False), (cast.mori, False)):
        assert ("sora" in as_(user).get("/desk/").content.decode()) is seen, user


def test_somebody_whose_address_is_not_confirmed_does_not_wait_yet(cast, as_):
    cast.sora.user.emailaddress_set.update(verified=False)
    assert "sora" not in as_(cast.tanaka).get("/desk/").content.decode()


def test_take_on(cast, as_):
    client = as_(cast.tanaka)
    answer = client.post(reverse("portal:desk_take_on", args=[cast.sora.public_id]), follow=True)
    assert "sora" in answer.content.decode()
    assert answer.context["can_write"]
    late = as_(cast.saito).post(reverse("portal:desk_take_on", args=[cast.sora.public_id]), follow=True)
    assert "もう決まっています" in late.content.decode()
    assert cast.sora.team.get().user == cast.tanaka


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_on_at_once_one_does(cast):
    start = Barrier(2)
    answers = []

    def take_on(user):
        client = Client()
        client.force_login(user)
        start.wait()
        answers.append(client.post(reverse("portal:desk_take_on", args=[cast.sora.public_id])).status_code)
        connection.close()

    threads = [Thread(target=take_on, args=[user]) for user in (cast.saito, cast.tanaka)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert cast.sora.team.count() == 1


def test_what_waits_for_my_step(cast, as_):
    make.ApplicationFactory(
        opportunity=cast.garden, participant=cast.ren, state="interested", project=cast.project
    )
    make.PlacementFactory(
        application__participant=cast.hana, application__opportunity=cast.garden, project=cast.project,
        application__project=cast.project, insurance="",
    )  # fmt: skip
    steps = as_(cast.saito).get("/desk/").context["steps"]
    assert [row.participant for row in steps["applications"]] == [cast.ren]
    assert [row.participant for row in steps["to_prepare"]] == [cast.hana]
    assert not any(as_(cast.tanaka).get("/desk/").context["steps"].values())


def test_empty_states_are_kind(cast, as_):
    text = as_(cast.tanaka).get("/desk/").content.decode()
    assert "きょう連絡する方は、いません" in text
    assert "担当している方は、まだいません" in text


def _caseload(cast, size: int) -> None:
    for number in range(size):
        person = make.ParticipantFactory(
            nickname=f"ことり{number}", desk=cast.oita, team=[cast.saito, cast.kido]
        )
        contact_of(cast, person, on=in_days(number % 9 - 4))
        make.NoteFactory(participant=person, author=cast.saito, project=cast.project)
        make.ApplicationFactory(
            opportunity=cast.shelves, participant=person, state="interested", project=cast.project
        )


def test_the_number_of_queries_does_not_grow(cast, as_, django_assert_num_queries):
    client = as_(cast.saito)
    address = "/desk/"
    _caseload(cast, 4)
    client.get(address)
    with django_assert_num_queries(1000, exact=False) as few:
        client.get(address)
    _caseload(cast, 60)
    with django_assert_num_queries(len(few), exact=True):
        client.get(address)
    assert len(few) <= 30
