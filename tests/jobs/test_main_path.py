"""The main path by its verbs: from a draft to what both sides say afterwards."""

import pytest
from django.utils import timezone

from accounts import workflow as people
from accounts.models import Consent
from foundation.moves import Refused
from jobs.models import Application, Feedback, Opportunity, Placement
from jobs.workflow import applications, feedback, opportunities, placements
from realtime.models import InboxEntry
from realtime.notices import words_of
from tests import factories as make


def test_from_a_draft_to_the_last_word(cast):
    task = make.OpportunityFactory.build(
        company=cast.oto_company, municipality=cast.oto_company.municipality, state="draft"
    )
    opportunities.begin(task, by=cast.oto)
    opportunities.hand_in(task, by=cast.oto)
    opportunities.publish(task, by=cast.abe)
    assert Opportunity.objects.published().filter(pk=task.pk).exists()

    row = applications.propose(task, cast.ren, by=cast.saito, body=cast.oita, message="どうでしょう")
    applications.accept(row, by=cast.saito, lines=["nickname"], how=Consent.How.TELEPHONE)
    applications.introduce(row, by=cast.saito)
    seen = Application.objects.of_company_of(cast.oto).get(pk=row.pk)
    assert [line["value"] for line in seen.consent.lines] == ["ren"]

    placement = applications.agree(row, by=cast.oto, starts_on=timezone.localdate())
    placements.start(placement, by=cast.saito)
    placements.complete(placement, by=cast.oto)
    secret = feedback.make_link(placement, side="participant", by=cast.saito)
    assert secret
    feedback.answer(placement, side="participant", went_well="静かだった", again="yes")
    placements.follow_up(placement, by=cast.saito)

    placement.refresh_from_db()
    assert placement.state == Placement.State.FOLLOWED_UP
    assert Feedback.objects.get(placement=placement).went_well == "静かだった"
    assert [m.after for m in placement.moves.all()] == ["agreed", "under_way", "completed", "followed_up"]
    told = InboxEntry.objects.get(recipient=cast.saito, kind="jobs.company_answered")
    assert words_of(told)[1].startswith("renさんの「")
    kinds = set(InboxEntry.objects.filter(recipient=cast.oto).values_list("kind", flat=True))
    assert {"jobs.opportunity_published", "jobs.introduced"} <= kinds


def test_nobody_else_takes_a_step(cast):
    row = cast.hana_at_shelves
    for stranger in (cast.kaze, cast.tanaka, cast.mori, cast.abe, cast.saito, cast.hana.user):
        with pytest.raises(Refused):
            applications.agree(row, by=stranger, starts_on=timezone.localdate())
    assert not Placement.objects.exists()


def test_a_withdrawn_consent_stops_the_introduction_at_once(cast):
    row = cast.hana_at_shelves
    people.withdraw_consent(row.consent, by=cast.hana.user)
    row.refresh_from_db()
    assert row.state == Application.State.WITHDRAWN
    assert not Application.objects.of_company_of(cast.oto).exists()


def test_what_a_rewritten_offer_says_now_is_what_search_finds(cast):
    draft = cast.draft
    draft.place = "home"
    opportunities.rewrite(draft, by=cast.oto)
    assert draft in Opportunity.objects.matching("在宅")


def test_taking_back_the_record_stops_every_introduction_and_begins_none(cast):
    consent = make.ConsentFactory(
        participant=cast.hana, purpose="keep_record", recipient=cast.oita, recorded_by=cast.saito
    )
    people.withdraw_consent(consent, by=cast.hana.user)
    cast.hana_at_shelves.refresh_from_db()
    assert cast.hana_at_shelves.state == Application.State.WITHDRAWN
    with pytest.raises(Refused, match="記録への同意"):
        applications.propose(cast.garden, cast.hana, by=cast.saito, body=cast.oita)


def test_nobody_answers_for_both_sides(cast):
    cast.oto_company.memberships.create(user=cast.saito, role="company", starts_on="2024-04-01")
    with pytest.raises(Refused):
        applications.agree(cast.hana_at_shelves, by=cast.saito, starts_on=timezone.localdate())


def test_what_the_office_stopped_is_not_agreed_on(cast):
    opportunities.pause(cast.shelves, by=cast.abe)
    with pytest.raises(Refused, match="窓口"):
        applications.agree(cast.hana_at_shelves, by=cast.oto, starts_on=timezone.localdate())
    assert not Placement.objects.exists()


def test_an_experience_keeps_the_terms_it_was_agreed_on(cast):
    placement = applications.agree(cast.hana_at_shelves, by=cast.oto, starts_on=timezone.localdate())
    Opportunity.objects.filter(pk=cast.shelves.pk).update(engagement="visit")
    placement.refresh_from_db()
    assert placement.engagement == "experience"
