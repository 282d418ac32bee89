"""/feedback/<token>/: one minute on a phone, no log-in, no names."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from foundation.moves import Refused
from jobs.models import Feedback, FeedbackLink
from jobs.workflow import feedback, placements
from tests import factories as make
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(cast):
    return make.PlacementFactory(application=cast.hana_at_shelves, state="completed", seat=None)


@pytest.fixture
def link(cast, placement):
    """The address that Saito passes on to one side."""

    def one(side="participant"):
        return f"/feedback/{feedback.make_link(placement, side=side, by=cast.saito)}/"

    return one


def test_an_answer_is_stored_and_can_be_corrected(client, link, placement):
    address = link()
    assert client.get(address).status_code == 200
    response = client.post(address, {"again": "yes", "went_well": "静かだった"}, follow=True)
    assert "ありがとうございました" in response.content.decode()
    assert "静かだった" in client.get(address).content.decode()
    client.post(address, {"again": "maybe", "was_hard": "立ち仕事"})
    row = Feedback.objects.get(placement=placement, side="participant")
    assert (row.again, row.went_well, row.was_hard) == ("maybe", "", "立ち仕事")


def test_the_page_tells_the_work_and_the_day_and_no_names(client, cast, link):
    for side in ("participant", "company"):
        html = client.get(link(side)).content.decode()
        assert "本だなの整理" in html
        for name in ("hana", cast.hana.full_name or "hana", "おと書店", "saito", "見せる名前"):
            assert name not in html


def test_each_side_has_its_own_link_and_answer(client, link, placement):
    company, participant = link("company"), link()
    client.post(company, {"again": "no", "went_well": "助かった"})
    assert "助かった" not in client.get(participant).content.decode()
    assert "また受け入れたいですか" in client.get(company).content.decode()
    assert not Feedback.objects.filter(side="participant").exists()


def test_it_needs_no_cookie_and_tells_nobody_where_one_came_from(link):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    address = link()
    response = client.get(address)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert not client.cookies
    assert client.post(address, {"again": "yes"}, headers={"Origin": "null"}).status_code == 302


def test_an_unknown_link_is_not_found(client):
    assert client.get("/feedback/no-such-link/").status_code == 404
    assert client.post("/feedback/no-such-link/", {"again": "yes"}).status_code == 404


def test_an_expired_link_says_what_to_do(client, link):
    address = link()
    FeedbackLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    for response in (client.get(address), client.post(address, {"again": "yes"})):
        assert response.status_code == 410
        assert "新しいリンクがほしい" in response.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "data",
    [{}, {"again": "perhaps"}, {"went_well": "良" * 3000}, {"went_well": "\0"}],
    ids=["empty", "no such answer", "too long", "nothing but NUL"],
)
def test_what_cannot_be_stored_is_said_and_kept(client, link, data):
    response = client.post(link(), data | {"was_hard": data.get("was_hard", "")})
    assert response.status_code == 200
    assert "ご確認ください" in response.content.decode()
    assert not Feedback.objects.exists()


def test_unseen_signs_are_left_out_of_the_answer(client, link):
    client.post(link(), {"went_well": "静\0か 🍀𠮷"})
    assert Feedback.objects.get().went_well == "静か 🍀𠮷"


def test_english_is_complete(client, link):
    address = "/en" + link()
    assert japanese_in(client.get(address).content.decode()) == []
    assert japanese_in(client.post(address, {}).content.decode()) == []
    assert japanese_in(client.post(address, {"again": "yes"}, follow=True).content.decode()) == []
    FeedbackLink.objects.update(expires_at=timezone.now())
    assert japanese_in(client.get(address).content.decode()) == []


def test_nobody_is_asked_about_what_did_not_take_place(cast):
    row = make.PlacementFactory(application=cast.hana_at_shelves)
    placements.did_not_take_place(row, by=cast.saito)
    placements.follow_up(row, by=cast.saito)
    with pytest.raises(Refused):
        feedback.make_link(row, side="participant", by=cast.saito)


def test_not_sure_is_no_missing_fact():
    with override("en"):
        assert str(Feedback.Again.MAYBE.label) == "Not sure"
    with override("ja"):
        assert str(Feedback.Again.MAYBE.label) == "わからない"
