"""A consent that is withdrawn while a company reads what it was told."""

from playwright.sync_api import expect

from tests.cast import Cast
from tests.journeys.conftest import Door


def test_the_companys_page_is_gone_at_once(door: Door, cast: Cast) -> None:
    oto, hana = door.come(cast.oto), door.come(cast.hana.user, "hana")
    address = f"/company/applications/{cast.hana_at_shelves.public_id}/"
    oto.open(address)
    oto.reads("見せる名前")

    hana.open("/me/")
    hana.follow("確かめる・取りやめる")
    hana.reads("おと書店")
    hana.press("伝えるのを取りやめる")

    answer = oto.page.reload()
    assert answer is not None
    assert answer.status == 404
    oto.look()
    oto.does_not_read("見せる名前")
    for page in ("/company/", "/company/applications/"):
        oto.open(page)
        oto.does_not_read("見せる名前", "紹介したい方がいます")
    hana.open("/me/consents/")
    expect(hana.main.get_by_role("button", name="伝えるのを取りやめる")).to_have_count(0)
