"""A card with a code: the record is looked at, claimed, and opened again by a passkey and by a PIN on this device."""

from playwright.sync_api import expect

from accounts import workflow
from accounts.models import Participant
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.test_passkey import give_a_device
from tests.journeys.visitors import Visitor


def log_out(somebody: Visitor) -> None:
    somebody.press("ログアウト", somebody.page.get_by_role("navigation", name="サイトのご案内"))


def test_from_the_card_to_a_passkey_and_a_number(door: Door, cast: Cast) -> None:
    workflow.agree_to_record(cast.ren, how="in_person", by=cast.saito)
    saito = door.come(cast.saito)
    saito.open(f"/desk/people/{cast.ren.public_id}/")
    saito.follow("ご本人が入るためのコード")
    saito.press("コードを作る")
    code = saito.page.locator(".code-letters").inner_text()

    ren = door.come(name="ren")
    give_a_device(ren)
    ren.open(f"/accounts/code/#{code}")
    field = ren.main.get_by_label("コード")
    expect(field).to_have_value(code)
    expect(ren.page).to_have_url(door.server.url + "/accounts/code/")
    ren.write("ニックネーム", "Ren")
    ren.press("つぎへ")
    ren.reads("あなたの記録に入っているもの", "大分市")
    assert not Participant.objects.get(pk=cast.ren.pk).user
    ren.press("わたしの記録として使う")
    assert ren.path == "/accounts/ways/"

    ren.follow("パスキーを足す")
    ren.press("パスキーを作る")
    ren.open("/accounts/ways/")
    ren.follow("暗証番号を決める")
    ren.write("暗証番号", "604183")
    ren.press("この番号にする")
    ren.reads("次から、この機器では暗証番号で入れます。")
    log_out(ren)

    ren.open("/accounts/login/?next=/me/")
    ren.press("パスキーでログイン")
    assert ren.path == "/me/"
    log_out(ren)

    ren.open("/accounts/login/")
    ren.does_not_read("ren")
    ren.follow("暗証番号で入る")
    ren.write("暗証番号", "６０４１８３")
    ren.press("つぎへ")
    assert ren.path == "/me/"


def test_by_typing_without_javascript(door: Door, cast: Cast) -> None:
    workflow.agree_to_record(cast.ren, how="in_person", by=cast.saito)
    code = workflow.issue_code(cast.ren, by=cast.saito).code
    ren = door.come(name="ren", javascript=False)
    ren.open("/accounts/login/")
    ren.follow("コードを受け取った方")
    ren.write("ニックネーム", "ren")
    ren.write("コード", code.lower())
    ren.press("つぎへ")
    ren.press("いまはやめておく")
    ren.reads("何も変わっていません")
    assert not Participant.objects.get(pk=cast.ren.pk).user
