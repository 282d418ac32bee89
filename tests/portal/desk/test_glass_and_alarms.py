"""Whoever took words that cannot wait may break the glass, whichever desk keeps the record, until it is over."""

import pytest

from accounts import perms, workflow
from accounts.models import Alarm, BreakGlass, Participant, RecordAccess
from foundation.moves import Refused
from tests.accounts.duty_cast import raised, shift_now
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OUTCOME = {"outcome_kind": "safe", "outcome": "電話で話した。いまは家族と一緒にいる。明日また電話する。"}


@pytest.fixture
def alarm(cast: Cast) -> Alarm:
    """Tanaka and Abe of Oita were called about Hana, whose record is at the desk of Beppu since."""
    shift_now(cast.oita, cast.tanaka)
    row = raised(cast)
    Participant.objects.filter(pk=cast.hana.pk).update(desk=cast.beppu)
    cast.hana.refresh_from_db()
    return row


def break_it(cast: Cast) -> BreakGlass:
    return workflow.break_glass(cast.hana, by=cast.tanaka, why="danger", reason="家に行く前に、記録を読む。")


def reads(cast: Cast) -> bool:
    return perms.can_read_record(cast.tanaka, Participant.objects.get(pk=cast.hana.pk))


def test_being_called_is_not_enough_and_taking_it_is(cast, alarm):
    with pytest.raises(Refused):
        break_it(cast)
    workflow.take_alarm(alarm, by=cast.tanaka)
    assert break_it(cast).organisation == cast.beppu
    assert reads(cast)
    assert not perms.can_break_glass(cast.abe, cast.hana)  # called too, and did not take it
    assert not perms.can_break_glass(cast.tanaka, cast.yui)  # of the same desk, and nobody flagged anything


def test_taking_it_does_not_open_the_record_by_itself(cast, alarm):
    workflow.take_alarm(alarm, by=cast.tanaka)
    assert not reads(cast)
    assert perms.is_called_about(cast.tanaka, cast.hana)


def test_the_desk_that_keeps_the_record_reviews_and_the_log_says_who_looked(cast, alarm):
    workflow.take_alarm(alarm, by=cast.tanaka)
    glass = break_it(cast)
    assert perms.can_review_glass(cast.goto, glass)
    assert not perms.can_review_glass(cast.abe, glass)
    look = RecordAccess.objects.get(what="break_glass")
    assert (look.user, look.organisation) == (cast.tanaka, cast.oita)


@pytest.mark.parametrize("end", ["closed", "taken over", "never meet", "left"])
def test_it_ends_with_the_alarm(cast, alarm, end):
    workflow.take_alarm(alarm, by=cast.tanaka)
    break_it(cast)
    if end == "closed":
        workflow.close_alarm(alarm, by=cast.tanaka, **OUTCOME)
    elif end == "taken over":
        workflow.take_over_alarm(alarm, by=cast.abe, since=cast.tanaka)
    elif end == "never meet":
        workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    else:
        cast.tanaka.memberships.update(ends_on="2024-05-01")
    assert not reads(cast)
    with pytest.raises(Refused):
        break_it(cast)


def test_at_ones_own_desk_the_time_runs_on_after_the_outcome(cast):
    shift_now(cast.oita, cast.tanaka)
    alarm = workflow.take_alarm(raised(cast), by=cast.tanaka)
    break_it(cast)
    workflow.close_alarm(alarm, by=cast.tanaka, **OUTCOME)
    assert reads(cast)


def test_nobody_opens_their_own_record_so(cast):
    cast.hana.user = cast.tanaka
    cast.hana.save()
    assert not Participant.objects.within_reach_of(cast.tanaka).filter(pk=cast.hana.pk).exists()


@pytest.mark.parametrize("state", ["raised", "taken", "closed"])
def test_the_plan_is_read_by_whoever_is_called_until_the_outcome(cast, as_, alarm, state):
    workflow.write_safety_plan(cast.hana, {"helps": "犬の写真を見る"}, by=cast.hana.user)
    cast.hana.telephone = "090-1111-2222"
    cast.hana.save()
    if state != "raised":
        workflow.take_alarm(alarm, by=cast.tanaka)
    if state == "closed":
        workflow.close_alarm(alarm, by=cast.tanaka, **OUTCOME)
    for user in (cast.tanaka, cast.abe):
        page = as_(user).get(f"/desk/cannot-wait/{alarm.public_id}/").content.decode()
        assert ("犬の写真を見る" in page, "090-1111-2222" in page) == ((state != "closed"),) * 2
        offered = f'href="/desk/people/{cast.hana.public_id}/open/"' in page
        assert offered == (state == "taken" and user == cast.tanaka)
    assert as_(cast.saito).get(f"/desk/cannot-wait/{alarm.public_id}/").status_code == 404


def test_from_the_alarm_to_the_record_by_way_of_a_reason(cast, as_, alarm):
    workflow.take_alarm(alarm, by=cast.tanaka)
    tanaka = as_(cast.tanaka)
    address = f"/desk/people/{cast.hana.public_id}/open/"
    form = tanaka.get(address)
    assert form.context["form"]["why"].value() == "danger"
    said = {"why": "danger", "reason": "家に行く前に、記録を読む。"}
    page = tanaka.post(address, said, follow=True).content.decode()
    assert "待てない知らせの結果を書くと、読めなくなります" in page
    alarm_page = tanaka.get(f"/desk/cannot-wait/{alarm.public_id}/").content.decode()
    assert f'href="/desk/people/{cast.hana.public_id}/"' in alarm_page
