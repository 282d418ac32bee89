"""Writing a task: saved incomplete at any time, handed in only when the guards have nothing to say."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jobs import guards
from jobs.models import Opportunity, Slot
from tests import factories as make
from tests.factories import OITA

pytestmark = pytest.mark.django_db


def typed(task: Opportunity, **more: object) -> dict[str, object]:
    """What the page sends for a task that the guards accept."""
    found: dict[str, object] = {
        "seen": Opportunity.objects.get(pk=task.pk).updated_at.isoformat(),
        "title": "値札つけ",
        "what": "服に値札をつけます。",
        "fields_of_work": ["shop"],
        "minutes": "30",
        "timing": "free",
        "place": "onsite",
        "municipality": OITA,
        "site": "店の奥の部屋",
        "contact_level": "1",
        "noise": "0",
        "pace": "own",
        "helper": "店長",
        "can_leave": "いつでも帰れます",
        "capacity": "1",
        "engagement": "experience",
        "insurance": "ボランティア行事用保険",
        **{f"checklist_{key}": "yes" for key in guards.CHECKLIST},
        "dates-TOTAL_FORMS": "3",
        "dates-INITIAL_FORMS": "0",
        "steps-TOTAL_FORMS": "1",
        "steps-INITIAL_FORMS": "0",
        "do": "save",
    }
    return found | more


def edit(client, task: Opportunity, **more: object):
    return client.post(f"/company/tasks/{task.public_id}/edit/", typed(task, **more))


@pytest.fixture
def draft(client, cast) -> Opportunity:
    client.force_login(cast.oto)
    return cast.draft


def test_four_answers_make_a_draft_even_if_sent_twice(client, cast):
    client.force_login(cast.oto)
    form = client.get("/company/tasks/new/").context["form"]
    new = {
        "public_id": form["public_id"].value(),
        "kind": "programme",
        "title": "はじめての本屋",
        "place": "onsite",
        "contact_level": "1",
    }
    first, second = client.post("/company/tasks/new/", new), client.post("/company/tasks/new/", new)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    task = Opportunity.objects.get(title="はじめての本屋")
    assert (task.state, task.kind, task.company) == ("draft", "programme", cast.oto_company)
    assert client.get(first["Location"]).status_code == 200


def test_a_new_draft_cannot_take_the_id_of_somebody_elses_task(client, cast):
    client.force_login(cast.oto)
    new = {
        "public_id": cast.garden.public_id,
        "kind": "task",
        "title": "横取り",
        "place": "home",
        "contact_level": "0",
    }
    client.post("/company/tasks/new/", new)
    assert Opportunity.objects.get(title="横取り").public_id != cast.garden.public_id


def test_a_draft_is_saved_incomplete(client, draft):
    nothing = dict.fromkeys(
        ("what", "site", "helper", "can_leave", "insurance", "engagement", "place", "minutes", "capacity"), ""
    )
    answer = edit(
        client, draft, fields_of_work=[], **nothing, **{f"checklist_{k}": "" for k in guards.CHECKLIST}
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.what, draft.engagement, draft.checklist, draft.minutes) == ("", "", {}, 30)


def test_everything_that_was_typed_is_stored(client, draft):
    answer = edit(
        client,
        draft,
        minutes="４５",
        hours_week="２．５",
        people="3",
        telephone="on",
        days=["mon"],
        point="33.2, 131.6",
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.minutes, float(draft.hours_week), draft.telephone) == (
        "値札つけ",
        45,
        2.5,
        True,
    )
    assert (draft.days, draft.lat, draft.checklist["no_orders"]) == (["mon"], 33.2, True)


def test_handing_in_tells_every_block_at_its_field_and_keeps_what_was_typed(client, draft):
    answer = edit(client, draft, do="hand_in", helper="", what="20代歓迎です", checklist_no_quota="no")
    page = answer.content.decode()
    form = answer.context["editor"].form
    assert {"helper", "what", "checklist_no_quota"} <= set(form.errors)
    assert "20代歓迎です" in page
    draft.refresh_from_db()
    assert (draft.state, draft.what) == ("draft", "20代歓迎です")
    again = typed(draft, do="hand_in", seen=form["seen"].value())
    assert client.post(f"/company/tasks/{draft.public_id}/edit/", again).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "in_review"


def test_pay_belongs_to_employment_only(client, draft):
    answer = edit(client, draft, pay_per_hour="2000")
    assert "pay_per_hour" in answer.context["editor"].form.errors
    answer = edit(client, draft, engagement="employment", pay_per_hour="900", do="hand_in")
    assert "最低賃金" in str(answer.context["editor"].form.errors["pay_per_hour"])


def test_the_minimum_wage_stands_beside_the_pay(client, draft):
    wage = draft.municipality.prefecture.minimum_wages.filter(effective_on__lte=timezone.localdate()).last()
    page = client.get(f"/company/tasks/{draft.public_id}/edit/").content.decode()
    assert f"1時間{wage.yen}円" in page


def test_what_is_published_or_in_review_stands_still(client, draft):
    for state in ("in_review", "published", "paused", "closed"):
        Opportunity.objects.filter(pk=draft.pk).update(state=state)
        assert edit(client, draft, title="こっそり").status_code == 302
        draft.refresh_from_db()
        assert draft.title != "こっそり"


def test_two_screens_do_not_overwrite_each_other_unseen(client, draft):
    old = draft.updated_at.isoformat()
    edit(client, draft, what="はじめの画面")
    answer = edit(client, draft, what="つぎの画面", seen=old)
    assert "ほかの画面でも" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.what == "はじめの画面"
    fresh = answer.context["editor"].form["seen"].value()
    assert edit(client, draft, what="つぎの画面", seen=fresh).status_code == 302
    draft.refresh_from_db()
    assert draft.what == "つぎの画面"


def in_days(n: int) -> date:
    return timezone.localdate() + timedelta(days=n)


def test_several_dates_are_added_at_once_or_none(client, draft):
    two = {
        "timing": "slots",
        "dates-0-day": in_days(3).isoformat(),
        "dates-0-start": "１０：３０",
        "dates-1-day": in_days(4).isoformat(),
        "dates-1-start": "14時",
        "dates-1-length": "60",
    }
    assert edit(client, draft, **two).status_code == 302
    first, second = draft.slots.all()
    assert timezone.localtime(first.starts_at).hour == 10
    assert second.ends_at - second.starts_at == timedelta(minutes=60)
    past = {
        "dates-0-day": in_days(9).isoformat(),
        "dates-0-start": "9:00",
        "dates-1-day": "2020-01-01",
        "dates-1-start": "9:00",
    }
    assert edit(client, draft, **past).status_code == 200
    assert draft.slots.count() == 2
    assert edit(client, draft, do=f"forget-{first.public_id}").status_code == 302
    assert list(draft.slots.all()) == [second]


def test_a_date_of_another_task_is_not_taken_away(client, draft, cast):
    slot = make.SlotFactory(opportunity=cast.garden)
    edit(client, draft, do=f"forget-{slot.public_id}")
    assert Slot.objects.filter(pk=slot.pk).exists()


def rows(*titles: str) -> dict[str, str]:
    found = {"steps-TOTAL_FORMS": str(len(titles)), "steps-INITIAL_FORMS": "0"}
    for n, title in enumerate(titles):
        found |= {f"steps-{n}-title": title, f"steps-{n}-minutes": "60", f"steps-{n}-place": "onsite"}
    return found


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("save", ["見る", "やる", "話す"]),
        ("up-1", ["やる", "見る", "話す"]),
        ("down-1", ["見る", "話す", "やる"]),
        ("drop-0", ["やる", "話す"]),
        ("up-0", ["見る", "やる", "話す"]),
        ("up-99", ["見る", "やる", "話す"]),
        ("drop-x", ["見る", "やる", "話す"]),
    ],
)
def test_sessions_are_added_moved_and_taken_out_without_javascript(client, draft, action, expected):
    Opportunity.objects.filter(pk=draft.pk).update(kind="programme")
    assert edit(client, draft, do=action, **rows("見る", "やる", "話す", "")).status_code == 302
    assert [step.title for step in draft.steps.all()] == expected


BAD = [
    {"minutes": "たくさん"},
    {"minutes": "-5"},
    {"minutes": "99999999999999"},
    {"capacity": "0"},
    {"title": ""},
    {"title": "長" * 61},
    {"what": "長" * 5000},
    {"municipality": "13101"},
    {"contact_level": "9"},
    {"fields_of_work": ["rockets"]},
    {"offered_until": "2026-02-30"},
    {"point": "33.1"},
    {"point": "999, 0"},
    {"pay_per_hour": "1e9"},
    {"dates-0-day": "あした", "dates-0-start": "9:00"},
    {"dates-0-day": "2099-01-01"},
    {"dates-0-day": "2099-01-01", "dates-0-start": "25:00"},
    {"dates-TOTAL_FORMS": "many"},
    {"dates-0-day": "9999-12-31", "dates-0-start": "23:59", "dates-0-length": "480"},
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_input_is_answered_with_a_sentence_and_nothing_is_stored(client, draft, bad):
    answer = edit(client, draft, what="残る言葉", **bad) if "what" not in bad else edit(client, draft, **bad)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.what == "棚の本を、番号の順にならべます。"
    assert not draft.slots.exists()


def test_rare_kanji_emoji_and_control_characters(client, draft):
    assert edit(client, draft, title="髙﨑𠮷の店\x00\u202e😀").status_code == 302
    draft.refresh_from_db()
    assert draft.title == "髙﨑𠮷の店😀"


def test_the_page_costs_the_same_with_more_rows(client, draft, count_queries):
    Opportunity.objects.filter(pk=draft.pk).update(kind="programme")
    address = f"/company/tasks/{draft.public_id}/edit/"
    few = count_queries(lambda: client.get(address))
    for _n in range(5):
        make.SlotFactory(opportunity=draft)
    edit(client, draft, **rows("一", "二", "三", "四"))
    client.get("/company/")
    assert count_queries(lambda: client.get(address)) == few
