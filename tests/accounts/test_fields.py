"""The table of who reads what: whole, fresh in the document, and the one projection that follows it."""

import pytest
from django.apps import apps

from accounts import known, perms, workflow
from accounts.duplicates import pairs_for
from accounts.fields import (
    PARTICIPANT,
    Reader,
    as_markdown,
    hidden_from,
    part_of,
    parts,
    readers_of,
    shown_to,
)
from accounts.management.commands.access_table import DOCUMENT
from accounts.models import Membership, Participant
from foundation.moves import Refused
from tests import factories as make
from tests.accounts.duty_cast import raised, shift_now
from tests.reading import japanese_in

WHO = {
    "family_name": "山香",
    "given_name": "はな江",
    "family_kana": "やまが",
    "telephone": "090-1111-2222",
    "address": "大分市荷揚町2-31",
    "email": "hana@kakushi.example",
}


def test_every_field_about_people_has_its_row():
    """A new field or model: add it to a Part in its room's who_reads.py, then run `manage.py access_table`."""
    models = {entry.model for entry in known.everything()}
    nameless = [str(field) for model in models for field in model._meta.concrete_fields if not part_of(field)]
    assert not nameless


def test_no_row_names_what_is_not_there_and_no_field_stands_twice():
    seen = set()
    for part in parts():
        model = apps.get_model(part.model)
        for name in part.fields or ("*",):
            assert (part.model, name) not in seen
            seen.add((part.model, name))
            assert name == "*" or model._meta.get_field(name)
        assert str(part.what)
        assert str(part.why)


def test_the_document_is_fresh_and_whole_in_english():
    """Written by `manage.py access_table`."""
    assert DOCUMENT.read_text() == as_markdown()
    assert not japanese_in(as_markdown().split("## English")[1])


@pytest.mark.parametrize("reader", [Reader.COMPANY, Reader.MUNICIPALITY, Reader.PREFECTURE, Reader.FAMILY])
def test_who_somebody_is_stays_at_the_desk(reader):
    named = {"family_name", "given_name", "birth_date", "sex", "address", "telephone", "email", "channel"}
    assert named <= hidden_from(frozenset({reader}))


def test_nobody_of_another_body_reads_a_note():
    (notes,) = [part for part in parts() if part.model == "casework.Note"]
    outside = {
        Reader.MUNICIPALITY,
        Reader.PREFECTURE,
        Reader.COMPANY,
        Reader.FAMILY,
        Reader.CALLED,
        Reader.DESK,
    }
    assert not notes.readers & outside


@pytest.mark.django_db
class TestReaders:
    def reader(self, cast, name):
        (found,) = readers_of(getattr(cast, name), [cast.hana]).values()
        return found

    def test_each_is_what_they_are(self, cast):
        said = {"saito": Reader.WORKER, "kido": Reader.PEER, "abe": Reader.MANAGER, "tanaka": Reader.DESK}
        assert {name: self.reader(cast, name) for name in said} == {
            name: frozenset({reader}) for name, reader in said.items()
        }
        for name in ("mori", "goto", "ono", "eto", "oto", "kaze", "operator"):
            assert not self.reader(cast, name)
        assert readers_of(cast.hana.user, [cast.hana])[cast.hana.pk] == {Reader.PERSON}

    def test_a_reason_and_a_call_add_to_it(self, cast):
        shift_now(cast.oita, cast.tanaka)
        alarm = raised(cast)
        assert self.reader(cast, "tanaka") == {Reader.DESK, Reader.CALLED}
        workflow.take_alarm(alarm, by=cast.tanaka)
        workflow.break_glass(cast.hana, by=cast.tanaka, why="danger", reason="電話の前に読む。")
        assert self.reader(cast, "tanaka") == {Reader.GLASS, Reader.CALLED}
        workflow.close_alarm(
            alarm, by=cast.tanaka, outcome_kind="safe", outcome="電話で話した。いまは落ちついている。"
        )
        assert self.reader(cast, "tanaka") == {Reader.GLASS}

    def test_whom_the_person_never_wants_to_meet_is_nothing_to_them(self, cast):
        workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
        workflow.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)
        assert not self.reader(cast, "tanaka")
        assert not self.reader(cast, "kido")

    def test_a_worker_elsewhere_who_is_a_peer_here_stays_a_peer(self, cast):
        Membership.objects.create(
            user=cast.kido, organisation=cast.beppu, role="supporter", starts_on="2024-04-01"
        )
        assert self.reader(cast, "kido") == {Reader.PEER}

    def test_a_list_costs_one_query(self, cast, django_assert_num_queries):
        many = [make.ParticipantFactory(desk=cast.oita, team=(cast.kido,)) for _number in range(6)]
        with django_assert_num_queries(1):
            shown_to(cast.kido, many)


@pytest.mark.django_db
class TestProjection:
    @pytest.fixture
    def hana(self, cast):
        Participant.objects.filter(pk=cast.hana.pk).update(
            **WHO, birth_year=1980, birth_not_told=False, sex=2
        )
        return Participant.objects.get(pk=cast.hana.pk)

    def test_a_peer_knows_the_nickname_and_the_wishes_about_contact(self, cast, hana):
        (shown,) = shown_to(cast.kido, [hana])
        assert (shown.nickname, shown.full_name, shown.full_kana) == ("hana", "", "")
        assert {getattr(shown, name) for name in ("address", "telephone", "email", "postcode")} == {""}
        assert (shown.birth_year, shown.birth_date, shown.sex) == (None, None, None)

    def test_what_is_hidden_is_never_stored_over(self, cast, hana):
        (shown,) = shown_to(cast.kido, [hana])
        with pytest.raises(TypeError):
            shown.save()
        workflow.change_record(shown, by=cast.kido, fields={"nickname": "はな"})
        with pytest.raises(Refused):
            workflow.change_record(shown, by=cast.kido, fields={"telephone": "080-3333-4444"})
        row = Participant.objects.get(pk=hana.pk)
        assert (row.nickname, row.telephone, row.family_name) == ("はな", "090-1111-2222", "山香")

    @pytest.mark.parametrize("name", ["saito", "abe"])
    def test_support_workers_and_managers_read_it_all(self, cast, hana, name):
        (shown,) = shown_to(getattr(cast, name), [hana])
        assert not shown.hidden_fields
        assert {field: getattr(shown, field) for field in WHO} == WHO

    def test_search_finds_by_what_the_page_shows(self, cast, hana):
        found = lambda user, words: {  # noqa: E731
            person.nickname
            for person in Participant.objects.visible_to(user).with_identity_for(user).called(words)
        }
        for words in ("山香", "はな江", "やまが"):
            assert found(cast.saito, words) == found(cast.abe, words) == {"hana"}
            assert found(cast.kido, words) == set()
        assert found(cast.kido, "ＨＡＮ") == {"hana"}
        assert found(cast.kido, "han 山香") == set()
        assert found(cast.kido, "") == {"hana"}

    def test_two_records_are_compared_by_those_who_know_who_they_are(self, cast, hana):
        second = make.ParticipantFactory(
            desk=cast.oita, team=(cast.kido, cast.saito), family_kana="やまが", birth_year=1980
        )
        assert pairs_for(cast.saito)
        assert not pairs_for(cast.kido)
        assert perms.can_join_records(cast.saito, hana, second)
        assert not perms.can_join_records(cast.kido, hana, second)


def test_the_participants_own_rows_stand_in_the_table():
    assert {part.model for part in parts()} >= {PARTICIPANT, "accounts.Wishes", "casework.Note"}
