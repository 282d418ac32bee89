"""Words that cannot wait: who is called, who may take them on, and that they end with an outcome only."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import perms, workflow
from accounts.models import Alarm, Membership, NeverMeet
from accounts.workflow.alarms import MOVES
from foundation.moves import Refused
from realtime.models import InboxEntry
from realtime.notices import words_of
from tests.accounts.duty_cast import WORDS, raised, shift_now

pytestmark = pytest.mark.django_db
State = Alarm.State
OUTCOME = {"outcome_kind": "safe", "outcome": "電話で話した。いまは家族と一緒にいる。明日また電話する。"}


def called(alarm: Alarm) -> set[str]:
    return {user.name for user in alarm.called.all()}


def later(alarm: Alarm, minutes: int) -> None:
    Alarm.objects.filter(pk=alarm.pk).update(called_at=timezone.now() - timedelta(minutes=minutes))


def test_the_first_person_on_duty_is_called(cast):
    shift_now(cast.oita, cast.tanaka)
    shift_now(cast.oita, cast.saito, order=2)
    shift_now(cast.beppu, cast.mori)
    assert called(raised(cast)) == {"tanaka"}


def test_without_a_first_person_the_second_and_without_both_all_managers(cast):
    assert called(raised(cast)) == {"abe"}
    shift_now(cast.oita, cast.saito, order=2)
    assert called(raised(cast)) == {"saito"}


@pytest.mark.parametrize("gone", ["left", "inactive", "peer", "over"])
def test_a_shift_of_somebody_who_cannot_be_there_calls_nobody(cast, gone):
    shift = shift_now(cast.oita, cast.tanaka)
    if gone == "left":
        Membership.objects.filter(user=cast.tanaka).update(ended_at=timezone.now())
    elif gone == "inactive":
        cast.tanaka.is_active = False
        cast.tanaka.save()
    elif gone == "peer":
        Membership.objects.filter(user=cast.tanaka).update(role="peer")
    else:
        shift.ends_at = timezone.now() - timedelta(seconds=1)
        shift.save()
    assert called(raised(cast)) == {"abe"}


def test_whom_the_person_never_wants_to_meet_is_neither_called_nor_sees_it(cast):
    shift_now(cast.oita, cast.tanaka)
    shift_now(cast.oita, cast.saito, order=2)
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    alarm = raised(cast, by=cast.kido)
    assert called(alarm) == {"saito"}
    later(alarm, 60)
    assert not perms.can_read_alarm(cast.tanaka, alarm)
    assert not Alarm.objects.calling(cast.tanaka).exists()
    with pytest.raises(Refused):
        workflow.take_alarm(alarm, by=cast.tanaka)
    assert perms.can_read_alarm(cast.saito, alarm)


def test_whoever_is_named_later_loses_sight_of_it_and_somebody_else_stays(cast):
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast)
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    assert not perms.can_read_alarm(cast.tanaka, alarm)
    assert not perms.took_alarm_about(cast.tanaka, cast.hana)
    assert perms.can_read_alarm(cast.abe, alarm)


def test_a_name_that_was_taken_back_keeps_nobody_away(cast):
    shift_now(cast.oita, cast.tanaka)
    named = workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    workflow.end_never_meet(named, by=cast.hana.user)
    assert NeverMeet.objects.exists()
    assert called(raised(cast)) == {"tanaka"}


def test_nobody_is_called_about_themselves(cast):
    cast.ren.user = cast.tanaka
    cast.ren.save()
    shift_now(cast.oita, cast.tanaka)
    said = workflow.Flagged(kind="life", words=WORDS)
    alarm = workflow.raise_alarm(said, by=cast.saito, desk=cast.oita, participant=cast.ren)
    assert called(alarm) == {"abe"}
    assert not perms.can_read_alarm(cast.tanaka, alarm)


def test_the_desk_is_the_persons_whoever_flags(cast):
    alarm = workflow.raise_alarm(
        workflow.Flagged(kind="violence", words=WORDS), by=cast.kaze, desk=cast.oita, participant=cast.yui
    )
    assert alarm.desk == cast.beppu
    assert called(alarm) == {"goto"}


@pytest.mark.parametrize(
    ("minutes", "who"), [(0, {"tanaka"}), (9, {"tanaka"}), (11, {"tanaka", "saito", "abe"})]
)
def test_the_second_person_and_the_managers_are_asked_after_ten_minutes(cast, minutes, who):
    shift_now(cast.oita, cast.tanaka)
    shift_now(cast.oita, cast.saito, order=2)
    later(raised(cast, by=cast.oto), minutes)
    people = [cast.tanaka, cast.saito, cast.abe, cast.kido, cast.mori, cast.goto, cast.ono, cast.oto]
    assert {user.name for user in people if Alarm.objects.calling(user).exists()} == who


def test_the_next_person_on_duty_is_asked_too_and_nobody_any_more_once_it_is_taken(cast):
    alarm = raised(cast)
    shift_now(cast.oita, cast.tanaka)
    assert Alarm.objects.calling(cast.tanaka).exists()
    workflow.take_alarm(alarm, by=cast.tanaka)
    assert not any(Alarm.objects.calling(user).exists() for user in (cast.tanaka, cast.abe))


def test_notices_and_mails_say_no_more_than_that_there_is_news(cast, django_capture_on_commit_callbacks):
    shift_now(cast.oita, cast.tanaka)
    with django_capture_on_commit_callbacks(execute=True):
        alarm = raised(cast)
    (entry,) = InboxEntry.objects.filter(recipient=cast.tanaka)
    (sent,) = mail.outbox
    assert sent.to == [cast.tanaka.email]
    title, text, address = words_of(entry)
    for private in ("hana", "消えて", "命", "saito"):
        assert private not in f"{title} {text} {sent.subject} {sent.body}"
    assert alarm.public_id in address
    assert alarm.public_id not in sent.body
    assert "/desk/cannot-wait/" in sent.body


def test_a_mailbox_that_fails_loses_nothing(cast, django_capture_on_commit_callbacks, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("no mail today")

    monkeypatch.setattr("accounts.mails.send_mail", fail)
    with django_capture_on_commit_callbacks(execute=True):
        alarm = raised(cast)
    assert InboxEntry.objects.filter(recipient=cast.abe, target={"public_id": alarm.public_id}).exists()


def test_sent_twice_it_is_one_and_somebody_elses_id_is_not_taken(cast):
    first = raised(cast)
    said = workflow.Flagged(kind="life", words=WORDS, public_id=first.public_id)
    again = workflow.raise_alarm(said, by=cast.saito, desk=cast.oita, participant=cast.hana)
    others = workflow.raise_alarm(said, by=cast.oto, desk=cast.oita, participant=cast.hana)
    assert again == first
    assert others != first
    assert Alarm.objects.count() == 2


def test_taken_once_and_the_second_reads_who_has_it(cast):
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast)
    workflow.take_alarm(alarm, by=cast.tanaka)
    workflow.take_alarm(alarm, by=cast.tanaka)
    with pytest.raises(Refused, match="tanaka"):
        workflow.take_alarm(alarm, by=cast.abe)
    assert alarm.moves.count() == 2
    assert perms.took_alarm_about(cast.tanaka, cast.hana)
    assert not perms.took_alarm_about(cast.tanaka, cast.ren)
    assert not perms.took_alarm_about(cast.abe, cast.hana)


def test_taken_over_from_whoever_has_it_now(cast):
    alarm = raised(cast)
    shift_now(cast.oita, cast.tanaka)
    workflow.take_alarm(alarm, by=cast.abe)
    workflow.take_over_alarm(alarm, by=cast.tanaka, since=cast.abe)
    with pytest.raises(Refused):
        workflow.take_over_alarm(alarm, by=cast.abe, since=cast.abe)
    alarm.refresh_from_db()
    assert alarm.taken_by == cast.tanaka


@pytest.mark.parametrize(
    "typed", [{"outcome": ""}, {"outcome": "済"}, {"outcome_kind": ""}, {"outcome_kind": "fine"}]
)
def test_without_an_outcome_it_stays_open(cast, typed):
    alarm = workflow.take_alarm(raised(cast), by=cast.abe)
    with pytest.raises(Refused):
        workflow.close_alarm(alarm, by=cast.abe, **(OUTCOME | typed))
    alarm.refresh_from_db()
    assert alarm.state == State.TAKEN


def test_only_whoever_took_it_closes_it(cast):
    alarm = raised(cast)
    shift_now(cast.oita, cast.tanaka)
    with pytest.raises(Refused):
        workflow.close_alarm(alarm, by=cast.abe, **OUTCOME)
    workflow.take_alarm(alarm, by=cast.abe)
    for other in (cast.tanaka, cast.saito, cast.goto, cast.oto):
        with pytest.raises(Refused):
            workflow.close_alarm(alarm, by=other, **OUTCOME)
    closed = workflow.close_alarm(alarm, by=cast.abe, **OUTCOME)
    assert closed.outcome == OUTCOME["outcome"]
    assert not perms.took_alarm_about(cast.abe, cast.hana)


def test_raised_again_calls_again_and_keeps_what_was_done(cast):
    alarm = workflow.take_alarm(raised(cast), by=cast.abe)
    workflow.close_alarm(alarm, by=cast.abe, **OUTCOME)
    shift_now(cast.oita, cast.tanaka)
    with pytest.raises(Refused):
        workflow.reopen_alarm(alarm, by=cast.tanaka, because=" ")
    workflow.reopen_alarm(alarm, by=cast.tanaka, because="夜にまた電話があった。")
    alarm.refresh_from_db()
    assert (alarm.state, alarm.taken_by, alarm.outcome) == (State.RAISED, None, "")
    assert Alarm.objects.calling(cast.tanaka).exists()
    assert OUTCOME["outcome"] in [move.comment for move in alarm.moves.all()]


def test_the_table_knows_every_state(cast):
    assert set(MOVES.moves) == set(State.values)


@pytest.mark.parametrize("broken", [{"state": "taken"}, {"state": "closed"}, {"taken_at": timezone.now()}])
def test_the_database_refuses_what_the_verbs_would(cast, broken):
    alarm = raised(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alarm.objects.filter(pk=alarm.pk).update(**broken)
