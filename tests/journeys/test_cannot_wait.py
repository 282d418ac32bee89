"""Somebody reads words that cannot wait; whoever is on duty takes them, reads the plan and writes what came of it."""

from accounts.workflow import write_safety_plan
from tests.accounts.duty_cast import shift_now
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor

WORDS = "「もう朝が来なければいいのに」と書いてありました。"
OUTCOME = "ショートメールのあとで電話をして、あした窓口で会う約束をしました。"


def flag(kido: Visitor, record: str) -> None:
    kido.open(record)
    kido.follow("すぐに知らせる")
    kido.choose("どんな心配ですか", "命があぶないかもしれない")
    kido.write("何を読みましたか", WORDS)
    kido.press("知らせる")
    kido.reads("当番の人を呼びました")


def take_and_read(tanaka: Visitor) -> None:
    tanaka.open("/desk/")
    tanaka.follow("いま開く")
    tanaka.follow("hana")
    tanaka.reads(WORDS, "犬の写真を見る", "090-1111-2222")
    tanaka.press("わたしが受ける")
    tanaka.reads("あなたが受けました。")


def test_flagged_taken_and_closed_with_an_outcome(door: Door, cast: Cast) -> None:
    cast.hana.telephone = "090-1111-2222"
    cast.hana.save()
    write_safety_plan(cast.hana, {"helps": "犬の写真を見る"}, by=cast.hana.user)
    shift_now(cast.oita, cast.tanaka)
    kido = door.come(cast.kido)
    flag(kido, f"/desk/people/{cast.hana.public_id}/")

    tanaka = door.come(cast.tanaka)
    take_and_read(tanaka)
    tanaka.follow("理由を書いて記録を開く")
    tanaka.write("くわしい理由", "電話の前に、これまでのことを読みます。")
    tanaka.press("記録を開く")
    tanaka.reads("理由を書いて開いた記録です")

    tanaka.open("/desk/cannot-wait/")
    tanaka.follow("hana")
    tanaka.choose("どうなりましたか", "ご本人と話し、いまは安全だと確かめた")
    tanaka.write("何をして、どうなったか", OUTCOME)
    tanaka.press("結果を記録する")
    tanaka.reads("結果を記録しました", OUTCOME)
    kido.page.reload()
    kido.reads("当番の人が受けました")
    kido.does_not_read(OUTCOME)
