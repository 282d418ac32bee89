"""Whoever reads no Japanese: public pages, account pages and a participant's own are whole in English."""

from tests import factories as make
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.visitors import Visitor
from tests.reading import japanese_in

PUBLIC = ["/", "/work/", "/work/kept/", "/accounts/login/", "/accounts/signup/", "/accounts/signup/self/",
          "/accounts/signup/company/", "/accounts/password/reset/"]  # fmt: skip
OWN = ["/me/", "/me/steps/", "/me/access/", "/me/consents/", "/me/interests/", "/me/calendar/", "/me/wishes/",
       "/me/contact/", "/inbox/", "/accounts/email/", "/accounts/password/change/"]  # fmt: skip
PEOPLES_OWN = [
    "大分市",
    "大分県",
    "おと書店",
    "かぜ農園",
    "本だなの整理",
    "花だんの水やり",
    "見せる名前",
    "呼び名",
    "選んだ内容だけを伝えます",
]
"""Names that people gave, and what was said in Japanese at the time."""


def read_in_english(somebody: Visitor, path: str) -> None:
    somebody.open(f"/en{path}")
    html = somebody.page.content()
    for name in PEOPLES_OWN:
        html = html.replace(name, "")
    assert not japanese_in(html), somebody.path


def test_the_public_pages(door: Door, cast: Cast) -> None:
    stranger = door.come(language="en", name="english")
    for path in [*PUBLIC, f"/work/{cast.garden.public_id}/"]:
        read_in_english(stranger, path)


def test_a_participants_pages(door: Door, cast: Cast) -> None:
    proposal = make.ApplicationFactory(
        opportunity=cast.garden, participant=cast.hana, proposed_by=cast.saito, body=cast.oita
    )
    hana = door.come(cast.hana.user, "hana-english", language="en")
    for path in [*OWN, f"/me/proposals/{proposal.public_id}/"]:
        read_in_english(hana, path)
    hana.follow("日本語", hana.page.get_by_role("navigation"))
    assert hana.path == f"/me/proposals/{proposal.public_id}/"
