"""From the database through the engine to what a support worker sees and decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Wishes
from foundation.moves import Refused
from jobs.models import Application, Opportunity
from matching import dataset, scorers, workflow
from matching.models import Suggestion
from tests import factories as make


def wishes(participant, **values):
    Wishes.objects.update_or_create(participant=participant, defaults=values)


def titles(shown):
    return [row.opportunity.title for row in shown.suggestions]


def test_what_violates_a_wish_is_never_suggested_and_says_why(cast):
    wishes(cast.ren, minutes_max=20, interests=["farming"])
    make.OpportunityFactory(
        company=cast.kaze_company, title="短い草とり", minutes=15, fields_of_work=["farming"]
    )
    shown = workflow.show(cast.ren, by=cast.saito)
    assert titles(shown) == ["短い草とり"]
    assert {one.opportunity.title for one in shown.nearest} == {"本だなの整理", "花だんの水やり"}
    assert all(one.conditions for one in shown.nearest)


def test_reasons_and_version_are_stored_with_what_was_shown(cast):
    wishes(cast.ren, interests=["farming"])
    shown = workflow.show(cast.ren, by=cast.saito)
    first = Suggestion.objects.get(participant=cast.ren, rank=1)
    assert first.opportunity == cast.garden
    assert first.version == scorers.PRIOR
    assert 0 < first.probability < 1
    liked = [r for r in first.reasons if r["feature"] == "set_interests" and r["direction"] == "for"]
    assert "畑・野菜・花" in liked[0]["ja"]
    assert liked[0]["en"]
    assert shown.certainty


def test_a_wish_not_to_be_introduced_blocks_everything(cast):
    wishes(cast.ren, no_introductions=True)
    shown = workflow.show(cast.ren, by=cast.saito)
    assert shown.suggestions == []
    assert shown.blocked == 2


def test_somebody_of_whom_nothing_is_known_still_gets_suggestions(cast):
    assert len(workflow.show(cast.ren, by=cast.saito).suggestions) == 2


def test_work_for_residents_is_suggested_to_residents_only(cast):
    cast.garden.only_residents = True
    cast.garden.save()
    assert "花だんの水やり" in titles(workflow.show(cast.ren, by=cast.saito))
    cast.yui_at_garden.delete()
    shown = workflow.show(cast.yui, by=cast.mori)
    assert "花だんの水やり" not in titles(shown)
    blocked = next(one for one in shown.nearest if one.opportunity == cast.garden)
    assert "大分市" in blocked.conditions[0]


def test_a_full_task_is_not_suggested(cast):
    make.PlacementFactory(application__opportunity=cast.garden, application__participant=cast.yui)
    assert titles(workflow.show(cast.ren, by=cast.saito)) == ["本だなの整理"]


def test_what_is_under_way_or_set_aside_is_not_suggested_again(cast):
    assert "本だなの整理" not in titles(workflow.show(cast.hana, by=cast.saito))
    row = workflow.show(cast.ren, by=cast.saito).suggestions[0]
    workflow.set_aside(row, by=cast.saito, because="too_far", remark="バスがない")
    assert row.opportunity.title not in titles(workflow.show(cast.ren, by=cast.saito))
    workflow.bring_back(row, by=cast.saito)
    assert row.opportunity.title in titles(workflow.show(cast.ren, by=cast.saito))


def test_proposing_takes_the_reasons_for_it_along(cast):
    wishes(cast.ren, interests=["farming"])
    row = workflow.show(cast.ren, by=cast.saito).suggestions[0]
    application = workflow.propose(row, by=cast.saito, body=cast.oita, message="畑はいかがですか")
    row.refresh_from_db()
    assert (row.state, row.application) == (Suggestion.State.PROPOSED, application)
    assert application.state == Application.State.PROPOSED
    assert application.reasons
    with pytest.raises(Refused):
        workflow.propose(row, by=cast.saito, body=cast.oita)


@pytest.mark.parametrize("stranger", ["tanaka", "mori", "goto", "oto", "operator", "ono"])
def test_strangers_get_no_suggestions_for_somebody(cast, stranger):
    with pytest.raises(Refused):
        workflow.show(cast.ren, by=getattr(cast, stranger))


def test_a_manager_may_look_but_the_team_decides(cast):
    row = workflow.show(cast.ren, by=cast.abe).suggestions[0]
    with pytest.raises(Refused):
        workflow.set_aside(row, by=cast.abe, because="too_far")


def test_training_learns_from_recorded_outcomes_and_is_used(cast, settings, tmp_path):
    settings.MODELS_ROOT = tmp_path / "models"
    for number in range(40):
        likes = number % 2 == 0
        person = make.ParticipantFactory(desk=cast.oita, wishes__interests=["farming"])
        make.ApplicationFactory(
            opportunity=cast.garden if likes else cast.shelves,
            participant=person,
            project=cast.project,
            state="introduced" if likes else "declined",
        )
    assert len(dataset.outcomes()) == 42
    row = scorers.train()
    assert row.report["heads"]["accepted"]["known"] == 42
    shown = workflow.show(cast.ren, by=cast.saito)
    assert {one.version for one in shown.suggestions} == {row.version}


def test_a_lost_model_file_means_the_prior_and_no_error(cast, settings, tmp_path):
    settings.MODELS_ROOT = tmp_path / "models"
    row = scorers.train()
    (settings.MODELS_ROOT / row.file).unlink()
    shown = workflow.show(cast.ren, by=cast.saito)
    assert {one.version for one in shown.suggestions} == {scorers.PRIOR}


def test_reading_the_tables_takes_a_constant_number_of_queries(cast):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            dataset.opportunities(Opportunity.objects.published())
        return len(captured)

    few = queries()
    make.OpportunityFactory.create_batch(10)
    assert queries() == few
