"""Naming somebody never to meet, on one's own page and at the desk; nobody can tell who was named."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import workflow
from accounts.models import NeverMeet, User
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mine(kind: str) -> str:
    return reverse("portal:me_never_meet_name", args=[kind])


def at_the_desk(cast: Cast, kind: str) -> str:
    return reverse("portal:desk_never_meet_name", args=[cast.hana.public_id, kind])


def test_a_company_is_looked_for_chosen_and_written_down(cast: Cast) -> None:
    client = of(cast.hana.user)
    found = client.post(mine("company"), {"q": "かぜ"})
    assert "かぜ農園" in found.content.decode()
    assert not NeverMeet.objects.exists()

    sent = {"q": "かぜ", "which": "1", "whom": cast.kaze_company.public_id}
    assert client.post(mine("company"), sent).status_code == 302
    assert NeverMeet.objects.get().company == cast.kaze_company
    assert "かぜ農園" in client.get(reverse("portal:me_never_meet")).content.decode()


def test_no_address_keeps_a_name(cast: Cast) -> None:
    page = of(cast.hana.user).get(mine("company"), {"q": "かぜ"})
    assert "かぜ農園" not in page.content.decode()


def test_a_company_that_waits_for_an_answer_is_not_found(cast: Cast) -> None:
    page = of(cast.hana.user).post(mine("company"), {"q": "まだ"})
    assert "まだ製作所" not in page.content.decode()
    assert "見つかりませんでした" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "\x00", "あ" * 101, "だれもいない"])
def test_a_name_that_leads_nowhere_stays_on_the_page(typed: str, cast: Cast) -> None:
    page = of(cast.hana.user).post(mine("staff"), {"q": typed})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not NeverMeet.objects.exists()


@pytest.mark.parametrize("whom", ["", "nobody", "\x00"])
def test_choosing_nobody_or_somebody_else_is_asked_again(whom: str, cast: Cast) -> None:
    page = of(cast.hana.user).post(mine("staff"), {"q": "tanaka", "which": "1", "whom": whom})
    assert page.status_code == 200
    assert page.context["form"].errors["whom"]
    assert not NeverMeet.objects.exists()


def test_somebody_who_was_not_looked_for_cannot_be_slipped_in(cast: Cast) -> None:
    sent = {"q": "tanaka", "which": "1", "whom": cast.oto.public_id}
    assert of(cast.hana.user).post(mine("staff"), sent).status_code == 200
    assert not NeverMeet.objects.exists()


def test_own_words_are_read_by_the_team(cast: Cast) -> None:
    of(cast.hana.user).post(mine("other"), {"words": "髙﨑さんという前の上司"})
    page = reverse("portal:desk_never_meet", args=[cast.hana.public_id])
    assert "髙﨑さんという前の上司" in of(cast.saito).get(page).content.decode()


def test_the_team_writes_a_colleague_down_and_nobody_else_reads_it(cast: Cast) -> None:
    sent = {"q": "tanaka", "which": "1", "whom": cast.tanaka.public_id}
    of(cast.saito).post(at_the_desk(cast, "staff"), sent)

    page = reverse("portal:desk_never_meet", args=[cast.hana.public_id])
    assert "tanaka" in of(cast.saito).get(page).content.decode()
    assert "tanaka" not in of(cast.kido).get(page).content.decode()
    assert "tanaka" in of(cast.hana.user).get(reverse("portal:me_never_meet")).content.decode()
    assert of(cast.tanaka).get(page).status_code == 404


def test_naming_twice_answers_the_same_and_tells_nobody_who_was_named_before(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    sent = {"q": "tanaka", "which": "1", "whom": cast.tanaka.public_id}
    again = of(cast.saito).post(at_the_desk(cast, "staff"), sent, follow=True)
    other = of(cast.saito).post(
        at_the_desk(cast, "staff"), sent | {"q": "mori", "whom": cast.mori.public_id}, follow=True
    )
    assert [str(m) for m in again.context["messages"]] == [str(m) for m in other.context["messages"]]


def test_whoever_writes_oneself_down_is_back_at_the_desk(cast: Cast) -> None:
    sent = {"q": "saito", "which": "1", "whom": cast.saito.public_id}
    answer = of(cast.saito).post(at_the_desk(cast, "staff"), sent)
    assert answer["Location"] == reverse("portal:desk")


def test_taking_it_back_on_ones_own_page(cast: Cast) -> None:
    row = workflow.never_meet_somebody(cast.hana, "前の上司", by=cast.saito)
    client = of(cast.hana.user)
    client.post(reverse("portal:me_never_meet_end", args=[row.public_id]))
    row.refresh_from_db()
    assert row.ended_at
    assert "前の上司" not in client.get(reverse("portal:me_never_meet")).content.decode()


def test_the_list_asks_as_often_for_many_as_for_two(cast: Cast) -> None:

    def queries(page: str, user: User) -> int:
        client = of(user)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    pages = [
        (reverse("portal:me_never_meet"), cast.hana.user),
        (reverse("portal:desk_never_meet", args=[cast.hana.public_id]), cast.saito),
    ]
    for number in range(2):
        workflow.never_meet_company(cast.hana, make.CompanyFactory(name=f"会社{number}"), by=cast.hana.user)
    few = [queries(*page) for page in pages]
    for number in range(2, 9):
        workflow.never_meet_company(cast.hana, make.CompanyFactory(name=f"会社{number}"), by=cast.hana.user)
    assert [queries(*page) for page in pages] == few
