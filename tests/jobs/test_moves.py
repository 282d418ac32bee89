"""The tables of moves: every step that is not named is refused, and every step taken is recorded."""

import pytest
from django.utils import timezone

from accounts.models import Consent
from foundation.moves import Refused
from jobs.models import Application, Opportunity, Placement
from jobs.workflow import applications, opportunities, placements
from tests import factories as make

TABLES = [
    (opportunities.MOVES, Opportunity.State),
    (applications.MOVES, Application.State),
    (placements.MOVES, Placement.State),
]


@pytest.mark.parametrize(("table", "states"), TABLES)
def test_tables_speak_of_states_that_exist(table, states):
    named = set(table.moves) | {after for row in table.moves.values() for after in row}
    assert named <= {*states.values, ""}
    assert not any(before in row for before, row in table.moves.items())


@pytest.mark.parametrize(("table", "states"), TABLES)
def test_nobody_moves_without_playing_a_part(table, states):
    for before in ["", *states.values]:
        for after in states.values:
            assert not table.allows(before, after, [])
            assert not table.allows(before, after, ["stranger"])


def test_the_company_moves_nothing_before_the_introduction():
    table = applications.MOVES
    for before in ("", "interested", "proposed", "accepted", "resting"):
        assert table.next_states(before, ["company"]) == []
    assert set(table.next_states("introduced", ["company"])) == {"agreed", "declined"}


def test_a_participant_can_stop_from_every_open_state():
    for before in Application.OPEN:
        ends = set(applications.MOVES.next_states(before, ["participant"]))
        assert ends & {"withdrawn", "declined"}
    for before in ("agreed", "under_way"):
        assert placements.MOVES.allows(before, "ended_here", ["participant"])


def test_only_a_reviewer_publishes_what_was_not_published():
    for before in ("draft", "returned", "in_review"):
        assert not opportunities.MOVES.allows(before, "published", ["company"])
    assert opportunities.MOVES.allows("in_review", "published", ["reviewer"])


def test_what_is_settled_stays_settled():
    for state in ("agreed", "declined", "withdrawn"):
        assert state not in applications.MOVES.moves
    assert "closed" not in opportunities.MOVES.moves
    assert "followed_up" not in placements.MOVES.moves


pytestmark = pytest.mark.django_db


def test_every_step_is_recorded_with_who_before_and_after(cast):
    row = applications.show_interest(cast.garden, cast.hana, by=cast.hana.user)
    applications.propose_again(row, by=cast.saito, message="見学からどうですか")
    applications.rest(row, by=cast.hana.user)
    applications.accept(row, by=cast.hana.user, lines=["nickname"], how=Consent.How.ONLINE)
    applications.introduce(row, by=cast.saito)
    applications.decline(row, by=cast.kaze, comment="いまは人が足りています")
    moves = [(move.before, move.after, move.by) for move in row.moves.all()]
    assert moves == [
        ("", "interested", cast.hana.user),
        ("interested", "proposed", cast.saito),
        ("proposed", "resting", cast.hana.user),
        ("resting", "accepted", cast.hana.user),
        ("accepted", "introduced", cast.saito),
        ("introduced", "declined", cast.kaze),
    ]
    with pytest.raises(Refused):
        applications.withdraw(row, by=cast.hana.user)
    assert row.moves.count() == 6


def test_a_refused_step_leaves_nothing_behind(cast):
    row = cast.hana_at_shelves
    with pytest.raises(Refused):
        applications.agree(row, by=cast.oto, starts_on=timezone.localdate().replace(year=2020))
    row.refresh_from_db()
    assert row.state == "introduced"
    assert not row.moves.exists()
    assert not Placement.objects.exists()


@pytest.mark.parametrize("who", ["kaze", "saito", "goto"])
def test_others_do_not_review_or_take_back_a_companys_work(cast, who):
    stranger = getattr(cast, who)
    Opportunity.objects.filter(pk=cast.draft.pk).update(state="in_review")
    for verb in (opportunities.publish, opportunities.take_back, opportunities.pause, opportunities.close):
        with pytest.raises(Refused):
            verb(cast.draft, by=stranger)
    with pytest.raises(Refused):
        opportunities.return_with_comments(cast.draft, by=stranger, comment="直してください")


def test_returned_work_says_where_and_comes_back(cast):
    opportunities.hand_in(cast.draft, by=cast.oto)
    row = opportunities.return_with_comments(cast.draft, by=cast.abe, comments=[("what", "もう少しくわしく")])
    assert [comment.field for move in row.moves.all() for comment in move.comments.all()] == ["what"]
    opportunities.hand_in(cast.draft, by=cast.oto)
    opportunities.publish(cast.draft, by=cast.abe)
    opportunities.pause(cast.draft, by=cast.oto)
    with pytest.raises(Refused):
        opportunities.publish(cast.draft, by=cast.abe)
    opportunities.resume(cast.draft, by=cast.oto)
    after = [move.after for move in cast.draft.moves.all()]
    assert after == ["in_review", "returned", "in_review", "published", "paused", "published"]


def test_it_does_not_start_uninsured(cast):
    placement = make.PlacementFactory(application=cast.hana_at_shelves, insurance="")
    with pytest.raises(Refused) as refusal:
        placements.start(placement, by=cast.saito)
    assert refusal.value.field == "insurance"
    placements.prepare(
        placement, by=cast.saito, insurance="行事用保険", meeting="入口", accompanied_by=cast.kido
    )
    assert placements.start(placement, by=cast.saito).state == "under_way"
