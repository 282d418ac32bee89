"""Cells as people fill them in."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from accounts.intake import COLUMNS, Reader, Written, guess
from accounts.intake.cells import is_yes
from foundation.tables import Table
from tests import factories as make


def cell(key: str, text: str):
    return COLUMNS[key].read(text)


@pytest.mark.parametrize(
    "text",
    [
        "昭和58年4月1日", "S58.4.1", "1983/4/1", "１９８３／４／１", "1983-04-01 00:00:00", "昭和５８年４月１日生", "19830401",
        "1983年4月1日（金）",
    ],
)  # fmt: skip
def test_a_birth_date_in_every_writing(text):
    assert cell("birth", text) == {"birth_date": date(1983, 4, 1)}


@pytest.mark.parametrize("text", ["1983", "１９８３年", "昭和58年", "S58", "1983年生まれ"])
def test_a_year_alone(text):
    assert cell("birth", text) == {"birth_year": 1983}


@pytest.mark.parametrize("text", ["2999-01-01", "昭和99年1月1日", "きのう", "1850", "2月30日", "x" * 9999])
def test_no_birth_date(text):
    with pytest.raises(ValidationError):
        cell("birth", text)


@pytest.mark.parametrize(("text", "yes"), [("はい", True), ("○", True), ("〇", True), ("◯", True), ("１", True),
    ("TRUE", True), ("いいえ", False), ("×", False), ("０", False), ("希望しない", False)])  # fmt: skip
def test_yes_and_no(text, yes):
    assert is_yes(text) is yes


@pytest.mark.parametrize("text", ["たぶん", "2", "?", "未確認"])
def test_neither(text):
    with pytest.raises(ValidationError):
        is_yes(text)


@pytest.mark.parametrize(
    ("key", "text", "fields"),
    [
        ("name", "髙﨑　𠮷子", {"family_name": "髙﨑", "given_name": "𠮷子"}),
        ("name", "高橋", {"family_name": "高橋"}),
        ("kana", "ﾀｶｻｷ ﾖｼｺ", {"family_kana": "たかさき", "given_kana": "よしこ"}),
        ("postcode", "〒８７０−００４６", {"postcode": "870-0046"}),
        ("postcode", "600001", {"postcode": "060-0001"}),
        ("telephone", "9012345678", {"telephone": "090-1234-5678"}),
        ("telephone", "０９７（５３４）６１１１", {"telephone": "097-534-6111"}),
        ("sex", "女性", {"sex": 2}),
        ("channel", "郵送", {"channel": "letter"}),
        ("may_telephone", "いいえ", {"never_telephone": True}),
        ("minutes_max", "３０分まで", {"minutes_max": 30}),
        ("days", "月曜、水", {"days": ["mon", "wed"]}),
        ("skills", "とくにない", {"skills": []}),
        ("place", "家", {"place": "home"}),
        ("how", "書面", {"how": "paper"}),
    ],
)
def test_what_people_write(key, text, fields):
    assert cell(key, text) == fields


@pytest.mark.parametrize(
    ("key", "text"),
    [("telephone", "12"), ("postcode", "abc"), ("email", "x"), ("sex", "?"), ("channel", "のろし"), ("how", "画面で"),
     ("minutes_max", "-5"), ("minutes_max", "99999999999999"), ("days", "祝日"), ("nickname", "か" * 41)],
)  # fmt: skip
def test_what_nobody_can_read(key, text):
    with pytest.raises(ValidationError):
        cell(key, text)


def test_headings_are_recognised_once_and_by_hand_first():
    headings = ["No.", "氏名", "フリガナ", "生年月日", "TEL", "ＴＥＬ", "備考"]
    assert guess(headings) == ["reference", "name", "kana", "birth", "telephone", "", ""]
    assert guess(headings, {"備考": "wish_text", "tel": "staff"})[4:] == ["staff", "", "wish_text"]


def test_the_sample_list_of_the_guide_is_read_but_for_one_row(db):
    path = Path(__file__).resolve().parents[3] / "docs" / "guides" / "meibo-mihon.csv"
    with path.open("rb") as file:
        sample = Table(file)
        reader = Reader(make.OrganisationFactory(), guess(sample.header))
        rows = [reader.read(row.line, row.cells) for row in sample.rows()]
    assert [isinstance(row, Written) for row in rows] == [True, True, True, False]
