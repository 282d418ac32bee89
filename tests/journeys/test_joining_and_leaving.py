"""A municipality commissions an NPO: its worker comes by the link in a mail, and is out when the contract is over."""

import re
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import expect

from accounts import workflow
from accounts.models import Membership, TeamMember, User
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor

PASSWORD = "しずかな夜の散歩 1204"


def the_link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://\S+/accounts/invitations/\S+", mail.get_content())
    assert found, mail.get_content()
    return urlsplit(found.group()).path


def invite_the_npo(abe: Visitor, email: str) -> None:
    abe.open("/office/")
    abe.follow("担当者と招待")
    abe.follow("NPOに委託して招待する")
    abe.write("新しい団体の名前", "NPO法人 木かげの会")
    abe.write("メールアドレス", email)
    abe.press("招待を送る")
    abe.reads(f"{email}に招待を送りました。", "返事を待っています")


def join(nagi: Visitor, door: Door, email: str) -> None:
    (mail,) = [mail for mail in door.server.mails() if email in mail["To"]]
    assert not re.search("ひきこもり|就労|相談|支援", mail["Subject"]), "A subject that others may read"
    nagi.open(the_link_in(mail))
    nagi.reads("NPO法人 木かげの会への招待")
    nagi.write("お名前", "永見 なぎ")
    nagi.write("パスワード", PASSWORD)
    nagi.press("参加する")


def test_an_npo_s_worker_joins_by_the_link_and_is_out_when_the_contract_is_over(
    door: Door, cast: Cast
) -> None:
    abe, nagi = door.come(cast.abe), door.come(name="nagi")
    email = f"nagi-{door.width}@test.example"
    invite_the_npo(abe, email)
    join(nagi, door, email)
    assert nagi.path == "/desk/"

    work = Membership.objects.get(user__email=email)
    about = {"purpose": "share_team", "recipient": work.organisation}
    workflow.say_yes(cast.ren, **about, how="telephone", by=cast.saito)
    workflow.add_to_team(cast.ren, work.user, organisation=work.organisation, by=cast.saito)
    nagi.open(f"/desk/people/{cast.ren.public_id}/")
    nagi.reads("ren")

    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=work.pk).update(starts_on=yesterday, ends_on=yesterday)
    for gone in ("/desk/", f"/desk/people/{cast.ren.public_id}/"):
        answer = nagi.page.goto(door.server.url + gone)
        assert answer is not None
        assert answer.status == 404
    nagi.open("/accounts/settings/")

    abe.open("/office/colleagues/")
    ending = abe.main.get_by_role("region", name="まもなく終わる所属")
    expect(ending).to_contain_text("終わりました")
    abe.follow(re.compile("担当を引き継ぐ"), ending)
    hand_ren_to(abe, cast.tanaka)
    assert TeamMember.objects.current().filter(participant=cast.ren, user=cast.tanaka).exists()


def hand_ren_to(abe: Visitor, tanaka: User) -> None:
    abe.main.get_by_label("ren", exact=True).select_option(label=str(tanaka))
    abe.press("引き継ぐ")
    abe.reads("1人の担当を引き継ぎました。")
