"""The list as a file: asked first, logged for each person, and nothing in it that the page does not show."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.log_check import verify
from accounts.models import Membership, Participant, RecordAccess
from tests import factories as make

pytestmark = pytest.mark.django_db
EXPORT = "/desk/people/export/"
COLUMNS = "?" + "&".join(f"columns={key}" for key in ("name", "born", "town", "next", "team", "wish"))
ALL = {"scope": "all", "kind": "csv"}


@pytest.fixture(autouse=True)
def _named(cast):
    for person, family in ((cast.hana, "花田"), (cast.ren, "蓮見")):
        Participant.objects.filter(pk=person.pk).update(
            family_name=family, family_kana="よみ", birth_date="1985-04-02", telephone="097-534-6111",
            address="荷揚町2-31",
        )  # fmt: skip


def table(answer) -> list[list[str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def logged() -> list[tuple[Participant, str]]:
    return [(row.participant, row.what) for row in RecordAccess.objects.order_by("number")]


def test_first_it_asks_with_how_many_people(cast, as_):
    page = as_(cast.saito).post("/desk/people/bulk/" + COLUMNS, {"do": "export", "scope": "all"})
    assert "2人の記録を、ファイルにします" in page.content.decode()
    assert not RecordAccess.objects.exists()


def test_the_chosen_columns_of_each_person_and_one_entry_in_the_log(cast, as_):
    make.NextContactFactory(
        participant=cast.hana, made_by=cast.saito, project=cast.project, on="2026-12-01", channel="letter"
    )
    answer = as_(cast.saito).post(EXPORT + COLUMNS, ALL)
    assert "attachment" in answer["Content-Disposition"]
    head, hana, ren = table(answer)
    assert head == [
        "ニックネーム",
        "お名前",
        "よみ",
        "生年月日",
        "まち",
        "次の連絡",
        "次の連絡の方法",
        "いまの希望",
        "チーム",
    ]
    assert hana == ["hana", "花田", "よみ", "1985-04-02", "大分市", "2026-12-01", "手紙", "", "saito、kido"]
    assert ren[1] == "蓮見"
    assert logged() == [(cast.hana, "export"), (cast.ren, "export")]
    assert not verify().broken
    assert not [word for word in ("097-534", "荷揚町") if word in answer.content.decode()]


def test_a_workbook_with_days(cast, as_):
    answer = as_(cast.saito).post(
        EXPORT + COLUMNS, {"scope": "chosen", "person": [cast.ren.public_id], "kind": "xlsx"}
    )
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["ニックネーム", "ren"]
    assert rows[1][3].date().isoformat() == "1985-04-02"
    assert logged() == [(cast.ren, "export")]


@pytest.mark.parametrize("name", ["=1+1", "+81", "-2", "@x", "＝HYPERLINK(1)", "\t=1"])
def test_nothing_in_it_runs_as_a_formula(cast, as_, name):
    Participant.objects.filter(pk=cast.hana.pk).update(nickname=name)
    answer = as_(cast.saito).post(EXPORT, ALL)
    assert f"'{name}" in [row[0] for row in table(answer)]


def test_a_peer_supporter_exports_what_they_see(cast, as_):
    client = as_(cast.kido)
    asked = client.post("/desk/people/bulk/" + COLUMNS, {"do": "export", "scope": "all"}).content.decode()
    assert "あなたには見えないので、空になります" in asked
    answer = client.post(EXPORT + COLUMNS, ALL)
    text = answer.content.decode()
    assert [row[0] for row in table(answer)] == ["ニックネーム", "hana"]
    assert not [word for word in ("花田", "よみ,よみ", "1985") if word in text]


def test_others_get_nothing(cast, as_):
    for user in (cast.tanaka, cast.mori):
        ids = {"scope": "chosen", "person": [cast.hana.public_id], "kind": "csv"}
        assert "どなたも選ばれていません" in as_(user).post(EXPORT, ids, follow=True).content.decode()
    cast.hana.team.filter(user=cast.saito).update(left_at=timezone.now())
    assert [row[0] for row in table(as_(cast.saito).post(EXPORT, ALL))[1:]] == ["ren"]
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.saito).update(ends_on=yesterday)
    assert as_(cast.saito).post(EXPORT, ALL).status_code == 404
    assert logged() == [(cast.ren, "export")]


def test_who_waits_leaves_in_no_file(cast, as_):
    answer = as_(cast.tanaka).post(f"{EXPORT}?state=waiting", ALL, follow=True)
    assert "どなたも選ばれていません" in answer.content.decode()


def test_a_kind_that_is_none_is_asked_again(cast, as_):
    page = as_(cast.saito).post(EXPORT, {"scope": "all", "kind": "exe"})
    assert "error-summary" in page.content.decode()
    assert not RecordAccess.objects.exists()


def test_in_english(cast, as_):
    answer = as_(cast.saito).post("/en" + EXPORT + COLUMNS, ALL)
    assert table(answer)[0][:3] == ["Nickname", "Name", "Reading"]


def test_the_number_of_queries_does_not_grow(cast, as_, count_queries):
    client = as_(cast.saito)
    client.post(EXPORT + COLUMNS, ALL)
    few = count_queries(lambda: client.post(EXPORT + COLUMNS, ALL))
    for number in range(30):
        make.ParticipantFactory(nickname=f"ことり{number}", desk=cast.oita, team=[cast.saito])
    assert count_queries(lambda: client.post(EXPORT + COLUMNS, ALL)) == few
