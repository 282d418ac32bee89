"""Capacity is never exceeded, however many accept at the same moment. Threads on the real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from foundation.moves import Refused
from jobs.models import Application, Placement
from jobs.workflow import applications, placements
from tests import factories as make
from tests.cast import assemble

PEOPLE, PLACES = 12, 3


def _introduced(cast, task, n, slot=None):
    return [
        make.ApplicationFactory(
            opportunity=task,
            participant=make.ParticipantFactory(desk=cast.oita, team=[cast.saito]),
            state="introduced",
            slot=slot,
            project=cast.project,
        )
        for _ in range(n)
    ]


def _agree_at_once(rows, by, **about):
    """Everybody presses at the same moment; what came of each: a placement or a sentence."""
    together = Barrier(len(rows))

    def agree(row):
        try:
            together.wait(timeout=30)
            return applications.agree(row, by=by, **about)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows)) as pool:
        return list(pool.map(agree, rows))


def _assert_three_got_a_place(results, rows):
    placed = [result for result in results if isinstance(result, Placement)]
    refused = [result for result in results if isinstance(result, str)]
    assert len(placed) == PLACES
    assert len(refused) == PEOPLE - PLACES
    assert set(refused) == {"いまは、受け入れの人数がいっぱいです。別の日時を相談してください。"}
    assert sorted(Placement.objects.values_list("seat", flat=True)) == [1, 2, 3]
    states = list(Application.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", flat=True))
    assert states.count("agreed") == PLACES
    assert states.count("introduced") == PEOPLE - PLACES


@pytest.mark.django_db(transaction=True)
def test_twelve_press_at_once_for_three_places_at_any_time():
    cast = assemble()
    task = make.OpportunityFactory(company=cast.oto_company, capacity=PLACES)
    rows = _introduced(cast, task, PEOPLE)
    _assert_three_got_a_place(_agree_at_once(rows, cast.oto, starts_on=timezone.localdate()), rows)


@pytest.mark.django_db(transaction=True)
def test_twelve_press_at_once_for_three_places_of_one_date():
    cast = assemble()
    task = make.OpportunityFactory(company=cast.oto_company, capacity=PLACES, timing="slots")
    slot, other = make.SlotFactory.create_batch(2, opportunity=task)
    rows = _introduced(cast, task, PEOPLE, slot)
    _assert_three_got_a_place(_agree_at_once(rows, cast.oto), rows)
    (late,) = _introduced(cast, task, 1, other)
    assert applications.agree(late, by=cast.oto).seat == 1


@pytest.mark.django_db(transaction=True)
def test_one_application_agreed_twice_at_once_is_one_placement():
    cast = assemble()
    task = make.OpportunityFactory(company=cast.oto_company, capacity=5)
    (row,) = _introduced(cast, task, 1)
    results = _agree_at_once([row] * 4, cast.oto, starts_on=timezone.localdate())
    assert sum(isinstance(result, Placement) for result in results) == 1
    assert Placement.objects.count() == 1


@pytest.mark.django_db
def test_the_database_itself_gives_a_seat_once(cast):
    first = make.PlacementFactory(application=cast.hana_at_shelves)
    again = make.ApplicationFactory(opportunity=cast.shelves, state="agreed", project=cast.project)
    with pytest.raises(IntegrityError, match="placement_seat_once"), transaction.atomic():
        make.PlacementFactory(application=again, seat=first.seat)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["complete", "end_here", "did_not_take_place"])
def test_a_place_is_free_again_when_it_is_over(cast, ending):
    placement = applications.agree(cast.hana_at_shelves, by=cast.oto, starts_on=timezone.localdate())
    (next_one,) = _introduced(cast, cast.shelves, 1)
    with pytest.raises(Refused):
        applications.agree(next_one, by=cast.oto, starts_on=timezone.localdate())
    if ending == "complete":
        placements.start(placement, by=cast.saito)
    getattr(placements, ending)(placement, by=cast.saito)
    assert applications.agree(next_one, by=cast.oto, starts_on=timezone.localdate()).seat == 1


@pytest.mark.django_db
def test_a_date_that_is_over_stays_taken_but_not_one_that_fell_through(cast):
    task = make.OpportunityFactory(company=cast.oto_company, timing="slots")
    slot = make.SlotFactory(opportunity=task, starts_at=timezone.now() + timedelta(hours=1))
    first, second = _introduced(cast, task, 2, slot)
    placement = applications.agree(first, by=cast.oto)
    placements.start(placement, by=cast.saito)
    placements.complete(placement, by=cast.saito)
    with pytest.raises(Refused):
        applications.agree(second, by=cast.oto)

    other = make.SlotFactory(opportunity=task)
    third, fourth = _introduced(cast, task, 2, other)
    fell_through = applications.agree(third, by=cast.oto)
    placements.did_not_take_place(fell_through, by=cast.saito)
    assert applications.agree(fourth, by=cast.oto).seat == 1
