"""The main job of the whole thing: from a company's first draft to both sides saying how it was."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import Placement
from tests import factories as make
from tests.cast import Cast
from tests.factories import PASSWORD
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor

TITLE = "店のまえの清掃"
WHAT = "店のまえの落ち葉を、ほうきで集めます。"
LINES = ["都合のよい曜日：月曜、水曜", "電話の仕事：しないでほしい"]
INSURANCE = "ボランティア行事用保険"
LONGER_WAY_OUT = "ひとこと言えば、いつでも帰れます。理由はいりません。"


def begin_a_draft_and_leave_it(oto: Visitor) -> None:
    oto.open("/company/")
    oto.follow("新しい仕事を書く")
    oto.choose("どちらを作りますか", "切出し仕事：15分から数時間で終わる、ひとつの仕事")
    oto.write("仕事の名前", TITLE)
    oto.choose("どこで行いますか", "会社やお店に来てもらって")
    oto.choose("人との関わりは、どのくらいありますか", "担当の人ひとりとだけ")
    oto.press("下書きを作る")
    oto.write(re.compile("^何をするか"), WHAT)
    oto.press("下書きを保存する", oto.main.locator(".form-actions"))
    oto.reads("下書きを保存しました。")


def hear_the_guards_at_their_fields(oto: Visitor) -> None:
    oto.open("/company/")
    oto.follow(TITLE)
    oto.follow("続きを書く")
    oto.press("確認に出す")
    oto.reads("次のところをご確認ください。書いたものは残っています。")
    for label, sentence in {
        "教えてくれる人・困ったときの相手": "困ったときに、だれに聞けばよいかを書いてください。",
        "場所の名前と行き方": "どこで行うかを書いてください。",
    }.items():
        expect(oto.main.get_by_label(label)).to_have_accessible_description(re.compile(sentence))
    expect(oto.main.get_by_label(re.compile("^何をするか"))).to_have_value(WHAT)


def mend_it_and_hand_it_in(oto: Visitor) -> None:
    oto.choose("仕事の種類", "掃除・片づけ")
    oto.write("一回の長さ（分）", "３０")
    oto.write("場所の名前と行き方", "大分駅から歩いて5分の古本屋")
    oto.write("教えてくれる人・困ったときの相手", "店長がとなりにいます")
    oto.write("途中で休む・帰るとき", "帰れます")
    oto.choose("働き方の種類", "見学：見るだけ。作業はしません。お金は払いません。")
    oto.press("確認に出す")
    oto.reads("確認に出しました。", "市町村の担当が、内容を見ています。")


def return_it_with_a_word_at_a_field(abe: Visitor) -> None:
    abe.open("/office/")
    abe.follow(TITLE)
    abe.reads("公開をさまたげるものは、見つかりませんでした。")
    abe.unfold("項目ごとに、直してほしいことを書く")
    abe.write("途中で休む・帰るとき", "理由がいらないことも、書いてください。")
    abe.press("直してほしいと伝える")


def read_the_word_mend_and_hand_in_again(oto: Visitor) -> None:
    oto.open("/company/")
    oto.follow(f"直してほしいところがあります：{TITLE}")
    oto.reads("理由がいらないことも、書いてください。")
    oto.follow("途中で休む・帰るとき")
    oto.reads("理由がいらないことも、書いてください。")
    oto.write("途中で休む・帰るとき", LONGER_WAY_OUT)
    oto.press("確認に出す")
    oto.reads("確認に出しました。")


def see_the_difference_and_publish(abe: Visitor) -> None:
    abe.open("/office/")
    abe.reads("直して、もう一度")
    abe.follow(TITLE)
    abe.reads("変わったところ 1か所", LONGER_WAY_OUT)
    abe.press("公開する")
    abe.reads("公開しました。")


def find_it_as_a_stranger(stranger: Visitor) -> None:
    stranger.open("/work/")
    stranger.write("ことば", "清掃", stranger.main.get_by_role("search"))
    stranger.press("さがす")
    stranger.follow(TITLE)
    stranger.reads(WHAT, LONGER_WAY_OUT, "店長がとなりにいます")


def post_a_task(door: Door, cast: Cast) -> None:
    """Written, returned once, mended, published, found."""
    oto, abe = door.come(cast.oto), door.come(cast.abe)
    begin_a_draft_and_leave_it(oto)
    hear_the_guards_at_their_fields(oto)
    mend_it_and_hand_it_in(oto)
    return_it_with_a_word_at_a_field(abe)
    read_the_word_mend_and_hand_in_again(oto)
    see_the_difference_and_publish(abe)
    find_it_as_a_stranger(door.come())


def register_somebody(saito: Visitor, nickname: str) -> None:
    saito.open("/desk/")
    saito.follow("参加者を登録する")
    saito.write("ニックネーム", nickname)
    saito.choose("どのように同意されましたか", "会って話して")
    saito.press("登録する")
    saito.follow("つづける")
    saito.write("いま、どうしたいですか", "外の空気をすいたい")
    saito.press("書いておく")
    saito.follow("ここまでにする")
    saito.reads("外の空気をすいたい")


def ask_for_wishes(saito: Visitor) -> None:
    saito.follow("希望とできること")
    saito.choose("都合のよい曜日", "月曜", "水曜")
    saito.write("一度にできる長さ（分）", "60")
    saito.choose("場所", "どちらでも")
    saito.choose("人との関わり", "担当の人ひとりとだけ")
    saito.choose("電話に出る・かける仕事", "しないでほしい")
    saito.choose("気になること・好きなこと", "掃除・片づけ")
    saito.press("保存する")


def propose_with_reasons(saito: Visitor) -> None:
    saito.follow("候補")
    card = saito.main.get_by_role("article").filter(has_text=TITLE)
    expect(card).to_contain_text("合いそうなところ")
    saito.follow(re.compile("^提案する"), card)
    saito.write("ご本人へのことば", "外の空気をすいたい、と話してくれたので。")
    saito.press("提案する")
    saito.reads("会社には、まだ何も伝わっていません。")


def record_the_yes_line_by_line(saito: Visitor) -> None:
    saito.follow("ご本人の「はい」を記録する")
    saito.choose("どのように返事をもらいましたか", "会って話して")
    saito.choose("会社に伝えてよい、と言われた項目", *LINES)
    saito.press("記録する")


def introduce_with_exactly_these_lines(saito: Visitor) -> None:
    saito.follow("会社に紹介する")
    saito.reads("月曜、水曜", "しないでほしい")
    saito.press("この内容で紹介する")
    saito.reads("会社に紹介しました。")


def the_company_agrees(oto: Visitor, nickname: str) -> None:
    oto.open("/company/")
    oto.follow(f"紹介したい方がいます：{TITLE}")
    oto.reads("月曜、水曜", "しないでほしい")
    oto.does_not_read(nickname, "外の空気をすいたい", "掃除・片づけ", "60分")
    oto.write("始まる日", f"{timezone.localdate():%Y-%m-%d}")
    oto.write("集合の場所と時間", "10時に、店の入口で")
    oto.press(re.compile("^お願いする"))
    oto.reads("体験が決まりました。", "10時に、店の入口で")


def write_the_insurance_start_and_finish(saito: Visitor, placement: str) -> None:
    saito.open(f"/desk/placements/{placement}/")
    saito.follow("始まった")
    saito.press("記録する")
    saito.reads("始める前に、どの保険で守られるかを書いてください。")
    saito.follow("もどる")
    saito.write("どの保険で守られるか", INSURANCE)
    saito.press("保存する")
    for step in ("始まった", "終わった"):
        saito.follow(step)
        saito.press("記録する")
    saito.reads("ふりかえりをお願いする")


def answer_in_a_minute(door: Door, saito: Visitor, side: str, again: str, well: str) -> None:
    """The link is made at the desk and opened by somebody who is not signed in."""
    saito.press(f"{side}へのリンクを作る")
    address = saito.main.get_by_label("アドレス").input_value()
    somebody = door.come(name="feedback")
    somebody.open(address[address.index("/feedback/") :])
    somebody.main.get_by_label(again).check()
    somebody.write("よかったこと", well)
    somebody.press("送る")
    somebody.reads("ありがとうございました")
    saito.follow("もどる")


def read_both_and_follow_up(saito: Visitor, *words: str) -> None:
    saito.reads(*words)
    saito.follow("両方に様子を聞いた")
    saito.press("記録する")
    saito.reads("記録しました。")


def from_introduction_to_follow_up(door: Door, cast: Cast, saito: Visitor, nickname: str) -> None:
    introduce_with_exactly_these_lines(saito)
    the_company_agrees(door.come(cast.oto), nickname)
    placement = Placement.objects.get()
    write_the_insurance_start_and_finish(saito, placement.public_id)
    answer_in_a_minute(door, saito, "参加した人", "またやりたい", "風が気持ちよかった")
    answer_in_a_minute(door, saito, "会社", "また来てほしい", "きれいになりました")
    read_both_and_follow_up(
        saito, "またやりたい", "風が気持ちよかった", "また来てほしい", "きれいになりました"
    )
    placement.refresh_from_db()
    assert placement.state == Placement.State.FOLLOWED_UP


def test_from_a_draft_to_both_sides_saying_how_it_was(door: Door, cast: Cast) -> None:
    """Nagi has no log-in: the support worker records what Nagi says."""
    post_a_task(door, cast)
    saito = door.come(cast.saito)
    register_somebody(saito, "なぎ")
    ask_for_wishes(saito)
    propose_with_reasons(saito)
    record_the_yes_line_by_line(saito)
    from_introduction_to_follow_up(door, cast, saito, "なぎ")


def sign_in_through_the_front_door(hana: Visitor, email: str) -> None:
    hana.open("/")
    hana.follow("ログイン")
    hana.write(re.compile("^メールアドレス"), email)
    hana.write(re.compile("^パスワード"), PASSWORD)
    hana.press("ログイン")
    assert hana.path == "/me/"


def tick_untick_and_confirm(hana: Visitor) -> None:
    """Nothing is ticked beforehand; what was ticked can be taken back after the last look."""
    hana.follow(TITLE)
    hana.reads("外の空気をすいたい、と話してくれたので。", "あなたが送るまで、何も送られません。")
    expect(hana.main.get_by_role("checkbox", checked=True)).to_have_count(0)
    hana.choose("会社に伝えてよいこと", "呼び名：hana", *LINES)
    hana.press(re.compile("^進めてみる"))
    hana.reads("会社に伝わるのは、これだけです", "hana")
    hana.press("もどって選びなおす")
    expect(hana.main.get_by_role("checkbox", checked=True)).to_have_count(3)
    hana.main.get_by_label("呼び名：hana").uncheck()
    hana.press(re.compile("^進めてみる"))
    hana.does_not_read("hana")
    hana.press("これで進めてみる")
    hana.reads("会社には、まだ何も伝わっていません。", "月曜、水曜")


def test_a_participant_with_an_account_answers_alone(door: Door, cast: Cast) -> None:
    make.OpportunityFactory(
        company=cast.oto_company, title=TITLE, what=WHAT, fields_of_work=["cleaning"], insurance=INSURANCE
    )
    saito, hana = door.come(cast.saito), door.come(name="hana")
    saito.open("/desk/")
    saito.follow("hana")
    ask_for_wishes(saito)
    propose_with_reasons(saito)

    sign_in_through_the_front_door(hana, cast.hana.user.email)
    tick_untick_and_confirm(hana)

    saito.page.reload()
    introduce_with_exactly_these_lines(saito)
    the_company_agrees(door.come(cast.oto), "hana")
    hana.open("/me/")
    hana.follow(re.compile("月.+日"), hana.main.get_by_role("region", name="これからの予定"))
    hana.reads(TITLE, "10時に、店の入口で", INSURANCE)
