"""What each room knows about a person is registered, and follows when two records become one."""

import pytest
from django.apps import apps
from django.db import models

from accounts import known
from accounts.models import Participant, TeamMember
from casework.models import NextContact, Note
from jobs.models import Application, Bookmark
from tests import factories as make


def points_at(model: type[models.Model], others: set[type[models.Model]]) -> list[str]:
    return [
        field.name for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in others
    ]  # fmt: skip


def test_whatever_belongs_to_a_person_is_registered():
    """A new model with a foreign key to Participant (or to a registered model): register it in about_people.py."""
    registered = {entry.model for entry in known.everything()}
    missing = [
        f"{model._meta.label}.{points_at(model, registered)[0]}" for model in apps.get_models()
        if model not in registered and points_at(model, registered)
    ]  # fmt: skip
    assert not missing


def test_each_entry_reads_its_rows_and_lines(cast, django_assert_num_queries):
    make.NoteFactory(participant=cast.hana, author=cast.saito)
    for entry in known.everything():
        for row in entry.rows(cast.hana):
            assert all(line.words for line in entry.lines)
            [line.value(row) for line in entry.lines]
        assert bool(entry.lines) != bool(entry.left_out), entry.key


@pytest.mark.parametrize("entry", list(known.everything()), ids=lambda entry: entry.key)
def test_nobody_elses_rows_are_read(cast, entry):
    assert not set(entry.rows(cast.hana)) & set(entry.rows(cast.yui))


pytestmark = pytest.mark.django_db


def test_joining_gives_the_rows_and_parting_takes_exactly_these_back(cast):
    note = make.NoteFactory(participant=cast.ren, author=cast.saito)
    moved = known.join(cast.hana, cast.ren)
    note.refresh_from_db()
    assert note.participant == cast.hana
    later = make.NoteFactory(participant=cast.hana, author=cast.saito)

    known.part(moved, back_to=cast.ren)
    note.refresh_from_db()
    later.refresh_from_db()
    assert (note.participant, later.participant) == (cast.ren, cast.hana)
    assert Note.objects.filter(participant=cast.hana).count() == 1


def test_what_can_be_there_only_once_stays_where_it_is(cast):
    for person in (cast.hana, cast.ren):
        Bookmark.objects.create(participant=person, opportunity=cast.garden)
        make.NextContactFactory(participant=person, made_by=cast.saito)
    Bookmark.objects.create(participant=cast.ren, opportunity=cast.shelves)
    twice = make.ApplicationFactory(participant=cast.ren, opportunity=cast.shelves, state="proposed")

    moved = known.join(cast.hana, cast.ren)
    assert len(moved["bookmarks"]) == 1
    assert not {"next_contacts", "team", "applications"} & set(moved)
    assert Bookmark.objects.filter(participant=cast.hana).count() == 2
    assert NextContact.objects.get(participant=cast.ren).state == "waiting"
    assert TeamMember.objects.filter(participant=cast.ren, user=cast.saito).exists()
    assert Application.objects.get(pk=twice.pk).participant == cast.ren


def test_joining_touches_nobody_else(cast):
    before = {entry.key: set(entry.rows(cast.yui)) for entry in known.everything()}
    known.join(cast.hana, cast.ren)
    assert before == {entry.key: set(entry.rows(cast.yui)) for entry in known.everything()}
    assert Participant.objects.filter(pk=cast.ren.pk).exists()
