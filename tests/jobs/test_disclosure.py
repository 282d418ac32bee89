"""Agreed lines: kept as they were, read in the reader's language."""

import pytest
from django.utils import translation

from accounts.models import Wishes
from jobs.disclosure import in_readers_language, lines_of

WRITTEN = "月曜、だれかといっしょだと助かります。"


@pytest.fixture
def recorded(cast):
    """Every line of Hana's, as a consent given in Japanese keeps it."""
    Wishes.objects.filter(participant=cast.hana).update(
        days=["mon", "fri"], day_parts=["day"], minutes_max=30, contact_level_max=0, telephone_ok=False,
        face_ok=True, noise_max=1, pace="own", interests=["farming", "forest"], skills=["tidying"],
        help_text=WRITTEN,
    )  # fmt: skip
    return [line.as_dict() for line in lines_of(cast.hana)]


@pytest.mark.django_db
def test_a_line_reads_as_if_it_had_been_agreed_in_the_readers_language(cast, recorded):
    with translation.override("en"):
        english = lines_of(cast.hana)
        assert in_readers_language(recorded) == english
        told = {line.key: line.value for line in english}
        again = [line.as_dict() for line in english]
    assert told["interests"] == "Fields, vegetables, flowers; Forest, wood, mushrooms"
    assert told["help_text"] == WRITTEN
    assert [line.as_dict() for line in in_readers_language(again)] == recorded


@pytest.mark.django_db
def test_what_the_lists_no_longer_know_stands_as_it_was(cast, recorded):
    old = {"key": "pace", "label": "速さ", "value": "のんびり"}
    gone = {"key": "gone", "label": "むかしの項目", "value": "できます"}
    with translation.override("en"):
        found = in_readers_language([old, gone])
    assert [(line.label, line.value, line.language) for line in found] == [
        ("速さ", "のんびり", "ja"), ("むかしの項目", "できます", "ja"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_bodies_are_named_in_the_readers_language(cast):
    with translation.override("en"):
        assert (cast.oita.display_name, cast.prefecture.display_name) == ("Oita City", "Oita Prefecture")
        assert (cast.oto_company.display_name, cast.oto_company.display_language) == ("おと書店", "ja")
    assert (cast.oita.display_name, cast.oita.display_language) == ("大分市", "ja")
