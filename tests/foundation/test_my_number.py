"""A My Number that somebody types is stored nowhere; other numbers stay as they are."""

import re

import pytest
from django import forms
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Consent, Participant
from casework.models import Note
from foundation.digits import CleanTextField
from foundation.my_number import check_digit, is_my_number, mask, mask_within
from tests import factories as make
from tests.portal.test_unreadable import signed_in

NUMBER = "123456789018"
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

numbers = st.integers(0, 10**11 - 1).map(lambda n: f"{n:011}{check_digit(f'{n:011}')}")
words = st.text("あ髙𠮷 a-。\n・😀Ⅻ", max_size=10)


@pytest.mark.parametrize(
    "typed",
    [NUMBER, WIDE, "1234-5678-9018", "1234 5678 9018", "１２３４ー５６７８ー９０１８", "1234 - 5678 - 9018", "123456 789018",
     "1234\n5678\n9018", "123・456・789・018", " ".join(NUMBER), f"097-123-4567 {NUMBER}", f"{NUMBER}\n{NUMBER}"],
)  # fmt: skip
def test_it_is_masked_however_it_is_written(typed):
    masked = mask(f"番号は{typed}です")
    assert "9018" not in re.sub(r"[^0-9]", "", masked.translate(str.maketrans("０１８９", "0189")))
    assert len(masked) == len(f"番号は{typed}です")
    assert mask(masked) == masked


@pytest.mark.parametrize(
    "typed",
    ["123456789019", "090-1234-5678", "09012345678", "097-534-6111", "1123456789018", "1234567890185",
     "1-1234-5678-9018", "870-0839", "令和8年11月23日 10:30", "1,234,567,890", "", "＊＊＊＊-＊＊＊＊-＊＊＊＊"],
)  # fmt: skip
def test_other_numbers_stay(typed):
    assert mask(typed) == typed


@given(before=words, number=numbers, after=words)
def test_every_number_with_a_right_check_digit_is_masked_and_nothing_around_it(before, number, after):
    assert mask(f"{before}{number}{after}") == f"{before}{'＊' * 12}{after}"
    grouped = f"{number[:4]}-{number[4:8]}-{number[8:]}"
    assert mask(f"。{grouped}。") == "。＊＊＊＊-＊＊＊＊-＊＊＊＊。"


@given(number=numbers, digit=st.integers(1, 9))
def test_a_wrong_check_digit_stays(number, digit):
    wrong = f"{number[:-1]}{(int(number[-1]) + digit) % 10}"
    assert not is_my_number(wrong)
    assert mask(wrong) == wrong


@given(st.recursive(st.none() | st.booleans() | st.integers() | numbers, lambda part: st.lists(part)
                    | st.dictionaries(st.text(max_size=3), part), max_leaves=8))  # fmt: skip
def test_inside_lists_and_dictionaries_too(value):
    assert not re.search("'[0-9]{12}'", repr(mask_within(value)))


@pytest.mark.django_db
def test_a_reader_is_told_and_finds_it_nowhere(cast):
    saito, person = signed_in(cast.saito), f"/desk/people/{cast.hana.public_id}/"
    page = saito.post(person, {"text": f"番号は{WIDE}だそうです"}, follow=True).content.decode()
    assert "マイナンバーと思われる12けたの数字は、保存せずに" in page
    assert Note.objects.get(participant=cast.hana).text == f"番号は{'＊' * 12}だそうです"
    assert "マイナンバーと思われる" not in saito.get(person).content.decode()
    page = saito.post(person, {"text": "電話は09012345678"}, follow=True).content.decode()
    assert "マイナンバーと思われる" not in page


@pytest.mark.django_db
def test_no_way_round_the_forms_leads_past_it(cast):
    note = make.NoteFactory(participant=cast.hana, author=cast.saito, text=NUMBER)
    assert note.text == "＊" * 12
    Note.objects.filter(pk=note.pk).update(text=f"x{NUMBER}")
    note.refresh_from_db()
    assert note.text == "x" + "＊" * 12
    copies = Note.objects.bulk_create(
        [Note(participant=cast.hana, author=cast.saito, channel="office", text=WIDE, project=cast.project,
              body=cast.oita, menu_item="accompany")]
    )  # fmt: skip
    assert Note.objects.get(pk=copies[0].pk).text == "＊" * 12
    consent = make.ConsentFactory(
        participant=cast.hana,
        recipient=cast.kaze_company,
        recorded_by=cast.saito,
        lines=[{"words": "番号", "value": NUMBER}],
    )
    assert Consent.objects.get(pk=consent.pk).lines[0]["value"] == "＊" * 12
    Participant.objects.filter(pk=cast.hana.pk).update(telephone="090-1234-5678")
    assert Participant.objects.get(pk=cast.hana.pk).telephone == "090-1234-5678"


def all_forms(kind: type = forms.BaseForm) -> set[type]:
    return {kind} | {form for child in kind.__subclasses__() for form in all_forms(child)}


def test_every_free_text_of_our_forms_is_read_by_the_field_that_masks():
    """A plain CharField or a model form's own field would let a number through. (allauth drops its user name.)"""
    rooms = {app.name for app in apps.get_app_configs() if "site-packages" not in app.path}
    ours = [form for form in all_forms() if form.__module__.split(".")[0] in rooms]
    plain = [
        f"{form.__module__}.{form.__qualname__}.{name}" for form in ours
        for name, field in {**getattr(form, "base_fields", {})}.items()
        if type(field) is forms.CharField and name != "username" and not field.widget.is_hidden
        and not isinstance(field.widget, forms.PasswordInput)
    ]  # fmt: skip
    assert ours
    assert not plain
    assert issubclass(CleanTextField, forms.CharField)
