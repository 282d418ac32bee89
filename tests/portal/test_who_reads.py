"""A planted value for each kind of field: on the pages of whoever reads it by the table, nowhere for anybody else."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from accounts import workflow
from accounts.fields import Part, Reader, part_of
from accounts.models import Participant, User
from tests import factories as make
from tests.accounts.duty_cast import raised, shift_now
from tests.cast import Cast
from tests.permissions.rows_desk_matching import suggestion as suggest

pytestmark = pytest.mark.django_db

PLANTED = {
    ("accounts.Participant", "family_name"): "山香",
    ("accounts.Participant", "given_kana"): "はなえみ",
    ("accounts.Participant", "birth_date"): "1979",
    ("accounts.Participant", "address"): "荷揚町二丁目の奥",
    ("accounts.Participant", "telephone"): "090-1111-2222",
    ("accounts.Participant", "email"): "kakushi@hana.example",
    ("accounts.Participant", "contact_hours"): "平日の三時すぎ",
    ("account.EmailAddress", "email"): "hairu-toki@hana.example",
    ("accounts.Wishes", "wish_text"): "静かな本だなのそばにいたい",
    ("accounts.SafetyPlan", "helps"): "犬の写真を見る",
    ("accounts.NeverMeet", "words"): "むかしの店長の名前",
    ("accounts.BreakGlass", "reason"): "三日つづけて電話に出ない",
    ("accounts.Alarm", "words"): "朝が来なければいいと書いてあった",
    ("casework.Note", "text"): "庭の話をした面談の記録",
    ("casework.NextContact", "why"): "次は図書館の話のつづき",
    ("jobs.Application", "message"): "ゆっくりで大丈夫ですという提案の言葉",
}


def plant(cast: Cast) -> None:
    """Everything at once; Tanaka took words that cannot wait and wrote a reason, Goto's town is another one."""
    shift_now(cast.oita, cast.tanaka)
    said = {name: value for (model, name), value in PLANTED.items() if model == "accounts.Participant"}
    Participant.objects.filter(pk=cast.hana.pk).update(**said | {"birth_date": "1979-05-01"})
    hana = Participant.objects.get(pk=cast.hana.pk)
    User.objects.filter(pk=cast.hana.user.pk).update(name="", email=PLANTED["account.EmailAddress", "email"])
    value = {key: text for key, text in PLANTED.items() if key[0] != "accounts.Participant"}
    workflow.change_wishes(hana, by=cast.saito, fields={"wish_text": value["accounts.Wishes", "wish_text"]})
    workflow.write_safety_plan(hana, {"helps": value["accounts.SafetyPlan", "helps"]}, by=cast.saito)
    workflow.never_meet_somebody(hana, value["accounts.NeverMeet", "words"], by=cast.saito)
    make.NoteFactory(
        participant=hana, author=cast.saito, project=cast.project, text=value["casework.Note", "text"]
    )
    make.NextContactFactory(
        participant=hana, made_by=cast.saito, project=cast.project, why=value["casework.NextContact", "why"]
    )
    cast.hana_at_shelves.message = value["jobs.Application", "message"]
    cast.hana_at_shelves.save()
    suggest(cast)


def desk_pages(cast: Cast) -> list[str]:
    record = f"/desk/people/{cast.hana.public_id}/"
    parts = ("", "wishes/", "work/", "contact/", "safety-plan/", "team/", "consents/", "never-meet/", "ask/")
    asks = [f"ask/{name}/" for name in ("name", "birth", "reach", "town", "ways", "sex", "wish_text")]
    columns = "&".join(
        f"columns={name}" for name in ("name", "town", "place", "next", "last", "team", "wish")
    )
    return [
        *(record + part for part in (*parts, *asks, "suggestions/", "requests/", "open/", "code/")),
        f"/desk/people/?{columns}",
        f"/desk/people/?whose=desk&{columns}",
        "/desk/duplicates/",
        "/desk/opened/?q=hana",
        "/desk/cannot-wait/",
        f"/desk/applications/{cast.hana_at_shelves.public_id}/",
    ]


def other_pages(cast: Cast) -> list[str]:
    api = f"/api/v1/participants/{cast.hana.public_id}/"
    return [
        *("/office/", "/office/glass/", "/office/requests/", "/office/colleagues/", "/office/duty/"),
        *("/company/", "/company/applications/", f"/company/applications/{cast.hana_at_shelves.public_id}/"),
        *(
            "/me/",
            "/me/steps/",
            "/me/copy/data/",
            "/me/consents/",
            "/me/access/",
            "/me/safety-plan/",
            "/inbox/",
        ),
        *(api, f"{api}wishes/", "/api/v1/participants/", "/api/v1/participants/?q=hana"),
        *("/api/v1/applications/", f"/api/v1/applications/{cast.hana_at_shelves.public_id}/"),
        *("/api/v1/placements/", "/api/v1/suggestions/"),
    ]


def read_by(user: User, pages: list[str]) -> str:
    """All that these pages tell the user."""
    client = Client()
    client.force_login(user)
    answers = [client.get(page) for page in pages]
    assert {answer.status_code for answer in answers} <= {200, 301, 302, 403, 404, 405}
    return "\n".join(answer.content.decode() for answer in answers if answer.status_code == 200)


def part(key: tuple[str, str]) -> Part:
    found = part_of(apps.get_model(key[0])._meta.get_field(key[1]))
    assert found is not None
    return found


def against_the_table(text: str, readers: set[Reader]) -> tuple[list[str], list[str]]:
    """What is there against the table, and what is missing."""
    allowed = {key for key in PLANTED if part(key).readers & readers}
    leaks = [PLANTED[key] for key in PLANTED if key not in allowed and PLANTED[key] in text]
    return leaks, [PLANTED[key] for key in allowed if PLANTED[key] not in text]


@pytest.mark.parametrize(
    ("name", "reader"), [("saito", Reader.WORKER), ("abe", Reader.MANAGER), ("kido", Reader.PEER)]
)
def test_those_whose_record_it_is_to_open_read_what_the_table_says(cast, name, reader):
    plant(cast)
    text = read_by(getattr(cast, name), desk_pages(cast) + other_pages(cast))
    leaks, missing = against_the_table(text, {reader})
    assert not leaks
    reviewed = {PLANTED["accounts.BreakGlass", "reason"], PLANTED["accounts.Alarm", "words"]}  # none yet
    assert not set(missing) - reviewed


@pytest.mark.parametrize(
    "name", ["tanaka", "mori", "goto", "ono", "eto", "operator", "oto", "kaze", "mada", "yui"]
)
def test_others_read_nothing_but_what_finds_somebody_at_their_desk(cast, name):
    plant(cast)
    user = getattr(getattr(cast, name), "user", getattr(cast, name))
    readers = {"tanaka": {Reader.DESK}, "oto": {Reader.COMPANY}}.get(name, set())
    leaks, _missing = against_the_table(read_by(user, desk_pages(cast) + other_pages(cast)), readers)
    assert not leaks


def test_whoever_is_called_and_whoever_wrote_a_reason_read_theirs(cast):
    plant(cast)
    alarm = raised(cast, words=PLANTED["accounts.Alarm", "words"])
    pages = [*desk_pages(cast), *other_pages(cast), reverse("portal:desk_alarm", args=[alarm.public_id])]
    leaks, missing = against_the_table(read_by(cast.tanaka, pages), {Reader.DESK, Reader.CALLED})
    assert (leaks, missing) == ([], [])
    reason = PLANTED["accounts.BreakGlass", "reason"]
    workflow.break_glass(cast.hana, by=cast.tanaka, why="danger", reason=reason)
    readers = {Reader.GLASS, Reader.CALLED}
    leaks, missing = against_the_table(read_by(cast.tanaka, pages), readers)
    assert (leaks, missing) == ([], [])


def test_the_team_reads_the_reason_and_another_town_nothing_of_it(cast):
    plant(cast)
    workflow.break_glass(
        cast.hana, by=cast.tanaka, why="danger", reason=PLANTED["accounts.BreakGlass", "reason"]
    )
    reason = PLANTED["accounts.BreakGlass", "reason"]
    for name, reads in (("saito", True), ("kido", True), ("goto", False), ("ono", False), ("oto", False)):
        assert (reason in read_by(getattr(cast, name), desk_pages(cast) + other_pages(cast))) == reads


def found(user: User, words: str) -> set[str]:
    """Whom a search finds, at the desk and in the API."""
    client = Client()
    client.force_login(user)
    rows = client.get("/api/v1/participants/", {"q": words}).json().get("results", [])
    desk = client.get("/desk/people/", {"q": words})
    people = desk.context["page_obj"] if desk.status_code == 200 else []
    return {row["nickname"] for row in rows} | {person.nickname for person in people}


@pytest.mark.parametrize("name", ["kido", "mori", "ono", "oto"])
def test_a_search_for_what_is_hidden_finds_nobody(cast, name):
    plant(cast)
    for words in ("山香", "はなえみ", "山香 hana"):
        assert found(getattr(cast, name), words) == set()
        assert found(cast.saito, words) == {"hana"}


def test_a_peer_cannot_write_over_what_they_do_not_read(cast):
    plant(cast)
    client = Client()
    client.force_login(cast.kido)
    record = f"/desk/people/{cast.hana.public_id}/"
    sent = {"nickname": "はな", "initial-nickname": "hana", "family_name": "別の名", "telephone": ""}
    assert client.post(f"{record}contact/", sent).status_code == 302
    assert client.post(f"{record}ask/name/", {"family_name": "別の名"}).status_code == 404
    client.post(f"{record}ask/town/", {"address": "別の町", "initial-address": ""})
    row = Participant.objects.get(pk=cast.hana.pk)
    assert (row.nickname, row.family_name, row.telephone) == ("はな", "山香", "090-1111-2222")
    assert row.address == PLANTED["accounts.Participant", "address"]
