"""Somebody does not answer and their worker is away: a colleague opens the record with a reason, and it is reviewed."""

from playwright.sync_api import expect

from accounts.workflow import write_safety_plan
from tests import factories as make
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor

REASON = "三日つづけてお電話がつながらず、担当の人が休みです。"
REMARK = "先に担当の人へ電話をしてみましょう。"


def open_with_a_reason(tanaka: Visitor, record: str) -> None:
    answer = tanaka.page.goto(tanaka.server.url + record)
    assert answer is not None
    assert answer.status == 404

    tanaka.open("/desk/")
    tanaka.follow("担当ではない方の記録を開く")
    tanaka.write("名前かニックネーム", "hana")
    tanaka.press("さがす")
    tanaka.follow("理由を書いて記録を開く (hana)")
    tanaka.reads("あなたは、この方の支援チームにいません。")
    tanaka.press("記録を開く")
    tanaka.does_not_read("理由を書いて開いた記録です")
    tanaka.choose("理由", "担当者が不在")
    tanaka.write("くわしい理由", REASON)
    tanaka.press("記録を開く")
    assert tanaka.path == record


def read_and_write_nothing(tanaka: Visitor) -> None:
    tanaka.reads("理由を書いて開いた記録です", "月曜に、庭の話をした。")
    tanaka.follow("安全の計画")
    tanaka.reads("楽になること、助けになること", "犬の写真を見る")
    expect(tanaka.main.get_by_role("button")).to_have_count(0)


def test_a_reason_first_and_somebody_else_looks_at_it_afterwards(door: Door, cast: Cast) -> None:
    make.NoteFactory(
        participant=cast.hana, author=cast.saito, project=cast.project, text="月曜に、庭の話をした。"
    )
    write_safety_plan(cast.hana, {"helps": "犬の写真を見る"}, by=cast.hana.user)
    record = f"/desk/people/{cast.hana.public_id}/"
    tanaka = door.come(cast.tanaka)
    open_with_a_reason(tanaka, record)
    read_and_write_nothing(tanaka)

    saito = door.come(cast.saito)
    saito.open(f"{record}team/")
    saito.reads("tanaka", REASON)
    hana = door.come(cast.hana.user, "hana")
    hana.open("/me/access/")
    hana.reads("tanaka", "理由を書いてあなたの記録を開きました")

    abe = door.come(cast.abe)
    abe.open("/office/")
    abe.follow("理由を書いて開いた記録")
    abe.follow("tanakaさんが、hanaさんの記録を開きました")
    abe.reads(REASON, "そのあいだに見たもの")
    abe.choose("確認の結果", "話し合いが必要です")
    abe.write("ひとこと", REMARK)
    abe.press("確認した")
    abe.reads("話し合いが必要です")

    tanaka.open("/desk/opened/")
    tanaka.reads("話し合いが必要です", REMARK)
