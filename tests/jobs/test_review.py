"""Reviewing by its verbs: what was said is kept, races have one winner, a stop by the office is a stop."""

import threading

import pytest
from django.db import connection

from foundation.moves import Refused
from jobs import snapshots
from jobs.models import Opportunity
from jobs.workflow import opportunities
from tests import factories as make
from tests.cast import assemble


def test_each_hand_in_and_publication_keeps_what_was_said(cast):
    make.SlotFactory(opportunity=cast.draft)
    opportunities.hand_in(cast.draft, by=cast.oto)
    opportunities.publish(cast.draft, by=cast.abe)
    opportunities.pause(cast.draft, by=cast.oto)
    kept = {move.after: move.snapshot for move in cast.draft.moves.all()}
    assert kept["paused"] is None
    assert kept["in_review"] == kept["published"]
    assert kept["published"]["title"] == "値札つけ"
    assert len(kept["published"]["slots"]) == 1


def test_differences_speak_in_words(cast):
    before = snapshots.snapshot_of(cast.draft)
    cast.draft.noise, cast.draft.telephone, cast.draft.fields_of_work = 2, True, ["books", "shop"]
    told = {
        one.field: (one.old, one.new)
        for one in snapshots.differences(before, snapshots.snapshot_of(cast.draft))
    }
    assert told == {
        "noise": ("静か", "音が大きい"),
        "telephone": ("いいえ", "はい"),
        "fields_of_work": ("本・図書", "本・図書、お店の裏方"),
    }


def test_a_snapshot_names_every_field_that_a_company_writes(cast):
    from portal.forms.company_task import TaskForm

    point = {"lat", "lng"}  # one field of the form
    assert set(TaskForm.Meta.fields) | {"checklist"} | point == set(snapshots.WRITTEN)


def test_a_pause_by_the_office_ends_with_a_review(cast):
    opportunities.pause(cast.shelves, by=cast.abe)
    with pytest.raises(Refused):
        opportunities.resume(cast.shelves, by=cast.oto)
    opportunities.take_back(cast.shelves, by=cast.oto)
    with pytest.raises(Refused):
        opportunities.resume(cast.shelves, by=cast.oto)


@pytest.mark.parametrize("person", ["kaze", "mada", "abe", "saito", "tanaka"])
def test_nobody_else_writes_a_draft(cast, person):
    with pytest.raises(Refused):
        opportunities.rewrite(cast.draft, by=getattr(cast, person))


@pytest.mark.django_db(transaction=True)
def test_of_publish_and_return_at_the_same_moment_one_wins():
    cast = assemble()
    opportunities.hand_in(cast.draft, by=cast.oto)
    gate, said = threading.Barrier(2), []

    def act(verb, by, **more):
        gate.wait()
        try:
            verb(cast.draft, by=by, **more)
            said.append(verb.__name__)
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(opportunities.publish, cast.abe)),
        threading.Thread(
            target=act, args=(opportunities.return_with_comments, cast.ono), kwargs={"comment": "もう少し"}
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("refused") == 1
    row = Opportunity.objects.get(pk=cast.draft.pk)
    assert row.state in ("published", "returned")
    assert row.moves.count() == 2
