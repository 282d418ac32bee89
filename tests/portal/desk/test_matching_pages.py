"""At the desk: from a suggestion to an experience that both sides speak about, over HTTP."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import RecordAccess, Wishes
from jobs.models import Application, Feedback, FeedbackLink
from matching.models import Suggestion
from tests import factories as make


@pytest.fixture
def saito(cast) -> Client:
    client = Client()
    client.force_login(cast.saito)
    return client


def url(page, row, **kwargs):
    return reverse(f"portal:{page}", kwargs={"public_id": row.public_id, **kwargs})


def test_cards_say_why_and_the_blocked_say_what_blocks_them(cast, saito):
    Wishes.objects.filter(participant=cast.ren).update(interests=["farming"], noise_max=0)
    loud = make.OpportunityFactory(company=cast.kaze_company, title="草かり", noise=2)
    page = saito.get(url("desk_suggestions", cast.ren)).content.decode()
    assert "花だんの水やり" in page
    assert "畑・野菜・花" in page
    assert loud.title in page.split("条件が合わなかったもの")[1]
    assert RecordAccess.objects.filter(participant=cast.ren, user=cast.saito, what="suggestions").exists()


def test_propose_record_the_yes_introduce(cast, saito):
    saito.get(url("desk_suggestions", cast.ren))
    card = Suggestion.objects.get(participant=cast.ren, opportunity=cast.garden)
    saito.post(url("desk_propose", card), {"message": "静かな庭です"})
    row = Application.objects.get(participant=cast.ren)
    assert (row.state, row.message) == ("proposed", "静かな庭です")

    page = saito.get(url("desk_application_step", row, name="yes")).content.decode()
    assert "checked" not in page
    saito.post(url("desk_application_step", row, name="yes"), {"how": "telephone", "lines": ["nickname"]})
    row.refresh_from_db()
    assert row.state == "accepted"
    assert [line["key"] for line in row.consent.lines] == ["nickname"]
    assert row.consent.how == "telephone"

    preview = saito.get(url("desk_application_step", row, name="introduce")).content.decode()
    assert "かぜ農園" in preview
    saito.post(url("desk_application_step", row, name="introduce"))
    row.refresh_from_db()
    assert row.state == "introduced"
    assert "会社の返事を待っています" in saito.get(url("desk_application", row)).content.decode()


def test_a_yes_without_saying_how_it_was_said_is_not_recorded_and_keeps_the_lines(cast, saito):
    row = make.ApplicationFactory(opportunity=cast.garden, participant=cast.ren, project=cast.project)
    page = saito.post(url("desk_application_step", row, name="yes"), {"lines": ["nickname"]})
    row.refresh_from_db()
    assert row.state == "proposed"
    assert page.context["form"]["lines"].value() == ["nickname"]
    assert page.context["form"].errors.keys() == {"how"}


def test_introducing_without_a_legal_basis_says_so_and_changes_nothing(cast, saito):
    row = make.ApplicationFactory(
        opportunity=cast.garden, participant=cast.ren, project=cast.project, state="accepted"
    )
    cast.oita.legal_bases.all().delete()
    page = saito.post(url("desk_application_step", row, name="introduce")).content.decode()
    assert "職業紹介の根拠" in page
    row.refresh_from_db()
    assert row.state == "accepted"


def test_proposing_twice_in_two_tabs_makes_one_proposal_and_a_sentence(cast, saito):
    address = url("desk_propose_chosen", cast.ren, work=cast.garden.public_id)
    saito.post(address, {"message": "一度目"})
    page = saito.post(address, {"message": "二度目"}).content.decode()
    assert "もう話が進んでいます" in page
    assert "二度目" in page
    assert Application.objects.filter(participant=cast.ren, opportunity=cast.garden).count() == 1


def test_setting_aside_needs_a_reason_and_can_be_undone(cast, saito):
    saito.get(url("desk_suggestions", cast.ren))
    card = Suggestion.objects.get(participant=cast.ren, opportunity=cast.garden)
    assert "必須です。" in saito.post(url("desk_set_aside", card), {}).content.decode()
    saito.post(url("desk_set_aside", card), {"because": "too_far", "remark": "バスがない"})
    card.refresh_from_db()
    assert (card.state, card.remark) == ("set_aside", "バスがない")
    saito.post(url("desk_bring_back", card))
    card.refresh_from_db()
    assert card.state == "shown"


def _placement(cast, **values):
    cast.hana_at_shelves.state = "agreed"
    cast.hana_at_shelves.save()
    return make.PlacementFactory(application=cast.hana_at_shelves, **values)


def test_it_does_not_start_before_the_insurance_is_written_down(cast, saito):
    row = _placement(cast, insurance="")
    page = saito.post(url("desk_placement_step", row, name="start")).content.decode()
    assert "保険" in page
    row.refresh_from_db()
    assert row.state == "agreed"
    saito.post(url("desk_placement", row), {"insurance": "市の保険", "meeting": "駅前"})
    saito.post(url("desk_placement_step", row, name="start"))
    row.refresh_from_db()
    assert (row.state, row.meeting) == ("under_way", "駅前")


def test_the_link_for_how_it_was_is_shown_once_and_works_without_log_in(cast, saito):
    today = timezone.localdate()
    row = _placement(cast, state="completed", starts_on=today, ends_on=today)
    page = saito.post(url("desk_feedback_link", row), {"side": "company"})
    assert "data:image/svg+xml" in page.content.decode()
    assert FeedbackLink.objects.get().side == "company"
    secret = page.context["address"].rsplit("/", 2)[1]
    assert secret not in saito.get(url("desk_placement", row)).content.decode()
    assert Client().get(f"/feedback/{secret}/").status_code == 200


def test_answers_and_staff_comments_are_read_by_the_team_only(cast, saito):
    row = _placement(cast, state="completed", ends_on=timezone.localdate() + timedelta(days=8))
    Feedback.objects.create(placement=row, side="participant", went_well="静かだった", again="yes")
    saito.post(url("desk_placement_step", row, name="follow-up"), {"comment": "母親が心配していた"})
    page = saito.get(url("desk_placement", row)).content.decode()
    assert "静かだった" in page
    assert "母親が心配していた" in page
    for name in ("oto", "tanaka", "mori"):
        client = Client()
        client.force_login(getattr(cast, name))
        assert client.get(url("desk_placement", row)).status_code == 404


def test_the_page_of_suggestions_asks_a_constant_number_of_queries(cast, saito):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert saito.get(url("desk_suggestions", cast.ren)).status_code == 200
        return len(captured)

    make.OpportunityFactory.create_batch(6)
    few = queries()
    make.OpportunityFactory.create_batch(30)
    assert queries() <= few
