"""The page of a task: its buttons follow the table of moves; what a reviewer stopped goes through review."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Opportunity
from jobs.workflow import opportunities
from tests import factories as make


def press(client, task: Opportunity, name: str):
    return client.post(f"/company/tasks/{task.public_id}/move/", {"do": name}, follow=True)


def verbs(client, task: Opportunity) -> list[str]:
    return [name for name, _label in client.get(f"/company/tasks/{task.public_id}/").context["verbs"]]


@pytest.fixture
def oto(client, cast):
    client.force_login(cast.oto)
    return cast.oto


def test_the_whole_way_by_its_buttons(client, cast, oto):
    task = cast.draft
    assert verbs(client, task) == ["hand_in", "close"]
    press(client, task, "hand_in")
    assert verbs(client, task) == ["take_back"]
    opportunities.publish(task, by=cast.abe)
    assert verbs(client, task) == ["pause", "close"]
    press(client, task, "pause")
    assert verbs(client, task) == ["resume", "take_back", "close"]
    press(client, task, "resume")
    press(client, task, "close")
    assert verbs(client, task) == []
    task.refresh_from_db()
    assert task.state == "closed"


def test_pressing_twice_is_told_and_changes_nothing(client, cast, oto):
    press(client, cast.draft, "hand_in")
    page = press(client, cast.draft, "hand_in").content.decode()
    assert "いまその操作ができません" in page
    assert cast.draft.moves.count() == 1


@pytest.mark.parametrize("name", ["publish", "return", "", "delete"])
def test_a_company_has_no_other_buttons(client, cast, oto, name):
    assert press(client, cast.draft, name).status_code == 404


def test_near_misses_change_nothing(client, cast):
    for person in (cast.kaze, cast.abe, cast.saito, cast.hana.user, cast.mada):
        client.force_login(person)
        assert client.get(f"/company/tasks/{cast.shelves.public_id}/").status_code == 404
        assert press(client, cast.shelves, "close").status_code == 404
    cast.shelves.refresh_from_db()
    assert cast.shelves.state == "published"


def test_blocks_are_links_to_their_fields(client, cast, oto):
    Opportunity.objects.filter(pk=cast.draft.pk).update(helper="", checklist={})
    page = press(client, cast.draft, "hand_in").content.decode()
    assert f"/company/tasks/{cast.draft.public_id}/edit/#id_helper" in page
    assert "#id_checklist_no_orders" in page


def test_comments_of_the_reviewer_stand_at_their_fields_until_handed_in_again(client, cast, oto):
    opportunities.hand_in(cast.draft, by=cast.oto)
    opportunities.return_with_comments(
        cast.draft, by=cast.abe, comment="あと少しです", comments=[("helper", "名前はいりません")]
    )
    page = client.get(f"/company/tasks/{cast.draft.public_id}/").content.decode()
    assert "あと少しです" in page
    assert "#id_helper" in page
    editor = client.get(f"/company/tasks/{cast.draft.public_id}/edit/").context["editor"]
    asked = {entry.field.name: entry.comments for section in editor.sections for entry in section.entries}
    assert asked["helper"] == ["名前はいりません"]
    opportunities.hand_in(cast.draft, by=cast.oto)
    assert client.get(f"/company/tasks/{cast.draft.public_id}/").context["comments"] == []


def test_what_the_office_paused_the_company_does_not_resume(client, cast, oto):
    opportunities.pause(cast.shelves, by=cast.abe, comment="確かめたいことがあります")
    assert "resume" not in verbs(client, cast.shelves)
    press(client, cast.shelves, "resume")
    cast.shelves.refresh_from_db()
    assert cast.shelves.state == "paused"
    opportunities.take_back(cast.shelves, by=cast.oto)
    opportunities.hand_in(cast.shelves, by=cast.oto)
    opportunities.publish(cast.shelves, by=cast.abe)
    opportunities.pause(cast.shelves, by=cast.oto)
    assert "resume" in verbs(client, cast.shelves)


def dates(client, task: Opportunity, **more: str):
    row = {"dates-TOTAL_FORMS": "3", "dates-INITIAL_FORMS": "0"} | more
    return client.post(f"/company/tasks/{task.public_id}/dates/", row)


def test_dates_are_added_while_published_with_the_wage_of_that_day(client, cast, oto, monkeypatch):
    wage = cast.shelves.municipality.prefecture.minimum_wages.order_by("effective_on").last().yen
    task = make.OpportunityFactory(
        company=cast.oto_company, timing="slots", engagement="employment", pay_per_hour=wage - 1, checklist={}
    )
    day = (timezone.localdate() + timedelta(days=40)).isoformat()
    answer = dates(client, task, **{"dates-0-day": day, "dates-0-start": "10:00"})
    assert "最低賃金" in answer.content.decode()
    assert not task.slots.exists()
    Opportunity.objects.filter(pk=task.pk).update(pay_per_hour=wage)
    assert dates(client, task, **{"dates-0-day": day, "dates-0-start": "10:00"}).status_code == 302
    assert task.slots.count() == 1
    twice = dates(client, task, **{"dates-0-day": day, "dates-0-start": "10:00"})
    assert "同じ日時" in twice.content.decode()


def test_an_unpaid_date_is_never_longer_than_four_hours(client, cast, oto):
    day = (timezone.localdate() + timedelta(days=4)).isoformat()
    Opportunity.objects.filter(pk=cast.shelves.pk).update(timing="slots")
    answer = dates(
        client, cast.shelves, **{"dates-0-day": day, "dates-0-start": "9:00", "dates-0-length": "300"}
    )
    assert "1日4時間" in answer.content.decode()
    assert not cast.shelves.slots.exists()


def test_a_date_that_somebody_chose_stays(client, cast, oto):
    slot = make.SlotFactory(opportunity=cast.shelves)
    make.ApplicationFactory(opportunity=cast.shelves, slot=slot, state="introduced")
    dates(client, cast.shelves, forget=slot.public_id)
    assert cast.shelves.slots.count() == 1
    assert (
        dates(client, cast.shelves, forget=make.SlotFactory(opportunity=cast.garden).public_id).status_code
        == 404
    )


def test_a_copy_is_a_draft_without_dates_and_one_even_if_sent_twice(client, cast, oto):
    make.SlotFactory(opportunity=cast.shelves)
    wanted = client.get(f"/company/tasks/{cast.shelves.public_id}/").context["copy_id"]
    for _n in range(2):
        answer = client.post(f"/company/tasks/{cast.shelves.public_id}/copy/", {"public_id": wanted})
        assert answer["Location"] == f"/company/tasks/{wanted}/edit/"
    copy = Opportunity.objects.get(public_id=wanted)
    assert (copy.state, copy.title, copy.slots.count()) == ("draft", cast.shelves.title, 0)
    assert Opportunity.objects.filter(company=cast.oto_company).count() == 3


def test_queries_do_not_grow(client, cast, oto, count_queries):
    addresses = [f"/company/tasks/{cast.shelves.public_id}/{page}" for page in ("", "dates/")]
    Opportunity.objects.filter(pk=cast.shelves.pk).update(timing="slots")
    make.SlotFactory(opportunity=cast.shelves)
    opportunities.pause(cast.shelves, by=cast.oto)
    few = [count_queries(lambda a=a: client.get(a)) for a in addresses]
    for _n in range(4):
        make.ApplicationFactory(opportunity=cast.shelves, slot=make.SlotFactory(opportunity=cast.shelves))
        opportunities.resume(cast.shelves, by=cast.oto)
        opportunities.pause(cast.shelves, by=cast.oto)
    assert [count_queries(lambda a=a: client.get(a)) for a in addresses] == few
