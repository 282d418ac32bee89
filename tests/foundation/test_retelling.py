"""What was recorded in one language is said in the reader's, if it is one of our own sentences."""

import pytest
from django.utils import translation

from accounts.consent_words import KEEP_RECORD
from accounts.vocabulary import Pace
from foundation.retelling import language_of, retell

KEPT = (
    "相談の記録をつくり、大分市の担当の支援チームだけが見ます。"
    "いつでも取りやめることができます。だれが見たかは、あなたも確かめられます。"
)


def test_our_own_words_are_said_in_both_languages():
    with translation.override("en"):
        assert retell("自分のペースで", Pace.labels) == str(Pace.OWN.label) != "自分のペースで"
        told = retell(KEPT, [KEEP_RECORD], names={"大分市": "Oita City"})
    assert told
    assert "Oita City" in told
    assert language_of(told) == "en"
    with translation.override("ja"):
        assert retell(told, [KEEP_RECORD], names={"Oita City": "大分市"}) == KEPT


@pytest.mark.parametrize(
    "text", ["", "自分のペースでね", "自分のペースで\n自分のペースで", "{desk}", "\\d", "(", "髙﨑𠮷"]
)
def test_what_people_wrote_is_left_alone(text):
    assert retell(text, [*Pace.labels, KEEP_RECORD]) is None


@pytest.mark.parametrize(
    ("text", "language"), [("たねの仕分け", "ja"), ("髙", "ja"), ("Sorting 10:00", "en"), ("", "en")]
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language
