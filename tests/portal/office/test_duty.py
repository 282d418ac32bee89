"""The rota at /office/duty/: shifts, gaps, what overlaps, the week before once more."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import DutyShift
from portal.rota import week
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(2026, 11, day, hour, minute))


@pytest.fixture
def abe(client, cast):
    client.force_login(cast.abe)
    return client


def add(client, user, **typed: str):
    data = {
        "user": user.public_id,
        "order": "1",
        "first_day": "2026-11-23",
        "starts": "9:00",
        "ends": "17:00",
    }
    return client.post("/office/duty/", data | {"week": "2026-11-23"} | typed)


def test_a_shift_is_added_and_stands_in_its_week(abe, cast):
    assert add(abe, cast.tanaka, starts="９：００", ends="1730").status_code == 302
    shift = DutyShift.objects.get()
    assert (shift.user, shift.starts_at, shift.ends_at) == (cast.tanaka, at(23, 9), at(23, 17, 30))
    page = abe.get("/office/duty/?week=2026-11-23").content.decode()
    assert "9:00–17:30 tanaka" in page
    assert "17:30–24:00" in page
    assert "tanaka" not in abe.get("/office/duty/?week=2026-12-07").content.decode().split("<section")[0]


def test_gaps_are_what_no_first_person_covers(cast):
    for starts, ends, order in (
        (at(23, 0), at(23, 9), 1),
        (at(23, 17), at(25, 8), 1),
        (at(23, 9), at(23, 12), 2),
    ):
        DutyShift.objects.create(
            organisation=cast.oita, user=cast.tanaka, order=order, starts_at=starts, ends_at=ends
        )
    gaps = [[(gap.starts, gap.ends) for gap in day.gaps] for day in week(cast.oita, MONDAY)]
    assert gaps[:3] == [[("9:00", "17:00")], [], [("8:00", "24:00")]]
    assert gaps[3] == [("0:00", "24:00")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "この時間の1番目は、tanakaさんに決まっています。"),
        ({"starts": "16:59", "ends": "18:00"}, "決まっています"),
        ({"order": "2", "who": "tanaka"}, "もうひとつの当番に入っています"),
        ({"starts": "17:00", "ends": "17:00"}, "始まりより後"),
        ({"starts": "18:00", "ends": "17:00"}, "始まりより後"),
        ({"starts": "17:00", "last_day": "2026-12-24"}, "7日まで"),
        ({"starts": "25:00"}, "9:00 のように"),
        ({"first_day": "2026-02-30"}, ""),
    ],
)
def test_what_cannot_be_is_refused_by_a_sentence(abe, cast, typed, sentence):
    add(abe, cast.tanaka)
    who = getattr(cast, typed.pop("who", "saito"))
    answer = add(abe, who, **typed)
    assert answer.context["form"].errors
    assert sentence in str(answer.context["form"].errors)
    assert DutyShift.objects.count() == 1


def test_one_after_the_other_and_two_at_once_are_no_overlap(abe, cast):
    add(abe, cast.tanaka)
    add(abe, cast.saito, starts="17:00", ends="24:00")
    add(abe, cast.saito, order="2", ends="12:00")
    assert DutyShift.objects.count() == 3


@pytest.mark.parametrize("who", ["mori", "oto", "kido", "goto"])
def test_only_support_workers_and_managers_of_the_body_are_on_duty(abe, cast, who):
    assert add(abe, getattr(cast, who)).context["form"].errors
    assert not DutyShift.objects.exists()


def test_other_offices_touch_nothing(client, cast, abe):
    add(abe, cast.tanaka)
    shift = DutyShift.objects.get()
    for user in (cast.goto, cast.ono, cast.saito, cast.oto):
        client.force_login(user)
        assert client.post(f"/office/duty/{shift.public_id}/remove/").status_code == 404
        assert (
            add(client, cast.saito, starts="1:00", ends="2:00", desk=cast.oita.public_id).status_code == 404
        )
    assert DutyShift.objects.count() == 1


def test_the_week_before_is_copied_and_twice_is_once(abe, cast):
    add(abe, cast.tanaka)
    add(abe, cast.saito, first_day="2026-11-24")
    add(abe, cast.abe, first_day="2026-12-01", starts="10:00", ends="11:00")
    for expected in (4, 4):
        abe.post("/office/duty/copy/", {"week": "2026-11-30"})
        assert DutyShift.objects.count() == expected
    copied = DutyShift.objects.get(user=cast.tanaka, starts_at__gt=at(24, 0))
    assert copied.starts_at == at(23, 9) + timedelta(days=7)


def test_removed_once_and_twice(abe, cast):
    add(abe, cast.tanaka)
    shift = DutyShift.objects.get()
    for _twice in range(2):
        assert abe.post(f"/office/duty/{shift.public_id}/remove/").status_code == 302
    assert not DutyShift.objects.exists()


@pytest.mark.parametrize("asked", ["week=x", "week=9999-12-31", "week=2026-11-25", "week="])
def test_a_week_that_cannot_be_read_is_this_one(abe, asked):
    assert abe.get(f"/office/duty/?{asked}").context["monday"].weekday() == 0


def test_a_week_costs_the_same_for_one_shift_and_for_many(abe, cast, django_assert_num_queries):
    add(abe, cast.tanaka)
    abe.get("/office/duty/?week=2026-11-23")
    with django_assert_num_queries(1000, exact=False) as few:
        abe.get("/office/duty/?week=2026-11-23")
    number_of_queries = len(few)
    for day in range(24, 29):
        add(abe, cast.tanaka, first_day=f"2026-11-{day}")
        add(abe, cast.saito, first_day=f"2026-11-{day}", order="2")
    with django_assert_num_queries(number_of_queries, exact=True):
        abe.get("/office/duty/?week=2026-11-23")


def test_the_rota_in_english(abe, cast):
    add(abe, cast.tanaka)
    abe.get("/office/duty/")
    assert not japanese_in(abe.get("/en/office/duty/?week=2026-11-23").content.decode())
