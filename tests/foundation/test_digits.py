"""Forms read what Japanese keyboards type, keep what was typed, and answer with a sentence."""

import pytest
from django import forms
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.digits import CleanTextField, IntegerField, PostcodeField, TelephoneField, clean_text


class Form(forms.Form):
    minutes = IntegerField(min_value=0, max_value=600, required=False)
    telephone = TelephoneField(required=False)
    postcode = PostcodeField(required=False)
    name = CleanTextField(max_length=10, required=False)
    note = CleanTextField(widget=forms.Textarea, required=False)


def read(field: str, typed: str) -> object:
    form = Form({field: typed})
    assert form.is_valid(), form.errors
    return form.cleaned_data[field]


def refusal(field: str, typed: str) -> str:
    form = Form({field: typed})
    assert not form.is_valid()
    (sentence,) = form.errors[field]
    return sentence


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("15", 15),
        ("１５", 15),
        (" １５　", 15),
        ("+15", 15),
        ("0", 0),
        ("００６", 6),
        ("", None),
        ("　", None),
    ],
)
def test_a_number_is_read(typed, number):
    assert read("minutes", typed) == number


def test_thousands_are_read():
    assert IntegerField().clean("１，０９６") == 1096
    assert IntegerField().clean("−３") == -3


@pytest.mark.parametrize(
    "typed", ["十五", "15分", "1.5", "1e3", "--1", "٣", "²x", "\0", "9" * 10_000_000, "1_0", "true"]
)
def test_what_is_no_number_is_refused(typed):
    assert refusal("minutes", typed) == "数字で入力してください。例：15"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "0以上の数字を入力してください。"),
        ("ー１", "0以上の数字を入力してください。"),
        ("601", "600以下の数字を入力してください。"),
    ],
)
def test_a_number_out_of_bounds_is_told_the_bound(typed, sentence):
    assert refusal("minutes", typed) == sentence


def test_no_number_is_too_large_for_the_database():
    with pytest.raises(forms.ValidationError, match="2147483647以下"):
        IntegerField().clean("99999999999999999999")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("０９０ー１２３４ー５６７８", "090-1234-5678"),
        ("09012345678", "090-1234-5678"),
        ("090 1234 5678", "090-1234-5678"),
        ("（097）536-1111", "097-536-1111"),
        ("097‐536−1111", "097-536-1111"),
        ("0975361111", "0975361111"),
        ("0312345678", "03-1234-5678"),
        ("0120279338", "0120-279-338"),
        ("08001234567", "0800-123-4567"),
        ("+81 90-1234-5678", "090-1234-5678"),
        ("+81(0)90-1234-5678", "090-1234-5678"),
        ("", ""),
    ],
)
def test_a_telephone_number_gets_one_spelling(typed, number):
    assert read("telephone", typed) == number


@pytest.mark.parametrize(
    "typed", ["110", "090-1234-567", "190-1234-5678", "電話なし", "090-1234-56789", "0" * 10_000, "(-)"]
)
def test_what_is_no_telephone_number_is_refused(typed):
    assert "0から始まる10けたか11けた" in refusal("telephone", typed)


@pytest.mark.parametrize(
    "typed", ["8700839", "870-0839", "８７０ー０８３９", "〒870-0839", "〒 ８７０ ０８３９"]
)
def test_a_postcode_gets_one_spelling(typed):
    assert read("postcode", typed) == "870-0839"


@pytest.mark.parametrize("typed", ["870", "87008390", "abc", "870-083９x", "8" * 1_000_000])
def test_what_is_no_postcode_is_refused(typed):
    assert "7けた" in refusal("postcode", typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("髙﨑𠮷子", "髙﨑𠮷子"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("👩‍👩‍👧🙂", "👩‍👩‍👧🙂"),
        ("山\0田\x07\x9f", "山田"),
        ("\u202eあ\u202c", "あ"),
        ("山\r\n田\t花子", "山 田 花子"),
        ("\ud800山", "山"),
        ("　山田　", "山田"),
        ("\0", ""),
    ],
)
def test_a_name_keeps_every_character_that_can_be_seen(typed, kept):
    assert read("name", typed) == kept


def test_a_note_keeps_its_lines():
    assert read("note", "一\r\n\x00二\r三\n\t四") == "一\n二\n三\n\t四"


def test_a_long_text_is_refused_with_both_lengths_and_kept():
    form = Form({"name": "あ" * 11})
    assert form.errors["name"] == ["10文字までで入力してください。いまは11文字です。"]
    assert "あ" * 11 in str(form["name"])
    assert refusal("note", "あ" * 10_000_000) == "2000文字までで入力してください。いまは10000000文字です。"


def test_sentences_come_in_english_too():
    with translation.override("en"):
        assert refusal("minutes", "x") == "Please write a number, like 15."


@settings(deadline=None)
@given(st.text(st.characters()))
def test_clean_text_can_be_stored_and_is_cleaned_once(text):
    cleaned = clean_text(text)
    cleaned.encode()
    assert "\0" not in cleaned
    assert clean_text(cleaned) == cleaned


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(Form.base_fields)), st.text()))
def test_no_input_is_an_error_of_ours(typed):
    form = Form(typed)
    form.is_valid()
    str(form)
