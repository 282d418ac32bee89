"""Tables as people send them: encodings, line numbers, and files that are no tables."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from foundation.tables import Table, TableError, guarded, workbook, write_csv

TEXT = '氏名,電話\r\n髙橋,"090\n1234"\r\n\r\n"﨑田 一",0\r\n'


def read(data: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    table = Table(io.BytesIO(data))
    return table.header, [(row.line, row.cells) for row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_each_encoding_gives_the_same_rows_with_the_lines_of_the_file(encoding):
    header, rows = read(TEXT.encode(encoding))
    assert header == ["氏名", "電話"]
    assert rows == [(2, ["髙橋", "090\n1234"]), (4, ["", ""]), (5, ["﨑田 一", "0"])]


def test_tabs_part_columns_too():
    assert read("氏名\t電話\nA,B\t1\n".encode())[1] == [(2, ["A,B", "1"])]


def test_short_rows_are_filled_and_long_ones_cut():
    assert read(b"a,b\n1\n1,2,3\n")[1] == [(2, ["1", ""]), (3, ["1", "2"])]


def test_a_workbook_says_what_its_reader_saw():
    book = Workbook()
    book.active.append(["生年月日", "番号", "時刻", "はい", None])
    book.active.append([date(1983, 4, 1), 5.0, datetime(2026, 4, 1, 9, 30), True])
    book.active.append([None])
    book.active.append(["=1+1", " 　x ", None, False])
    out = io.BytesIO()
    book.save(out)
    header, rows = read(out.getvalue())
    assert header == ["生年月日", "番号", "時刻", "はい"]
    assert rows[0] == (2, ["1983-04-01", "5", "2026-04-01 09:30", "TRUE"])
    assert rows[1] == (3, ["", "", "", ""])
    assert rows[2][1][1:] == ["x", "", "FALSE"]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n  \n",
        b"\x00\x01\x02,\x00",
        b"\x81",
        "氏名\n".encode("cp932") + b"\x81\xff\xff\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
        b"PK\x03\x04 broken",
        zipped(photo=b"x"),
        b"a,b\n1,\"" + b"x" * 200_000,
        b"a," * 400 + b"\n",
    ],
    ids=["empty", "blank", "binary", "half", "mixed", "xls", "torn", "zip", "quote", "wide"],
)  # fmt: skip
def test_what_is_no_table_is_said_in_a_sentence(data):
    with pytest.raises(TableError, match="。"):
        read(data)


@pytest.mark.parametrize("text", ["=1+1", "+81-90", "-", "@SUM", "\t=1", "＝1", " =1", "|x"])
def test_what_a_spreadsheet_would_run_is_text_and_reads_back_as_it_was(text):
    assert guarded(text) == f"'{text}"
    out = io.StringIO(newline="")
    write_csv(out, iter([["見出し"], [text]]))
    assert next(csv.reader(io.StringIO(out.getvalue().split("\r\n", 1)[1])))[0] == f"'{text}"
    assert read(out.getvalue().encode())[1][0][1] == [text.strip()]
    assert read(workbook(iter([["見出し"], [text]]), "一覧"))[1][0][1] == [text.strip()]


@pytest.mark.parametrize("value", ["高橋", "090-1234", 5, None, "a=b"])
def test_the_rest_is_left_alone(value):
    assert guarded(value) == value
