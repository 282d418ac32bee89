"""A mother asks for advice, before her son does. Later both say yes, each alone, and he takes it back."""

import re

from accounts.models import Participant
from tests.cast import Cast
from tests.journeys.conftest import Door


def test_two_records_two_yeses_and_one_end(door: Door, cast: Cast) -> None:
    saito = door.come(cast.saito)
    saito.open("/desk/people/begin/")
    saito.choose("どなたの記録ですか", "ご家族（ご家族ご自身の相談）")
    saito.write("ニックネーム", "みどり")
    saito.choose("どのように同意されましたか", "電話で")
    saito.press("登録する")
    mother = Participant.objects.get(nickname="みどり")
    assert mother.is_family

    saito.open(f"/desk/people/{mother.public_id}/")
    saito.reads("ご家族ご自身の記録")
    saito.follow("ご家族")
    saito.write("どなたのことですか", "むすめ")
    saito.choose("どのように返事をされましたか", "電話で")
    saito.press("「よい」という返事を記録する")
    saito.reads("むすめのこと")
    saito.does_not_read("記録をつなぐ")

    hana = door.come(cast.hana.user)
    hana.open("/me/")
    hana.follow("ご家族とのつながり")
    hana.write("どなたのことですか", "母")
    hana.press("「よい」と書いておく")
    hana.reads("母のこと")
    hana.does_not_read("その方もここに相談していて")

    saito.open(f"/desk/people/{mother.public_id}/family/")
    saito.press("この二つをつなぐ")
    saito.reads("つながっています", "hana")

    hana.open("/me/family/")
    hana.reads("その方もここに相談していて")
    hana.does_not_read("みどり")
    hana.press(re.compile("取りやめる"))

    saito.open(f"/desk/people/{mother.public_id}/family/")
    saito.reads("むすめのこと")
    saito.does_not_read("つながっています")
    saito.does_not_read("hana")
