"""Saved views of the list: one's own, the desk's, the one that opens first; never a way to other people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.models import FirstView, Membership, SavedView
from tests import factories as make

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"
SAVE = "/desk/people/views/save/"


def names(page) -> list[str]:
    return [person.nickname for person in page.context["page_obj"]]


def view_of(owner, name="静かな方", shared_with=None, **filters) -> SavedView:
    return SavedView.objects.create(
        owner=owner, name=name, shared_with=shared_with, filters=filters, columns=["town", "last"]
    )


def at(name: str, view: SavedView) -> str:
    return reverse(f"portal:{name}", args=[view.public_id])


def test_what_is_on_the_page_is_kept_without_the_name_that_was_searched(cast, as_):
    client = as_(cast.saito)
    cast.hana.wishes.place = "home"
    cast.hana.wishes.save()
    query = "?q=hana&place=home&sort=last&columns=town&columns=wish"
    assert "静かな方" not in client.get(PEOPLE).content.decode()
    answer = client.post(SAVE + query, {"name": "静かな方"})
    view = SavedView.objects.get()
    assert (view.owner, view.shared_with, view.columns) == (cast.saito, None, ["town", "wish"])
    assert view.filters == {"place": "home", "sort": "last"}
    page = client.get(answer["Location"])
    assert names(page) == ["hana"]
    assert [column.key for column in page.context["columns"]] == ["town", "wish"]
    assert "静かな方" in page.content.decode()


@pytest.mark.parametrize("name", ["", " ", "あ" * 41, "静かな方"])
def test_a_name_that_cannot_be(cast, as_, name):
    view_of(cast.saito)
    page = as_(cast.saito).post(SAVE, {"name": name})
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert SavedView.objects.count() == 1


def test_nobody_keeps_more_than_thirty(cast, as_):
    for number in range(30):
        view_of(cast.saito, f"見かた{number}")
    assert "30個まで" in as_(cast.saito).post(SAVE, {"name": "もうひとつ"}).content.decode()


def test_rename_delete_and_open_first(cast, as_):
    view, client = view_of(cast.saito, sort="last", place="not_asked"), as_(cast.saito)
    client.post(at("desk_view", view), {"name": "朝の一覧"})
    client.post(at("desk_view_first", view))
    page = client.get(PEOPLE)
    assert page.context["listing"].view == view
    assert "「朝の一覧」で見ています" in page.content.decode()
    assert sorted(page.context["listing"].query.split("&")) == [
        "columns=last", "columns=town", "place=not_asked", "sort=last",
    ]  # fmt: skip
    assert client.get(f"{PEOPLE}?view=usual").context["listing"].view is None
    assert client.get(f"{PEOPLE}?q=ren").context["listing"].view is None
    client.post(at("desk_view_first", view), {"stop": "1"})
    assert client.get(PEOPLE).context["listing"].view is None
    client.post(at("desk_view_first", view))
    client.post(at("desk_view_delete", view))
    assert not SavedView.objects.exists()
    assert not FirstView.objects.exists()


def test_a_colleagues_own_view_is_not_there(cast, as_):
    view = view_of(cast.saito)
    client = as_(cast.tanaka)
    assert client.get(f"{PEOPLE}?view={view.public_id}").status_code == 404
    for name in ("desk_view", "desk_view_delete", "desk_view_share", "desk_view_first"):
        assert client.post(at(name, view), {"name": "x"}).status_code == 404, name
    assert "静かな方" not in client.get("/desk/people/views/").content.decode()
    assert as_(cast.abe).get(at("desk_view", view)).status_code == 404


def test_a_manager_shares_with_their_own_desk_and_each_sees_their_own_people(cast, as_):
    view = view_of(cast.abe, whose="desk")
    client = as_(cast.abe)
    client.post(at("desk_view_share", view), {"desk": cast.beppu.public_id})
    assert SavedView.objects.get().shared_with is None
    client.post(at("desk_view_share", view), {"desk": cast.oita.public_id})
    assert names(client.get(f"{PEOPLE}?view={view.public_id}")) == ["hana", "ren"]
    for user, seen in ((cast.saito, ["hana", "ren"]), (cast.kido, ["hana"]), (cast.tanaka, [])):
        assert names(as_(user).get(f"{PEOPLE}?view={view.public_id}")) == seen
    for user in (cast.mori, cast.goto):
        assert as_(user).get(f"{PEOPLE}?view={view.public_id}").status_code == 404
        assert as_(user).get(at("desk_view", view)).status_code == 404


def test_a_shared_view_is_changed_by_managers_only(cast, as_):
    view = view_of(cast.abe, shared_with=cast.oita)
    client = as_(cast.saito)
    assert client.get(at("desk_view", view)).status_code == 200
    for name in ("desk_view", "desk_view_delete", "desk_view_share"):
        assert client.post(at(name, view), {"name": "x", "stop": "1"}).status_code == 403, name
    client.post(at("desk_view_first", view))
    assert client.get(PEOPLE).context["listing"].view == view
    as_(cast.abe).post(at("desk_view_share", view), {"stop": "1"})
    assert SavedView.objects.get().shared_with is None
    assert as_(cast.saito).get(PEOPLE).context["listing"].view is None


def test_a_supporter_shares_nothing(cast, as_):
    view = view_of(cast.saito)
    as_(cast.saito).post(at("desk_view_share", view), {"desk": cast.oita.public_id})
    assert SavedView.objects.get().shared_with is None


def test_who_left_the_desk_has_its_views_no_more(cast, as_):
    view = view_of(cast.abe, shared_with=cast.oita)
    make.MembershipFactory(user=cast.saito, organisation=cast.beppu)
    as_(cast.saito).post(at("desk_view_first", view))
    ended = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.saito, organisation=cast.oita).update(ends_on=ended)
    page = as_(cast.saito).get(PEOPLE)
    assert page.status_code == 200
    assert page.context["listing"].view is None
    assert as_(cast.saito).get(f"{PEOPLE}?view={view.public_id}").status_code == 404


def test_one_name_once(cast):
    view_of(cast.saito)
    view_of(cast.tanaka)
    view_of(cast.saito, shared_with=cast.oita)
    with pytest.raises(IntegrityError):
        view_of(cast.saito)


@pytest.mark.parametrize(
    "filters", [{"town": "x"}, {"whose": 1}, {"sort": ["a"]}, {"evil": "x"}, {"next": "\x01"}]
)
def test_a_view_that_makes_no_sense_filters_nothing(cast, as_, filters):
    view = view_of(cast.saito, **filters)
    assert names(as_(cast.saito).get(f"{PEOPLE}?view={view.public_id}")) == ["hana", "ren"]
    assert as_(cast.saito).get(at("desk_view", view)).status_code == 200


@pytest.mark.parametrize("asked", ["%00", "x", "あ" * 3000])
def test_a_view_that_nobody_has(cast, as_, asked):
    assert as_(cast.saito).get(f"{PEOPLE}?view={asked}").status_code in (200, 404)
