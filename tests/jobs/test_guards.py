"""The law as code: what keeps an offer from being published, and that it says why."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.moves import Refused
from jobs import guards
from jobs.models import Opportunity, Slot
from jobs.workflow import applications, opportunities
from municipalities.models import MinimumWage
from tests import factories as make

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")
CHANGES = date(2026, 11, 1)
"""Oita: 1,035 yen an hour until the day before, 1,096 yen from this day on."""


@pytest.fixture
def today(monkeypatch):
    """Let it be another day."""

    def be(day):
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=TOKYO)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    be(date(2026, 10, 1))
    return be


def paid(yen, **fields):
    return make.OpportunityFactory(state="draft", engagement="employment", pay_per_hour=yen, **fields)


def slot_on(task, day, hour=10):
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=TOKYO)
    return Slot(opportunity=task, starts_at=starts, ends_at=starts + timedelta(minutes=30))


def fields_of(task):
    return [block.field for block in guards.blocks(Opportunity.objects.get(pk=task.pk))]


def sentences_of(task):
    return " ".join(block.sentence for block in guards.blocks(Opportunity.objects.get(pk=task.pk)))


# --- minimum wage, by the day of the work


@pytest.mark.parametrize(
    ("yen", "until", "blocked"),
    [
        (1034, date(2026, 10, 31), True),
        (1035, date(2026, 10, 31), False),
        (1035, CHANGES, True),
        (1095, CHANGES, True),
        (1096, CHANGES, False),
        (1035, None, True),  # no last day: every rate that is known to come counts
        (1096, None, False),
    ],
)
def test_free_timing_needs_the_highest_rate_until_the_last_day(today, yen, until, blocked):
    task = paid(yen, offered_until=until)
    assert ("pay_per_hour" in fields_of(task)) is blocked


@pytest.mark.parametrize(
    ("yen", "days", "blocked"),
    [
        (1035, [date(2026, 10, 31)], False),
        (1035, [date(2026, 11, 1)], True),
        (1035, [date(2026, 10, 31), date(2026, 11, 1)], True),
        (1096, [date(2026, 10, 31), date(2026, 11, 1)], False),
        (1034, [date(2026, 10, 31)], True),
    ],
)
def test_each_slot_needs_the_rate_of_its_own_day(today, yen, days, blocked):
    task = paid(yen, timing="slots")
    for day in days:
        slot_on(task, day).save()
    assert ("pay_per_hour" in fields_of(task)) is blocked


def test_the_work_date_is_the_day_in_japan(today):
    """At midnight in Oita it is still the day before in Greenwich."""
    task = paid(1035, timing="slots")
    slot_on(task, CHANGES, hour=0).save()
    assert "2026-11-01の大分県の最低賃金は、1時間1096円です。" in sentences_of(task)
    assert "いまは1035円" in sentences_of(task)


def test_a_published_offer_takes_no_slot_below_that_days_rate(today, cast):
    task = make.OpportunityFactory(
        company=cast.oto_company, timing="slots", engagement="employment", pay_per_hour=1035
    )
    opportunities.add_slot(slot_on(task, date(2026, 10, 31)), by=cast.oto)
    with pytest.raises(Refused) as refusal:
        opportunities.add_slot(slot_on(task, CHANGES), by=cast.oto)
    assert refusal.value.field == "starts_at"
    assert task.slots.count() == 1


def test_nobody_agrees_to_a_day_below_its_rate(today, cast):
    row = cast.hana_at_shelves
    Opportunity.objects.filter(pk=row.opportunity_id).update(engagement="employment", pay_per_hour=1035)
    with pytest.raises(Refused, match="1096円"):
        applications.agree(row, by=cast.oto, starts_on=CHANGES)
    applications.agree(row, by=cast.oto, starts_on=date(2026, 10, 31))


def test_what_was_paused_is_asked_again_when_it_resumes(today, cast):
    task = make.OpportunityFactory(
        company=cast.oto_company,
        state="paused",
        engagement="employment",
        pay_per_hour=1035,
        offered_until=date(2026, 11, 30),
    )
    with pytest.raises(opportunities.Blocked) as blocked:
        opportunities.resume(task, by=cast.oto)
    assert [block.field for block in blocked.value.blocks] == ["pay_per_hour"]


def test_the_same_pay_is_judged_by_another_prefectures_rate(today):
    tokyo = paid(1100, municipality=make.town("13101"))
    assert "東京都の最低賃金" in sentences_of(tokyo)


def test_where_no_rate_is_known_nobody_guesses(today):
    MinimumWage.objects.filter(prefecture_id="44").delete()
    assert "まだ登録されていません" in sentences_of(paid(5000))
    with_slot = paid(5000, timing="slots")
    slot_on(with_slot, CHANGES).save()
    assert "まだ登録されていません" in sentences_of(with_slot)


def test_employment_without_a_pay_is_blocked():
    assert "pay_per_hour" in fields_of(paid(None))


# --- visits, experiences and employment are kept apart


@pytest.mark.parametrize("engagement", ["visit", "experience"])
def test_only_employment_has_a_pay(engagement):
    task = make.OpportunityFactory(engagement=engagement)
    with pytest.raises(IntegrityError, match="opportunity_pay_only_for_employment"), transaction.atomic():
        Opportunity.objects.filter(pk=task.pk).update(pay_per_hour=1100)


def test_employment_is_not_shown_without_its_pay():
    with pytest.raises(IntegrityError, match="opportunity_employment_is_paid"), transaction.atomic():
        make.OpportunityFactory(engagement="employment", pay_per_hour=None)


@pytest.mark.parametrize("point", [{"lat": 33.2}, {"lng": 131.6}, {"lat": 91, "lng": 131.6}])
def test_half_a_point_on_the_map_is_none(point):
    with pytest.raises(IntegrityError, match="point_is_whole"), transaction.atomic():
        make.OpportunityFactory(**point)


@pytest.mark.parametrize("missing", guards.CHECKLIST)
@pytest.mark.parametrize("answer", [False, None, "yes"])
def test_an_experience_needs_every_answer_and_names_the_missing_one(missing, answer):
    answers = dict.fromkeys(guards.CHECKLIST, True) | {missing: answer}
    task = make.OpportunityFactory(state="draft", checklist=answers)
    blocks = guards.blocks(task)
    assert [block.field for block in blocks] == ["checklist"]
    assert str(guards.CHECKLIST[missing]) in blocks[0].sentence


@pytest.mark.parametrize(
    ("fields", "blocked"),
    [
        ({"minutes": 240}, []),
        ({"minutes": 241}, ["minutes"]),
        ({"hours_week": 10}, []),
        ({"hours_week": 10.5}, ["hours_week"]),
        ({"insurance": " "}, ["insurance"]),
        ({"minutes": 480, "engagement": "visit"}, []),
        ({"minutes": 480, "engagement": "employment", "pay_per_hour": 2000, "insurance": ""}, []),
    ],
)
def test_an_unpaid_experience_stays_short_and_insured(fields, blocked):
    task = make.OpportunityFactory(state="draft", **fields)
    assert fields_of(task) == blocked


def test_a_slot_of_an_experience_is_short_as_well():
    task = make.OpportunityFactory(state="draft", timing="slots", minutes=30)
    make.SlotFactory(opportunity=task, ends_at=timezone.now() + timedelta(days=30))
    assert "slots" in fields_of(task)


def test_a_programme_of_experience_has_at_most_ten_short_sessions():
    task = make.OpportunityFactory(state="draft", kind="programme")
    assert fields_of(task) == ["steps"]
    for order in range(10):
        task.steps.create(order=order, title="回", minutes=60, place="home")
    assert fields_of(task) == []
    task.steps.create(order=10, title="回", minutes=60, place="home")
    assert fields_of(task) == ["steps"]
    task.steps.filter(order=10).delete()
    task.steps.filter(order=0).update(minutes=241)
    assert fields_of(task) == ["steps"]


def test_experience_at_one_company_ends_after_ten_times(cast):
    for _ in range(guards.EXPERIENCE_TIMES_AT_ONE_COMPANY):
        task = make.OpportunityFactory(company=cast.oto_company)
        row = make.ApplicationFactory(
            participant=cast.hana, opportunity=task, state="agreed", project=cast.project
        )
        make.PlacementFactory(application=row, state="completed", seat=None)
    with pytest.raises(Refused, match="10回"):
        applications.agree(cast.hana_at_shelves, by=cast.oto, starts_on=timezone.localdate())


# --- no age limit anywhere


@pytest.mark.parametrize("name", guards.TEXT_FIELDS)
def test_every_text_is_read_for_ages(name):
    task = make.OpportunityFactory(state="draft", **{name: "30代まで"})
    assert fields_of(task) == [name]
    assert "30代まで" in sentences_of(task)


@pytest.mark.parametrize(
    "text",
    ["25歳以下", "３５才未満", "四十代の方", "若い人むけ", "若手歓迎", "年齢不問", "シニア", "20〜30歳まで"],
)
def test_words_that_limit_an_age(text):
    assert guards.age_words(f"やさしい仕事です。{text}です。")


@pytest.mark.parametrize(
    "text",
    ["若葉マーク", "30分まで", "代わりの人がいます", "二十枚以上のハガキ", "3歳の犬の世話", "若宮町の店"],
)
def test_words_that_only_look_like_it(text):
    assert not guards.age_words(text)


# --- what a reader needs, and dates


@pytest.mark.parametrize("name", ["what", "helper", "can_leave", "site", "fields_of_work"])
def test_what_a_reader_wants_to_know_is_there(name):
    task = make.OpportunityFactory(state="draft", **{name: [] if name == "fields_of_work" else "  "})
    assert fields_of(task) == [name]


def test_at_home_needs_no_site():
    assert fields_of(make.OpportunityFactory(state="draft", place="home", site="")) == []


def test_dates_lie_ahead():
    past = make.OpportunityFactory(state="draft", offered_until=timezone.localdate() - timedelta(days=1))
    assert fields_of(past) == ["offered_until"]
    slots = make.OpportunityFactory(state="draft", timing="slots")
    assert fields_of(slots) == ["slots"]
    make.SlotFactory(opportunity=slots, starts_at=timezone.now() - timedelta(hours=2))
    assert fields_of(slots) == ["slots"]
    make.SlotFactory(opportunity=slots)
    assert fields_of(slots) == []


def test_a_blocked_offer_is_neither_handed_in_nor_published(cast):
    cast.draft.helper = ""
    cast.draft.save()
    with pytest.raises(opportunities.Blocked) as blocked:
        opportunities.hand_in(cast.draft, by=cast.oto)
    assert [block.field for block in blocked.value.blocks] == ["helper"]
    Opportunity.objects.filter(pk=cast.draft.pk).update(state="in_review")
    with pytest.raises(opportunities.Blocked):
        opportunities.publish(cast.draft, by=cast.abe)
    cast.draft.refresh_from_db()
    assert cast.draft.state == "in_review"
