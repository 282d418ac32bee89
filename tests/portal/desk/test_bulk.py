"""One thing for several people: asked first, one by one, and said afterwards for whom not and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Participant, TeamMember
from casework.models import NextContact
from foundation.public_ids import new_public_id
from tests import factories as make

pytestmark = pytest.mark.django_db
BULK = "/desk/people/bulk/"


def soon() -> str:
    return (timezone.localdate() + timedelta(days=8)).isoformat()


def sent(do: str, *people: Participant, **fields: str) -> dict[str, object]:
    """The second form, as the confirmation page sends it."""
    ids = [person.public_id for person in people]
    return {"do": do, "scope": "chosen", "sent": "1", "person": ids, "key": new_public_id()} | fields


def place(user, desk) -> str:
    return f"{user.public_id}.{desk.public_id}"


def test_first_it_only_asks(cast, as_):
    page = as_(cast.saito).post(
        BULK, {"do": "plan", "scope": "chosen", "person": [cast.hana.public_id, cast.yui.public_id]}
    )
    text = page.content.decode()
    assert "この1人に" in text
    assert "hana" in text
    assert "yui" not in text
    assert not NextContact.objects.exists()


def test_everybody_in_the_list(cast, as_):
    page = as_(cast.saito).post(BULK + "?q=ren", {"do": "add", "scope": "all"})
    assert [person.nickname for person in page.context["people"]] == ["ren"]


def test_the_next_contact_of_several_and_who_wished_otherwise(cast, as_):
    Participant.objects.filter(pk=cast.ren.pk).update(never_telephone=True)
    data = sent("plan", cast.hana, cast.ren, cast.yui, on=soon(), channel="telephone", why="様子を聞く")
    page = as_(cast.saito).post(BULK, data, follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    assert "1人の分ができました" in text
    assert "電話はしないでほしい" in text
    assert [row.participant for row in NextContact.objects.all()] == [cast.hana]


def test_sent_twice_it_is_done_once(cast, as_):
    data, client = sent("plan", cast.hana, on=soon(), channel="office"), as_(cast.saito)
    first, again = client.post(BULK, data), client.post(BULK, data)
    assert first["Location"] == again["Location"]
    assert NextContact.objects.count() == 1


@pytest.mark.parametrize("on", ["", "あした", "2020-01-01", "令和8年13月1日", "9999-12-31"])
def test_a_day_that_cannot_be(cast, as_, on):
    page = as_(cast.saito).post(BULK, sent("plan", cast.hana, on=on, channel="office"), follow=True)
    assert page.status_code == 200
    assert not NextContact.objects.exists()


def test_a_colleague_joins_and_leaves_again(cast, as_):
    client = as_(cast.saito)
    data = sent("add", cast.hana, cast.ren, colleague=place(cast.kido, cast.oita))
    page = client.post(BULK, data, follow=True)
    text = page.content.decode()
    assert "1人の分ができました" in text
    assert "もうチームにいます" in text
    assert TeamMember.objects.current().filter(participant=cast.ren, user=cast.kido).exists()
    undo = page.request["PATH_INFO"] + "undo/"
    assert "もとに戻しました" in client.post(undo, follow=True).content.decode()
    assert not TeamMember.objects.current().filter(participant=cast.ren, user=cast.kido).exists()
    assert TeamMember.objects.current().filter(participant=cast.hana, user=cast.kido).exists()
    assert "もう戻してあります" in client.post(undo, follow=True).content.decode()


def test_nobody_of_another_desk_can_be_named(cast, as_):
    data = sent("add", cast.hana, colleague=place(cast.mori, cast.beppu))
    page = as_(cast.saito).post(BULK, data)
    assert "error-summary" in page.content.decode()
    assert cast.hana.team.count() == 2


def test_hand_over(cast, as_):
    client = as_(cast.saito)
    data = sent(
        "hand_over", cast.hana, cast.ren, leaves=cast.saito.public_id, to=place(cast.tanaka, cast.oita)
    )
    page = client.post(BULK, data, follow=True)
    assert "2人の分ができました" in page.content.decode()
    assert set(Participant.objects.accompanied_by(cast.tanaka)) == {cast.hana, cast.ren}
    assert not Participant.objects.accompanied_by(cast.saito).exists()
    assert "もとに戻す" not in page.content.decode()


def test_a_manager_hands_over_a_colleagues_people(cast, as_):
    people = sent(
        "hand_over", cast.hana, cast.ren, leaves=cast.kido.public_id, to=place(cast.tanaka, cast.oita)
    )
    page = as_(cast.abe).post(BULK, people, follow=True)
    assert "1人の分ができました" in page.content.decode()
    assert "チームにいません" in page.content.decode()


def test_nobody_else_hands_over_for_a_colleague(cast, as_):
    data = sent("hand_over", cast.hana, leaves=cast.saito.public_id, to=place(cast.tanaka, cast.oita))
    assert "error-summary" in as_(cast.kido).post(BULK, data).content.decode()
    assert TeamMember.objects.current().filter(participant=cast.hana, user=cast.saito).exists()


def test_other_peoples_ids_are_nobody(cast, as_):
    client = as_(cast.tanaka)
    for ids in ([cast.hana.public_id], ["x", "\x00", "あ" * 5000], []):
        answer = client.post(BULK, {"do": "plan", "scope": "chosen", "person": ids}, follow=True)
        assert "どなたも選ばれていません" in answer.content.decode()


def test_who_waits_is_not_picked_before_somebody_is_there(cast, as_):
    answer = as_(cast.tanaka).post(f"{BULK}?state=waiting", {"do": "add", "scope": "all"}, follow=True)
    assert "どなたも選ばれていません" in answer.content.decode()


def test_more_than_two_hundred_are_too_many_at_once(cast, as_):
    for number in range(201):
        make.ParticipantFactory(nickname=f"ことり{number}", desk=cast.oita, team=[cast.tanaka])
    answer = as_(cast.tanaka).post(BULK, {"do": "plan", "scope": "all"}, follow=True)
    assert "200人まで" in answer.content.decode()


def test_what_became_of_it_is_for_whoever_did_it(cast, as_):
    done = as_(cast.saito).post(BULK, sent("plan", cast.hana, on=soon(), channel="office"))["Location"]
    assert as_(cast.abe).get(done).status_code == 404
    assert as_(cast.abe).post(f"{done}undo/").status_code == 404


def test_the_list_after_a_reload(cast, as_):
    assert as_(cast.saito).get(f"{BULK}?sort=last")["Location"] == "/desk/people/?sort=last"
    assert as_(cast.saito).post(BULK, {"do": "erase", "scope": "all"})["Location"] == "/desk/people/"
