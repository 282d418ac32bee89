"""Tables that people send and fetch: CSV and XLSX, row by row, each with the number of its line.

Reads UTF-8 with or without a BOM, UTF-16 with one, CP932, and Excel's XLSX; memory does not grow with the
number of rows. Whatever is no table is a `TableError` with a sentence for whoever sent it.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

LONGEST_CELL = 20_000
MOST_COLUMNS = 300
LARGEST_UNPACKED = 600_000_000
_CHUNK = 1 << 16
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_FORMULA = re.compile(r"^[\s\u3000]*[=+\-@;|\t\r＝＋－＠]")


class TableError(ValueError):
    """The file is no table that can be read; the message says what to do."""


@dataclass(frozen=True)
class Row:
    """A row below the headings; `line` counts from 1 as an editor or a spreadsheet does."""

    line: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


class Table:
    """A file with headings: `header` is read at once, `rows()` one after another (once)."""

    def __init__(self, source: Path | IO[bytes]) -> None:
        stream = source.open("rb") if isinstance(source, Path) else source
        self._lines = _lines(stream)
        self.header: list[str] = []
        for row in self._lines:
            if not row.is_blank:
                self.header = row.cells
                break
        if not self.header:
            raise TableError(_("ファイルに何も書かれていません。1行目に見出しを書いてください。"))
        while self.header and not self.header[-1]:
            self.header.pop()
        if len(self.header) > MOST_COLUMNS:
            raise TableError(_("列が多すぎます。{n}列までにしてください。").format(n=MOST_COLUMNS))

    def rows(self) -> Iterator[Row]:
        """Every row below the headings, blank ones too, as wide as the headings."""
        width = len(self.header)
        for row in self._lines:
            yield Row(row.line, (row.cells + [""] * width)[:width])


def _lines(stream: IO[bytes]) -> Iterator[Row]:
    start = stream.read(8)
    stream.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return _of_workbook(stream)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            _("古い形式のExcelか、パスワードのあるファイルです。「.xlsx」か「CSV」で保存しなおしてください。")
        )
    return _of_text(stream)


def _encoding(stream: IO[bytes]) -> str:
    """The first encoding in which the whole file can be read."""
    start = stream.read(4)
    marked = [name for bom, name in _BOMS if start.startswith(bom)]
    for name in marked or ("utf-8", "cp932"):
        stream.seek(0)
        if _reads(stream, name):
            return name
    raise TableError(
        _("文字を読めませんでした。UTF-8かシフトJIS（Windowsの「CSV」）で保存しなおしてください。")
    )


def _reads(stream: IO[bytes], encoding: str) -> bool:
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        while chunk := text.read(_CHUNK):
            if "\x00" in chunk:
                raise TableError(_("表のファイルではないようです。CSVかExcel（.xlsx）を選んでください。"))
    except UnicodeError:
        return False
    finally:
        text.detach()  # or the stream would be closed with it
    return True


def _delimiter(stream: IO[bytes], encoding: str) -> str:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    first = text.readline(_CHUNK)
    text.detach()
    stream.seek(0)
    return "\t" if first.count("\t") > first.count(",") else ","


def _of_text(stream: IO[bytes]) -> Iterator[Row]:
    encoding = _encoding(stream)
    delimiter = _delimiter(stream, encoding)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from _csv_rows(csv.reader(text, delimiter=delimiter, strict=True))
    finally:
        with suppress(ValueError):  # whoever reads no further may have closed the file
            text.detach()


def _csv_rows(reader: Any) -> Iterator[Row]:
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeError) as problem:
            raise TableError(
                _('{line}行目から先を読めませんでした。引用符「"」が閉じているか、確かめてください。').format(
                    line=begins
                )
            ) from problem
        yield Row(begins, [_cell(value) for value in cells])
        begins = reader.line_num + 1


def _of_workbook(stream: IO[bytes]) -> Iterator[Row]:
    from openpyxl import load_workbook  # a second of imports that only workbooks need

    unreadable = _(
        "Excelのファイルとして読めませんでした。開いて保存しなおしてから、もう一度選んでください。"
    )
    try:
        with zipfile.ZipFile(stream) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise TableError(_("ファイルが大きすぎます。いくつかに分けてください。"))
        stream.seek(0)
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is often wrong
        yield from (
            Row(line, [_cell(_as_text(value)) for value in values[: MOST_COLUMNS + 1]])
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1)
        )
    except TableError:
        raise
    except Exception as problem:  # openpyxl raises whatever its parts raise
        raise TableError(unreadable) from problem


def _as_text(value: Any) -> str:
    """A cell as its reader saw it: days without a midnight, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _cell(text: str) -> str:
    """Without space around it, and without the mark that `guarded` set."""
    text = text.strip().strip("\u3000\ufeff")[:LONGEST_CELL]
    return text[1:].strip() if text.startswith("'") and _FORMULA.match(text[1:]) else text


def guarded(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula, with a mark before it that makes it text again."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def write_csv(out: IO[str], rows: Iterator[list[Any]]) -> None:
    """Rows for a spreadsheet; the caller writes to UTF-8 with a BOM (`utf-8-sig`), which Excel recognises."""
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(value) for value in row])


def workbook(rows: Iterator[list[Any]], title: str) -> bytes:
    """The same as an XLSX file; texts that begin like a formula are text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    for row in rows:
        sheet.append([guarded(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
