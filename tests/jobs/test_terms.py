"""Nobody is welcomed to something else than what they said yes to, nor to words that nobody reviewed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Consent
from foundation.moves import Refused
from jobs.models import Application, Opportunity, Placement
from jobs.workflow import applications, opportunities
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def next_week() -> date:
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def paid(cast: Cast) -> Opportunity:
    """Paid work of Oto's company, published by Abe; Hana said yes to it and was introduced."""
    task = make.OpportunityFactory(
        company=cast.oto_company,
        state="draft",
        published_at=None,
        engagement="employment",
        pay_per_hour=2000,
        checklist={},
    )
    opportunities.hand_in(task, by=cast.oto)
    return opportunities.publish(task, by=cast.abe)


@pytest.fixture
def introduced(cast: Cast, paid: Opportunity) -> Application:
    row = applications.show_interest(paid, cast.hana, by=cast.hana.user)
    row = applications.accept(row, by=cast.hana.user, lines=["nickname"], how=Consent.How.ONLINE)
    return applications.introduce(row, by=cast.saito)


def rewritten(cast: Cast, task: Opportunity, **fields: object) -> Opportunity:
    """The company rests its offer, takes it back to a draft and writes something else."""
    opportunities.pause(task, by=cast.oto)
    opportunities.take_back(task, by=cast.oto)
    task = Opportunity.objects.get(pk=task.pk)
    for name, value in fields.items():
        setattr(task, name, value)
    return opportunities.rewrite(task, by=cast.oto)


def test_paid_work_cannot_be_agreed_on_as_an_unpaid_draft(cast, paid, introduced):
    rewritten(cast, paid, engagement="experience", pay_per_hour=None)
    with pytest.raises(Refused, match="書きかえている途中"):
        applications.agree(introduced, by=cast.oto, starts_on=next_week())
    assert not Placement.objects.filter(opportunity=paid).exists()


def test_a_closed_draft_cannot_be_agreed_on_either(cast, paid, introduced):
    task = rewritten(cast, paid, engagement="visit", pay_per_hour=None)
    opportunities.close(task, by=cast.oto)
    with pytest.raises(Refused, match="書きかえている途中"):
        applications.agree(introduced, by=cast.oto, starts_on=next_week())


@pytest.mark.parametrize(
    "fields",
    [
        {"pay_per_hour": 1500},
        {"engagement": "visit", "pay_per_hour": None},
    ],
)
def test_worse_terms_are_asked_about_once_more(cast, paid, introduced, fields):
    task = rewritten(cast, paid, **fields)
    opportunities.hand_in(task, by=cast.oto)
    opportunities.publish(task, by=cast.abe)
    with pytest.raises(Refused, match="同意したあとに"):
        applications.agree(introduced, by=cast.oto, starts_on=next_week())


def test_better_pay_and_a_rest_change_nothing(cast, paid, introduced):
    task = rewritten(cast, paid, pay_per_hour=2100)
    opportunities.hand_in(task, by=cast.oto)
    opportunities.publish(task, by=cast.abe)
    opportunities.pause(task, by=cast.oto)
    assert applications.agree(introduced, by=cast.oto, starts_on=next_week()).state == "agreed"


def test_a_company_learns_nothing_of_a_date_chosen_before_the_introduction(cast, client):
    slot = make.SlotFactory(opportunity=cast.draft)
    hidden = make.ApplicationFactory(opportunity=cast.draft, participant=cast.ren, slot=slot)
    client.force_login(cast.oto)
    address = f"/company/tasks/{cast.draft.public_id}/dates/"
    assert "選んだ人がいます" not in client.get(address).content.decode()
    page = client.post(address, {"forget": slot.public_id}, follow=True).content.decode()
    assert "選んだ人がいます" not in page
    hidden.refresh_from_db()
    assert hidden.slot is None


def test_an_experience_does_not_begin_in_a_year_that_nobody_sees(cast):
    with pytest.raises(Refused, match="1年のあいだ"):
        applications.agree(cast.hana_at_shelves, by=cast.oto, starts_on=date(9999, 12, 31))
