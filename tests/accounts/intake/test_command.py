"""`import_participants`: counts that add up, rejects to mend, and running twice creates nothing."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Consent, Participant, RememberedColumns, TeamMember
from accounts.workflow import withdraw_consent
from foundation.tables import workbook

pytestmark = pytest.mark.django_db
HEAD = ["番号", "氏名", "ふりがな", "生年月日", "市町村", "電話番号", "訪問希望", "同意"]
ROWS = [
    ["1", "高橋 はな", "タカハシ ハナ", "S58.4.1", "大分市", "09012345678", "はい", "書面"],
    ["2", "佐藤 れん", "さとう れん", "昭和55年", "44202", "", "", "電話"],
    ["", "", "", "", "", "", "", ""],
    ["4", "", "", "", "大分市", "", "", "書面"],
    ["5", "森 ゆい", "もり ゆい", "昭和99年1月1日", "大分市", "12", "たぶん", ""],
    ["1", "別 の人", "べつ のひと", "", "", "", "", "書面"],
]


def run(path, *options, by="saito@test.example"):
    out = io.StringIO()
    call_command("import_participants", str(path), "--by", by, *options, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


@pytest.fixture
def written(tmp_path):
    def write(rows=ROWS, head=HEAD, encoding="cp932"):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([head, *rows])
        path = tmp_path / "people.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


def test_the_parts_add_up_and_a_second_run_does_nothing(cast, written, tmp_path):
    path, bad = written(), tmp_path / "bad.csv"
    first = run(path, "--rejects", str(bad))
    assert first == {"rows": 6, "created": 2, "updated": 0, "unchanged": 0, "rejected": 3, "blank": 1}
    assert run(path) == first | {"created": 0, "unchanged": 2}
    hana = Participant.objects.get(family_name="高橋")
    assert (hana.full_kana, hana.birth_date) == ("たかはし はな", date(1983, 4, 1))
    assert (hana.telephone, hana.visit_wished, hana.never_telephone) == ("090-1234-5678", True, None)
    assert (hana.desk, hana.registered_by, hana.nickname) == (cast.oita, cast.saito, "高橋")
    assert TeamMember.objects.get(participant=hana).user == cast.saito
    consent = Consent.objects.get(participant=hana)
    assert (consent.how, consent.recorded_by) == ("paper", cast.saito)
    ren = Participant.objects.get(family_name="佐藤")
    assert (ren.birth_year, ren.municipality_id, ren.visit_wished) == (1980, "44202", None)


def test_rejects_carry_line_reason_and_row_and_can_be_mended_and_sent_again(cast, written, tmp_path):
    bad = tmp_path / "bad.csv"
    run(written(), "--rejects", str(bad))
    head, *rows = csv.reader(bad.read_text("utf-8-sig").splitlines())
    assert head == ["行", "直すところ", *HEAD]
    assert [row[0] for row in rows] == ["5", "6", "7"]
    assert "生年月日" in rows[1][1]
    assert "電話番号" in rows[1][1]
    assert "2行目" in rows[2][1]
    mended = [["8", "森 ゆい", "もり ゆい", "昭和60年1月1日", "大分市", "0975346111", "", "電話"]]
    path = written([[rows[1][0], rows[1][1], *mended[0]]], head)
    assert run(path)["created"] == 1


def test_a_dry_run_says_the_same_and_writes_nothing(cast, written):
    before = Participant.objects.count()
    path = written()
    dry = run(path, "--dry-run")
    assert Participant.objects.count() == before
    assert run(path) == dry
    assert run(path, "--dry-run")["unchanged"] == 2


def test_without_numbers_the_same_names_are_the_same_people(cast, written):
    rows = [["", *row[1:]] for row in ROWS[:2]]
    assert run(written(rows))["created"] == 2
    assert run(written(rows, encoding="utf-8-sig"))["unchanged"] == 2


def test_new_words_are_added_and_what_staff_wrote_stays(cast, written):
    run(written(ROWS[:1]))
    hana = Participant.objects.get(family_name="高橋")
    Participant.objects.filter(pk=hana.pk).update(telephone="097-111-1111", nickname="はなさん")
    changed = [[*ROWS[0][:3], "1983年", *ROWS[0][4:6], "いいえ", "書面"]]
    assert run(written(changed))["updated"] == 1
    hana.refresh_from_db()
    assert (hana.telephone, hana.nickname, hana.visit_wished) == ("097-111-1111", "はなさん", False)
    assert (hana.birth_date, hana.birth_year) == (None, 1983)
    assert run(written(changed))["unchanged"] == 1


def test_blank_cells_take_nothing_away(cast, written):
    run(written(ROWS[:1]))
    assert run(written([["1", "高橋 はな", "", "", "", "", "", "書面"]]))["unchanged"] == 1


def test_only_the_team_writes_and_only_while_they_agree(cast, written):
    run(written(ROWS[:1]))
    news = [[*ROWS[0][:6], "いいえ", "書面"]]
    assert run(written(news), by="tanaka@test.example")["rejected"] == 1
    hana = Participant.objects.get(family_name="高橋")
    withdraw_consent(hana.consents.get(), by=cast.saito)
    assert run(written(news))["rejected"] == 1
    assert run(written(ROWS[:1]))["unchanged"] == 1


def test_one_statement_for_the_file(cast, written):
    head, rows = HEAD[:-1], [row[:-1] for row in ROWS[:2]]
    assert run(written(rows, head))["rejected"] == 2
    assert run(written(rows, head), "--how", "paper")["created"] == 2


def test_colleagues_named_in_the_file_become_the_team(cast, written):
    rows = [[*ROWS[0], "kido@test.example"], [*ROWS[1], "mori@test.example"]]
    result = run(written(rows, [*HEAD, "担当者"]))
    assert (result["created"], result["rejected"]) == (1, 1), "Mori works in another town"
    assert Participant.objects.get(family_name="高橋").team.get().user == cast.kido


def test_columns_by_hand_and_remembered(cast, written):
    path = written([["かもめ", "紙"]], ["なまえ的なもの", "承諾"])
    with pytest.raises(CommandError, match="--column"):
        run(path)
    assert run(path, "--column", "なまえ的なもの=nickname", "--column", "承諾=how")["created"] == 1
    RememberedColumns.objects.create(
        organisation=cast.oita, columns={"なまえ的なもの": "nickname", "承諾": "how"}
    )
    assert run(path)["unchanged"] == 1


def test_a_workbook_is_read_the_same(cast, written, tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook(iter([HEAD, *ROWS]), "名簿"))
    assert run(path) == run(written()) | {"created": 2, "unchanged": 0}


@pytest.mark.parametrize(
    "by", ["kido@test.example", "oto@test.example", "hana@test.example", "no@body.example"]
)
def test_others_import_nobody(cast, written, by):
    with pytest.raises(CommandError):
        run(written(), "--desk", "44201", by=by)
    assert not Participant.objects.filter(family_name="高橋").exists()


def test_not_at_another_towns_desk(cast, written):
    with pytest.raises(CommandError):
        run(written(), "--desk", "44202")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00\x00\x00"])
def test_what_is_no_table_is_said(cast, tmp_path, data):
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(CommandError):
        run(path)


def test_what_the_file_said_stands_readable_nowhere(cast, written):
    run(written([["1", "高橋 はな", "", "", "", "09012345678", "", "書面"]]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM accounts_importedperson")
        assert "1234" not in cursor.fetchone()[0]
