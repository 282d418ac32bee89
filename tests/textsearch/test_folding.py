"""The key is the same for every way of writing a thing, and the same in Python and in the database."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from textsearch.folding import VARIANTS, fold

SAMPLES = [
    "",
    "　",
    "東京都の清掃スタッフ",
    "ＡＢＣ　ﾍﾙﾊﾟｰ ｶﾞｷﾞ ①㈱㎡ Ⅲ",
    "髙橋・﨑谷・𠮷野・渡邊邉・齋藤・葛󠄀城",
    "ヘルパ－ ヘルパ― ヘルパ−、10時〜15時",
    "C++ & C# '\\' \"%s\" {x} :* <-> !( |",
    "がﾞぱ゜ 👩‍👩‍👧 ☀️ e\u0301 ß İ ΑΣ Ёж",
    "一ヶ月・ヵ所・ヴァイオリン・ヽヾ・ゖゕ",
    "行の\nなかの\t空白\x01\x7f\u200b\u3000です",
]


def sql(function: str, text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)::text", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヘルパー", "へるぱー"),
        ("ﾍﾙﾊﾟｰ", "ヘルパ－"),
        ("ＡＢＣ１２３", "abc123"),
        ("ジョブ・コーチ", "ジョブコーチ"),
        ("髙橋", "高橋"),
        ("𠮷野﨑", "吉野崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斉藤"),
        ("長濵", "長浜"),
        ("茅ヶ崎", "茅ケ崎"),
        ("らーーめん", "らーめん"),
        ("清掃。（午前）", "清掃 午前"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_ways_of_writing_one_thing_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ビル", "ビール"), ("清掃", "清 掃"), ("10", "1.0"), ("さき", "ざき")]
)
def test_different_things_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.django_db
@pytest.mark.parametrize("text", [*SAMPLES, VARIANTS])
def test_database_folds_the_samples_as_python_does(text):
    assert sql("ja_fold", text) == fold(text)


# Characters that are younger than Python's tables may have compositions that only the database knows.
storable = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"))
japanese = st.text(st.sampled_from("あぱゖァヴヶーｰ-－―・･ 、。高髙﨑𠮷ａＡÉΣЖ'\\゛ﾞ\u3099\ufe0f〜1①"))


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(storable | japanese)
def test_database_folds_any_text_as_python_does(text):
    assert sql("ja_fold", text) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_no_text_is_refused(text):
    folded = fold(text)
    assert "\0" not in folded
    assert "  " not in folded
    folded.encode()


@pytest.mark.django_db
def test_bigrams_carry_their_places_and_the_last_character_stands_alone():
    assert sql("ja_bigrams", "清掃員 猫") == "'員':3 '掃員':2 '清掃':1 '猫':5"
    assert sql("ja_bigrams", "") == ""


@pytest.mark.django_db
def test_a_text_beyond_the_places_of_a_tsvector_is_searchable_up_to_them():
    key = sql("ja_bigrams", "清" * 15_990 + "庭園" + "掃" * 20_000)
    assert "'庭園':15991" in key
    assert "'掃':16000" in key
