"""Signing up: for oneself, until the desk has taken one on; for a company, until its first draft."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor

PASSWORD = "しずかな夜の散歩 1204"


def sign_up(somebody: Visitor, door_name: str, answers: dict[str, str], town: tuple[str, str]) -> None:
    somebody.open("/")
    somebody.follow("ログイン")
    somebody.follow("新しく登録する")
    somebody.follow(door_name)
    for label, text in answers.items():
        somebody.write(re.compile(f"^{label}"), text)
    somebody.main.get_by_label(re.compile(f"^{town[0]}")).select_option(label=town[1])
    somebody.press("登録する")
    expect(somebody.page.get_by_role("heading", level=1)).to_have_text("メールをご確認ください")


def the_link_in(mail: EmailMessage) -> str:
    """The address in a mail, without the host: the server of the tests has another port."""
    found = re.search(r"https?://\S+/accounts/confirm-email/\S+", mail.get_content())
    assert found, mail.get_content()
    return urlsplit(found.group()).path


def confirm_and_sign_in(somebody: Visitor, door: Door, email: str) -> None:
    (mail,) = [mail for mail in door.server.mails() if email in mail["To"]]
    assert not re.search("仕事|ひきこもり|就労|相談", mail["Subject"]), "A subject that others may read"
    somebody.open(the_link_in(mail))
    somebody.press("このアドレスで確認する")
    if "/login/" in somebody.path:
        somebody.write(re.compile("^メールアドレス"), email)
        somebody.write(re.compile("^パスワード"), PASSWORD)
        somebody.press("ログイン")


def test_for_oneself(door: Door, cast: Cast) -> None:
    haru, email = door.come(name="haru"), f"haru-{door.width}@test.example"
    answers = {"ニックネーム": "はる", "メールアドレス": email, "パスワード": PASSWORD}
    sign_up(haru, "自分のために", answers, ("相談したいまち", "大分市"))
    confirm_and_sign_in(haru, door, email)
    haru.open("/start/")
    assert haru.path == "/me/"
    haru.reads("大分市の窓口から、ご連絡します。")

    saito = door.come(cast.saito)
    saito.open("/desk/")
    waiting = saito.main.get_by_role("region", name="連絡を希望された方")
    expect(waiting).to_contain_text("まだ担当がいません。")
    saito.press(re.compile("^担当になる.*はる"), waiting)
    saito.reads("はるさんの担当になりました。")

    haru.open("/inbox/")
    haru.reads("担当")
    haru.open("/me/")
    haru.reads("いまは、何もしなくて大丈夫です。")
    haru.does_not_read("大分市の窓口から、ご連絡します。")


def test_for_a_company(door: Door, cast: Cast) -> None:
    nami, email = door.come(name="nami"), f"nami-{door.width}@test.example"
    answers = {
        "会社・お店・団体の名前": "なみ食堂",
        "担当の方のお名前": "波 ななこ",
        "メールアドレス": email,
        "パスワード": PASSWORD,
    }
    sign_up(nami, "会社・お店・団体として", answers, ("会社のある市町村", "大分市"))
    confirm_and_sign_in(nami, door, email)
    nami.open("/company/")
    nami.reads("市町村の確認を待っています。")
    nami.follow("会社の紹介を書く")

    abe = door.come(cast.abe)
    abe.open("/office/")
    abe.follow("なみ食堂")
    abe.press("承認する")
    abe.reads("承認しました。")

    nami.open("/inbox/")
    nami.open("/company/")
    nami.follow("新しい仕事を書く")
    nami.choose("どちらを作りますか", "切出し仕事：15分から数時間で終わる、ひとつの仕事")
    nami.write("仕事の名前", "おしぼりをたたむ")
    nami.choose("どこで行いますか", "会社やお店に来てもらって")
    nami.choose("人との関わりは、どのくらいありますか", "担当の人ひとりとだけ")
    nami.press("下書きを作る")
    expect(nami.page.get_by_role("heading", level=1)).to_have_text("おしぼりをたたむ")
