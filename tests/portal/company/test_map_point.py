"""Where a site is: one field to paste into, and a link to the map for whoever comes."""

import pytest

from jobs.models import Opportunity
from tests import factories as make
from tests.portal.company.test_editor import edit

pytestmark = pytest.mark.django_db
POINT = (33.2382, 131.6126)


@pytest.fixture
def draft(client, cast) -> Opportunity:
    client.force_login(cast.oto)
    return cast.draft


def stored(task: Opportunity) -> tuple[float | None, float | None]:
    task.refresh_from_db()
    return task.lat, task.lng


@pytest.mark.parametrize(
    "pasted",
    ["33.2382, 131.6126", "33.2382,131.6126", " （33.2382、131.6126）", "３３．２３８２，　１３１．６１２６",
     "131.6126 33.2382"],
)  # fmt: skip
def test_a_point_is_read_as_maps_write_it(client, draft, pasted):
    assert edit(client, draft, point=pasted).status_code == 302
    assert stored(draft) == POINT
    page = client.get(f"/company/tasks/{draft.public_id}/edit/").content.decode()
    assert 'value="33.2382, 131.6126"' in page


@pytest.mark.parametrize(
    "pasted",
    ["大分駅", "33.2382", "33.2382, 131.6126, 5", "-33.2, 131.6", "35.6, -139.7", "48.85, 2.35", "0, 0", "999, 999",
     "33.2382, " + "9" * 10_000, "33..2, 131.6", "\x00", "🍊, 🍊"],
)  # fmt: skip
def test_what_is_no_point_in_japan_is_kept_and_said_in_place(client, draft, pasted):
    Opportunity.objects.filter(pk=draft.pk).update(lat=POINT[0], lng=POINT[1])
    answer = edit(client, draft, point=pasted, title="書きかえ")
    assert answer.status_code == 200
    assert set(answer.context["editor"].form.errors) == {"point"}
    assert 'aria-invalid="true"' in answer.content.decode()
    assert stored(draft) == POINT


def test_an_empty_field_takes_the_point_away(client, draft):
    Opportunity.objects.filter(pk=draft.pk).update(lat=POINT[0], lng=POINT[1])
    edit(client, draft, point="")
    assert stored(draft) == (None, None)


def test_the_map_is_linked_only_where_there_is_a_site_with_a_point(client, cast):
    link = 'href="https://maps.gsi.go.jp/#16/33.238200/131.612600/" rel="noreferrer"'
    lat, lng = POINT
    there = make.OpportunityFactory(lat=lat, lng=lng)
    at_home = make.OpportunityFactory(place="home", site="", lat=lat, lng=lng)
    assert link in client.get(f"/work/{there.public_id}/").content.decode()
    for other in (at_home, cast.garden):
        assert "maps.gsi.go.jp" not in client.get(f"/work/{other.public_id}/").content.decode()
