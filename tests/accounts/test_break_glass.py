"""Breaking the glass: a reason first, for a while, to read only, told at once, reviewed by somebody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import perms, workflow
from accounts.models import BreakGlass, Membership, Participant, RecordAccess, User
from foundation.moves import Refused
from realtime.models import InboxEntry
from tests.cast import Cast
from tests.permissions.table import SIGNED_IN

pytestmark = pytest.mark.django_db


def open_hana(cast: Cast, by: User | None = None, reason: str = "電話に出ない。") -> BreakGlass:
    return workflow.break_glass(cast.hana, by=by or cast.tanaka, why="danger", reason=reason)


def reads_hana(cast: Cast, user: User) -> bool:
    return perms.can_read_record(user, Participant.objects.get(pk=cast.hana.pk))


def test_only_support_workers_of_the_desk_outside_the_team_may(cast: Cast) -> None:
    everybody = SIGNED_IN.split()
    people = {name: getattr(cast, name) for name in everybody}
    users = {name: getattr(person, "user", person) for name, person in people.items()}
    assert [name for name, user in users.items() if perms.can_break_glass(user, cast.hana)] == ["tanaka"]
    for name in set(everybody) - {"tanaka"}:
        with pytest.raises(Refused):
            open_hana(cast, by=users[name])
    assert not BreakGlass.objects.exists()


def test_a_peer_of_the_desk_may_not(cast: Cast) -> None:
    assert not perms.can_break_glass(cast.kido, cast.ren)
    assert perms.can_break_glass(cast.tanaka, cast.ren)


@pytest.mark.parametrize(
    ("said", "field"), [({"why": "curious"}, "why"), ({"why": ""}, "why"), ({"reason": " \u3000"}, "reason")]
)
def test_a_reason_is_needed(cast: Cast, said: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        workflow.break_glass(cast.hana, by=cast.tanaka, **{"why": "danger", "reason": "理由"} | said)
    assert refused.value.field == field
    assert not RecordAccess.objects.exists()


def test_it_opens_one_record_for_one_reader_and_nothing_else(cast: Cast) -> None:
    open_hana(cast)
    assert reads_hana(cast, cast.tanaka)
    assert not perms.can_open_record(cast.tanaka, cast.hana)
    assert not perms.in_team(cast.tanaka, cast.hana)
    assert not perms.can_read_record(cast.tanaka, cast.ren)  # her neighbour on the same caseload
    assert not reads_hana(cast, cast.mori)


def test_the_team_and_the_office_hear_at_once_and_the_participant_reads_it(cast: Cast) -> None:
    glass = open_hana(cast)
    heard = InboxEntry.objects.filter(kind="accounts.record_opened").values_list("recipient", flat=True)
    asked = InboxEntry.objects.filter(kind="accounts.glass_to_review").values_list("recipient", flat=True)
    assert set(heard) == {cast.saito.pk, cast.kido.pk}
    assert set(asked) == {cast.abe.pk}
    entry = RecordAccess.objects.get(participant=cast.hana)
    assert (entry.user, entry.what, entry.organisation) == (cast.tanaka, "break_glass", cast.oita)
    assert glass.reason not in str(list(InboxEntry.objects.values()))


def test_two_taps_are_one_case(cast: Cast) -> None:
    assert open_hana(cast) == open_hana(cast)
    assert RecordAccess.objects.count() == 1
    assert InboxEntry.objects.filter(kind="accounts.record_opened", recipient=cast.saito).count() == 1


def test_the_time_is_a_setting_and_its_end_is_the_end(cast: Cast, settings: object) -> None:
    settings.BREAK_GLASS_HOURS = 2  # type: ignore[attr-defined]
    glass = open_hana(cast)
    assert glass.until - glass.opened_at == timedelta(hours=2)
    day_before = timezone.now() - timedelta(days=1)
    BreakGlass.objects.update(opened_at=day_before, until=timezone.now())
    assert not reads_hana(cast, cast.tanaka)
    assert open_hana(cast) != glass


def test_whoever_is_named_later_reads_no_longer(cast: Cast) -> None:
    open_hana(cast)
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    assert not reads_hana(cast, cast.tanaka)
    with pytest.raises(Refused):
        open_hana(cast)


def test_it_ends_with_the_work_at_the_desk(cast: Cast) -> None:
    open_hana(cast)
    tanaka = Membership.objects.filter(user=cast.tanaka)
    tanaka.update(role="peer")
    assert not reads_hana(cast, cast.tanaka)
    tanaka.update(role="supporter", ends_on="2024-05-01")
    assert not reads_hana(cast, cast.tanaka)


def test_another_desk_does_not_take_it_over(cast: Cast) -> None:
    open_hana(cast)
    Participant.objects.filter(pk=cast.hana.pk).update(desk=cast.beppu)
    assert not reads_hana(cast, cast.tanaka)
    Membership.objects.create(
        user=cast.tanaka, organisation=cast.beppu, role="supporter", starts_on="2024-04-01"
    )
    assert not reads_hana(cast, cast.tanaka)


def test_the_office_says_what_it_thinks_once(cast: Cast) -> None:
    glass = open_hana(cast)
    with pytest.raises(Refused) as refused:
        workflow.review_glass(glass, by=cast.abe, verdict="talk", remark=" ")
    assert refused.value.field == "remark"
    workflow.review_glass(glass, by=cast.abe, verdict="talk", remark="先に電話を。")
    with pytest.raises(Refused):
        workflow.review_glass(glass, by=cast.abe, verdict="in_order")
    row = BreakGlass.objects.get()
    assert (row.verdict, row.remark, row.reviewed_by) == ("talk", "先に電話を。", cast.abe)
    assert InboxEntry.objects.filter(recipient=cast.tanaka, kind="accounts.glass_reviewed").count() == 1


@pytest.mark.parametrize("name", ["tanaka", "saito", "goto", "ono", "mori", "operator"])
def test_nobody_else_reviews(cast: Cast, name: str) -> None:
    glass = open_hana(cast)
    with pytest.raises(Refused):
        workflow.review_glass(glass, by=getattr(cast, name), verdict="in_order")


def test_nobody_reviews_their_own_and_then_the_prefecture_does(cast: Cast) -> None:
    glass = open_hana(cast)
    Membership.objects.filter(user=cast.abe).update(user=cast.tanaka)  # she is the only manager since
    assert not perms.can_review_glass(cast.tanaka, glass)
    assert perms.can_review_glass(cast.ono, glass)
    assert not perms.can_review_glass(cast.goto, glass)


def test_a_manager_whom_the_person_never_wants_to_meet_does_not_review(cast: Cast) -> None:
    glass = open_hana(cast)
    workflow.never_meet_colleague(cast.hana, cast.abe, by=cast.hana.user)
    assert not perms.can_review_glass(cast.abe, glass)
    assert perms.can_review_glass(cast.ono, glass)
