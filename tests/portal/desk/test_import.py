"""A table of people in the browser: 500 rows with 20 to mend, step by step, and never twice."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import Membership, Participant, PeopleFile, PeopleFileRow, RememberedColumns
from tests.browser import PHONE, check_page, expect, follow, sign_in
from tests.translations import untranslated

pytestmark = pytest.mark.django_db
SEND = "/desk/import/"
HEAD = ["氏名", "よみがな", "生まれた日", "電話"]


def table(rows: int = 500, broken: int = 20) -> bytes:
    """People of whom every so many has a birth date that cannot be."""
    each = rows // broken if broken else rows + 1
    lines = [
        [f"名簿{n} 太郎", "めいぼ たろう", "昭和99年1月1日" if n % each == 0 else f"S{40 + n % 20}.4.{1 + n % 28}",
         f"0901234{n:04}"] for n in range(1, rows + 1)
    ]  # fmt: skip
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEAD, *lines])
    return out.getvalue().encode("cp932")


def send(client, data: bytes = b"", name: str = "名簿.csv"):
    return client.post(SEND, {"file": SimpleUploadedFile(name, data or table())})


def match(client, file, **columns):
    sent = {"how": "paper", "column0": "name", "column1": "kana", "column2": "birth", "column3": "telephone"}
    return client.post(f"{SEND}{file.public_id}/columns/", sent | columns)


def go_on(client, file, until: str) -> PeopleFile:
    for _step in range(20):
        file.refresh_from_db()
        if file.state == until:
            break
        client.post(f"{SEND}{file.public_id}/step/")
    return file


@pytest.fixture
def client(cast, as_):
    return as_(cast.saito)


@pytest.fixture
def file(cast, client) -> PeopleFile:
    """Sent with the desk in the form's hidden field."""
    client.post(SEND, {"file": SimpleUploadedFile("名簿.csv", table()), "desk": cast.oita.public_id})
    return PeopleFile.objects.get()


def test_the_whole_way(cast, client, file):
    before = Participant.objects.count()
    assert file.columns == ["name", "kana", "", "telephone"], "one heading is nobody's guess"
    match(client, file)
    file = go_on(client, file, "checked")
    assert Participant.objects.count() == before
    page = client.get(f"{SEND}{file.public_id}/").content.decode()
    assert "480人を登録する" in page
    assert "26行目" in page
    assert "生年月日" in page
    client.post(f"{SEND}{file.public_id}/run/")
    client.post(f"{SEND}{file.public_id}/step/")
    assert Participant.objects.count() == before + 100, "closed here, it goes on later"
    file = go_on(client, file, "done")
    assert Participant.objects.count() == before + 480
    assert file.counts == {
        "rows": 500,
        "blank": 0,
        "created": 480,
        "updated": 0,
        "unchanged": 0,
        "rejected": 20,
    }
    assert set(file.rows.values_list("outcome", flat=True)) == {"rejected"}, (
        "what is registered is not kept here"
    )
    client.post(f"{SEND}{file.public_id}/remove/")
    assert not PeopleFileRow.objects.exists()


def test_mended_rows_are_sent_again_and_nobody_comes_twice(cast, client, file):
    match(client, file)
    go_on(client, file, "checked")
    client.post(f"{SEND}{file.public_id}/run/")
    go_on(client, file, "done")
    people = Participant.objects.count()
    mend = client.get(f"{SEND}{file.public_id}/rejects/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(mend)))
    assert rows[1][0] == "26"
    assert len(rows) == 21
    mended = mend.replace("昭和99年1月1日", "昭和60年1月1日").encode("utf-8-sig")
    desk = cast.oita.public_id
    for data, more in ((mended, 20), (table(), 0)):
        client.post(SEND, {"file": SimpleUploadedFile("直した.csv", data), "desk": desk})
        again = PeopleFile.objects.latest("pk")
        assert "birth" in again.columns, "matched by hand once, remembered"
        client.post(f"{SEND}{again.public_id}/columns/", {"how": "paper"} | {
            f"column{n}": key for n, key in enumerate(again.columns)})  # fmt: skip
        go_on(client, again, "checked")
        assert again.counts["created"] == more
        client.post(f"{SEND}{again.public_id}/run/")
        go_on(client, again, "done")
    assert Participant.objects.count() == people + 20


def test_nothing_of_the_file_stands_readable(client, file):
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(cells, '') FROM accounts_peoplefilerow")
        assert "名簿" not in cursor.fetchone()[0]
        cursor.execute("SELECT header FROM accounts_peoplefile")
        assert "よみがな" not in cursor.fetchone()[0]


def test_no_column_twice_a_name_and_a_yes(client, file):
    assert "ほかの列でも" in match(client, file, column1="name").content.decode()
    assert "ニックネームかお名前" in match(client, file, column0="").content.decode()
    assert "どのように同意されたか" in match(client, file, how="").content.decode()
    assert not RememberedColumns.objects.exists()


@pytest.mark.parametrize("data", [b"\x00\x01", b"\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_table_is_said(cast, client, data):
    sent = {"file": SimpleUploadedFile("a.csv", data), "desk": cast.oita.public_id}
    page = client.post(SEND, sent)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not PeopleFile.objects.exists()


def test_two_clicks_register_nobody_twice(client, file):
    match(client, file)
    go_on(client, file, "checked")
    for _click in range(2):
        client.post(f"{SEND}{file.public_id}/run/")
    go_on(client, file, "done")
    assert Participant.objects.filter(family_name__startswith="名簿").count() == 480


def test_whoever_left_the_desk_registers_nobody_more(cast, client, file):
    match(client, file)
    go_on(client, file, "checked")
    Membership.objects.filter(user=cast.saito).delete()
    assert client.post(f"{SEND}{file.public_id}/run/").status_code == 404
    assert not Participant.objects.filter(family_name__startswith="名簿").exists()


def test_a_step_asks_for_the_same_number_of_queries_for_any_row(client, file, django_assert_max_num_queries):
    match(client, file)
    go_on(client, file, "checked")
    client.post(f"{SEND}{file.public_id}/run/")
    with django_assert_max_num_queries(45):
        client.post(f"{SEND}{file.public_id}/step/")


def test_the_pages_are_english_too():
    assert not untranslated(
        "platform/portal/*/desk_import.py",
        "platform/portal/templates/portal/desk/import*.html",
        "accounts/intake/*.py",
        "accounts/models/intake.py",
        "accounts/workflow/intake.py",
        "accounts/workflow/people_files.py",
        "platform/foundation/tables.py",
    )


@pytest.mark.django_db(transaction=True)
def test_500_people_with_20_broken_rows_in_a_browser(server, cast, open_page):
    page = open_page(width=PHONE)
    sign_in(page, cast.saito, server)
    page.goto(server.url + "/desk/people/begin/")
    follow(page.get_by_role("link", name="名簿からまとめて登録する"))
    page.get_by_label("ファイル").set_input_files(
        {"name": "名簿.csv", "mimeType": "text/csv", "buffer": table()}
    )
    check_page(page)
    follow(page.get_by_role("button", name="送る"))
    page.get_by_label("生まれた日").select_option("birth")
    page.get_by_label("この名簿の方は、どのように同意されましたか").select_option("paper")
    check_page(page)
    page.get_by_role("button", name="この組み合わせで確かめる").click()
    register = page.get_by_role("button", name="480人を登録する")
    expect(register).to_be_visible()
    check_page(page)
    register.click()
    expect(page.get_by_text("登録が終わりました。")).to_be_visible()
    check_page(page)
    assert Participant.objects.filter(family_name__startswith="名簿").count() == 480
