"""Two browsers: somebody writes, a support worker keeps a draft, hands over, a colleague answers."""

from playwright.sync_api import expect

from tests.cast import Cast
from tests.journeys.conftest import Door


def test_somebody_writes_and_a_colleague_answers(door: Door, cast: Cast) -> None:
    hana, saito, kido = door.come(cast.hana.user), door.come(cast.saito), door.come(cast.kido)

    hana.open("/me/")
    hana.follow("支援チームとの会話")
    hana.reads("まだ、何も書かれていません。")
    hana.write("ことば", "あの、聞いてもいいですか")
    hana.press("送る")
    hana.reads("届きました。", "あの、聞いてもいいですか", "受けとりました。")

    saito.open("/desk/")
    saito.follow("会話（返事を待つ方1人）")
    saito.reads("返事を待っています")
    saito.follow("hana")
    saito.write("ことば", "もちろんです。")
    saito.press("書きかけを残す")
    expect(saito.main.get_by_label("ことば").first).to_have_value("もちろんです。")
    saito.unfold("ほかの人に引き継ぐ")
    saito.write("ひとこと", "庭のことは、くわしいので")
    saito.press("引き継ぐ")
    saito.reads("に引き継ぎました。", "チームの中のひとこと")

    kido.open("/inbox/")
    kido.follow("会話を引き継ぎました")
    kido.reads("庭のことは、くわしいので", "あの、聞いてもいいですか")
    kido.write("ことば", "なんでも聞いてください。")
    kido.press("送る")

    hana.open("/me/talk/")
    hana.reads("なんでも聞いてください。")
    expect(hana.main).not_to_contain_text("庭のことは")
