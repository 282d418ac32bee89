"""The verbs of the desk: who writes, one open contact, and what the person wished."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Participant, Project
from casework import perms, workflow
from casework.models import NextContact, Note
from casework.workflow import AgainstWish, Planned, Said
from foundation.moves import Refused
from foundation.public_ids import new_public_id
from tests import factories as make

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def planned(**about) -> Planned:
    return Planned(**{"on": in_days(3), "channel": "office", "why": "様子を聞く"} | about)


def said(**about) -> Said:
    return Said(**{"channel": "office", "text": "少し話した。"} | about)


def test_only_the_team_writes_and_managers_read(cast):
    assert {name for name in ("saito", "kido", "tanaka", "abe", "mori", "goto", "ono", "oto", "operator")
            if perms.can_write(getattr(cast, name), cast.hana)} == {"saito", "kido"}  # fmt: skip
    assert perms.can_read(cast.abe, cast.hana)
    assert not perms.can_read(cast.tanaka, cast.hana)
    assert not perms.can_read(cast.goto, cast.hana)
    assert not perms.can_read(cast.hana.user, cast.hana)
    for outsider in (cast.tanaka, cast.abe, cast.mori, cast.oto, cast.hana.user):
        with pytest.raises(Refused):
            workflow.write_note(cast.hana, said(), by=outsider)
        with pytest.raises(Refused):
            workflow.plan_contact(cast.hana, planned(), by=outsider)
    assert not Note.objects.exists()
    assert not NextContact.objects.exists()


def test_a_note_carries_project_body_and_menu_item(cast):
    note = workflow.write_note(cast.hana, said(), by=cast.saito)
    assert (note.project, note.body, note.menu_item) == (cast.project, cast.oita, "accompany")


def test_a_project_of_another_body_is_refused(cast):
    foreign = make.ProjectFactory(name="別府だけの事業", lead=cast.beppu)
    with pytest.raises(Refused) as refused:
        workflow.write_note(cast.hana, said(project=foreign), by=cast.saito)
    assert refused.value.field == "project"


def test_without_a_running_project_nothing_is_written_and_it_says_so(cast):
    Project.objects.update(ends_on=in_days(-1), starts_on=in_days(-100))
    with pytest.raises(Refused, match="事業"):
        workflow.write_note(cast.hana, said(), by=cast.saito)


def test_the_same_form_sent_twice_is_one_note(cast):
    key = new_public_id()
    first = workflow.write_note(cast.hana, said(public_id=key), by=cast.saito)
    again = workflow.write_note(cast.hana, said(public_id=key), by=cast.saito)
    assert first == again
    other = workflow.write_note(cast.hana, said(public_id=key, text="書きなおした。"), by=cast.saito)
    assert other != first, "what was written differently is not lost"
    assert Note.objects.count() == 2


def test_a_note_of_tomorrow_is_refused(cast):
    with pytest.raises(Refused) as refused:
        workflow.write_note(cast.hana, said(happened_on=in_days(1)), by=cast.saito)
    assert refused.value.field == "happened_on"


def test_a_correction_is_the_authors(cast):
    note = workflow.write_note(cast.hana, said(), by=cast.saito)
    correction = workflow.write_note(cast.hana, said(text="10時でした。", corrects=note), by=cast.saito)
    assert list(note.corrections.all()) == [correction]
    with pytest.raises(Refused):
        workflow.write_note(cast.hana, said(corrects=note), by=cast.kido)
    with pytest.raises(Refused):
        workflow.write_note(cast.ren, said(corrects=note), by=cast.saito)


def test_planning_again_moves_the_old_one(cast):
    old = workflow.plan_contact(cast.hana, planned(), by=cast.saito)
    new = workflow.plan_contact(cast.hana, planned(on=in_days(9)), by=cast.kido)
    old.refresh_from_db()
    assert old.state == "moved"
    assert old.settled_by == cast.kido
    assert list(NextContact.objects.waiting()) == [new]
    assert workflow.plan_contact(cast.hana, planned(on=in_days(9)), by=cast.kido) == new


def test_done_with_a_note_and_the_next_is_all_or_nothing(cast):
    contact = workflow.plan_contact(cast.hana, planned(on=in_days(0)), by=cast.saito)
    with pytest.raises(Refused):
        workflow.contact_done(contact, by=cast.saito, said=said(), then=planned(on=in_days(-3)))
    contact.refresh_from_db()
    assert contact.state == "waiting"
    assert not Note.objects.exists()

    workflow.contact_done(contact, by=cast.saito, said=said(), then=planned())
    assert Note.objects.count() == 1
    assert NextContact.objects.waiting().get().on == in_days(3)
    with pytest.raises(Refused):
        workflow.contact_done(contact, by=cast.saito, said=said(text="もう一度"))
    assert Note.objects.count() == 1


def test_a_contact_is_moved_once(cast):
    contact = workflow.plan_contact(cast.hana, planned(), by=cast.saito)
    moved = workflow.move_contact(contact, by=cast.saito, on=in_days(5))
    assert (moved.on, moved.why, moved.channel) == (in_days(5), "様子を聞く", "office")
    with pytest.raises(Refused):
        workflow.move_contact(contact, by=cast.saito, on=in_days(6))


@pytest.mark.parametrize("wish", [None, False])
def test_no_visit_without_the_recorded_wish(cast, wish):
    Participant.objects.filter(pk=cast.hana.pk).update(visit_wished=wish)
    contact = workflow.plan_contact(cast.hana, planned(), by=cast.saito)
    tries = [
        lambda: workflow.plan_contact(cast.hana, planned(channel="visit", despite_wish=True), by=cast.saito),
        lambda: workflow.move_contact(contact, by=cast.saito, on=in_days(4), channel="visit"),
        lambda: workflow.contact_done(contact, by=cast.saito, then=planned(channel="visit")),
        lambda: workflow.write_note(cast.hana, said(channel="visit"), by=cast.saito),
    ]
    for one in tries:
        with pytest.raises(Refused, match="希望"):
            one()
    Participant.objects.filter(pk=cast.hana.pk).update(visit_wished=True)
    assert workflow.plan_contact(cast.hana, planned(channel="visit"), by=cast.saito).channel == "visit"


def test_a_visit_whose_wish_was_taken_back_cannot_be_moved(cast):
    Participant.objects.filter(pk=cast.hana.pk).update(visit_wished=True)
    visit = workflow.plan_contact(cast.hana, planned(channel="visit"), by=cast.saito)
    Participant.objects.filter(pk=cast.hana.pk).update(visit_wished=False)
    with pytest.raises(Refused, match="希望"):
        workflow.move_contact(visit, by=cast.saito, on=in_days(4))
    assert workflow.move_contact(visit, by=cast.saito, on=in_days(4), channel="letter").channel == "letter"


def test_against_a_wish_one_is_asked_first(cast):
    Participant.objects.filter(pk=cast.hana.pk).update(never_telephone=True, not_until=in_days(30))
    with pytest.raises(AgainstWish, match="電話"):
        workflow.plan_contact(cast.hana, planned(channel="telephone"), by=cast.saito)
    with pytest.raises(AgainstWish, match="連絡しないでほしい"):
        workflow.plan_contact(cast.hana, planned(), by=cast.saito)
    workflow.plan_contact(cast.hana, planned(on=in_days(30)), by=cast.saito)
    sure = planned(channel="telephone", despite_wish=True)
    assert workflow.plan_contact(cast.hana, sure, by=cast.saito).channel == "telephone"


def test_nothing_of_a_note_or_an_address_is_readable_in_the_rows(cast):
    secret = "ねむれない夜のこと"
    workflow.write_note(cast.hana, said(text=secret), by=cast.saito)
    workflow.plan_contact(cast.hana, planned(why=secret), by=cast.saito)
    Participant.objects.filter(pk=cast.hana.pk).update(address=secret, telephone=secret)
    with connection.cursor() as cursor:
        for table, column in [
            ("casework_note", "text"),
            ("casework_nextcontact", "why"),
            ("accounts_participant", "address"),
            ("accounts_participant", "telephone"),
        ]:
            cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
            rows = [value for (value,) in cursor.fetchall()]
            assert rows
            assert not [value for value in rows if secret in value]
    assert Note.objects.get().text == secret


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_at_once_leave_one_open_contact(cast):
    start = Barrier(2)

    def plan(user, days):
        start.wait()
        workflow.plan_contact(cast.hana, planned(on=in_days(days)), by=user)
        connection.close()

    threads = [Thread(target=plan, args=each) for each in ((cast.saito, 3), (cast.kido, 4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction.atomic():
        assert NextContact.objects.waiting().count() == 1
        assert NextContact.objects.count() == 2
