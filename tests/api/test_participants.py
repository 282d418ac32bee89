"""Records through the API: the same people, the same reads in the log, the same refusals."""

import pytest

from accounts.models import Consent, Participant, RecordAccess, Wishes

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/participants/"


def send(client, path, said, method="patch"):
    return getattr(client, method)(path, said, content_type="application/json")


def of(person, step=""):
    return f"{PEOPLE}{person.public_id}/{step}"


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        ("saito", "hana ren"),
        ("kido", "hana"),
        ("tanaka", ""),
        ("abe", "hana ren sora"),
        ("mori", "yui"),
        ("oto", ""),
    ],
)
def test_each_lists_whom_they_may_open(client, cast, actor, seen):
    client.force_login(getattr(cast, actor))
    names = {row["nickname"] for row in client.get(PEOPLE).json()["results"]}
    assert names == set(seen.split())
    assert not RecordAccess.objects.exists()


def test_a_record_and_its_wishes_are_reads_that_hana_sees(client, cast):
    client.force_login(cast.saito)
    assert client.get(of(cast.hana)).json()["nickname"] == "hana"
    assert client.get(of(cast.hana, "wishes/")).status_code == 200
    reads = RecordAccess.objects.of(cast.hana).values_list("user", "what")
    assert set(reads) == {(cast.saito.pk, "api.record"), (cast.saito.pk, "api.wishes")}


def test_ones_own_record_is_no_read(client, cast):
    client.force_login(cast.hana.user)
    assert client.get(of(cast.hana)).status_code == 200
    assert not RecordAccess.objects.exists()


def test_a_peer_does_not_learn_who_somebody_is_in_law(client, cast):
    Participant.objects.filter(pk=cast.hana.pk).update(family_name="髙﨑", address="")
    client.force_login(cast.saito)
    assert client.get(of(cast.hana)).json()["family_name"] == "髙﨑"
    client.force_login(cast.kido)
    assert client.get(of(cast.hana)).json()["family_name"] is None
    assert send(client, of(cast.hana), {"family_name": "x"}).status_code == 403
    assert send(client, of(cast.hana), {"contact_hours": "午後"}).status_code == 200


def test_a_manager_reads_and_does_not_write(client, cast):
    client.force_login(cast.abe)
    assert client.get(of(cast.hana)).status_code == 200
    assert send(client, of(cast.hana), {"nickname": "x"}).status_code == 403
    assert send(client, of(cast.hana, "wishes/"), {"minutes_max": 30}).status_code == 403


def test_registering_begins_a_record_with_its_consent(client, cast):
    client.force_login(cast.tanaka)
    made = send(client, PEOPLE, {"desk": cast.oita.public_id, "nickname": "𠮷田さん", "how": "paper"}, "post")
    assert made.status_code == 201, made.json()
    row = Participant.objects.get(public_id=made.json()["id"])
    assert (row.nickname, row.consents.get().how) == ("𠮷田さん", Consent.How.PAPER)
    assert [member.user for member in row.team.current()] == [cast.tanaka]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"nickname": ""}, "nickname"), ({"nickname": "あ" * 41}, "nickname"), ({"how": "online"}, "how"),
        ({"birth_date": "1980-02-30"}, "birth_date"), ({"birth_year": -5}, "birth_year"),
        ({"birth_year": 10**30}, "birth_year"), ({"municipality": "99999"}, "municipality"),
        ({"birth_not_told": True, "birth_year": 1980}, ""), ({"sex": 5}, "sex"), ({"nickname": None}, "nickname"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(client, cast, said, field):
    client.force_login(cast.tanaka)
    before = Participant.objects.count()
    whole = {"desk": cast.oita.public_id, "nickname": "あ", "how": "paper"} | said
    answer = send(client, PEOPLE, whole, "post")
    assert answer.status_code == 400, answer.json()
    assert {error["field"] for error in answer.json()["errors"]} == {field}
    assert Participant.objects.count() == before


def test_wishes_are_filled_in_little_by_little(client, cast):
    client.force_login(cast.hana.user)
    assert send(client, of(cast.hana, "wishes/"), {"days": ["mon", "fri"]}).status_code == 200
    assert send(client, of(cast.hana, "wishes/"), {"minutes_max": 30}).json()["days"] == ["mon", "fri"]
    assert send(client, of(cast.hana, "wishes/"), {"minutes_max": 481}).status_code == 400
    assert send(client, of(cast.hana, "wishes/"), {"days": ["someday"]}).status_code == 400
    assert Wishes.of(cast.hana).minutes_max == 30
