"""`manage.py demo`: believable, lawful, and the same when it is run twice."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organisation, Participant, RecordAccess, TeamMember, User
from casework.models import NextContact, Note
from config.demo.accounts import ACCOUNTS, BY_CODE, entry_code, password
from config.demo.clock import moment, standing_at
from jobs import guards
from jobs.models import Application, ApplicationMove, Feedback, Opportunity, Placement, PlacementMove
from realtime.models import InboxEntry


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The default demo, loaded once for this file and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", force=True, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded, db) -> None:
    """The demo prefecture; what a test changes is taken back."""


def every_row() -> dict[str, str]:
    """A fingerprint of each table: a row more, less or changed gives another one."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            rows[model._meta.label] = cursor.fetchone()[0]
    return rows


def test_without_demo_it_refuses_in_one_sentence(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not Organisation.objects.exists()


def test_the_demo_has_the_promised_size(demo):
    assert Organisation.objects.companies().approved().count() == 12
    assert Organisation.objects.awaiting_approval().count() == 1
    assert Opportunity.objects.count() == 40
    assert Opportunity.objects.filter(kind="programme").count() == 10
    assert set(Opportunity.objects.values_list("state", flat=True)) == set(Opportunity.State.values)
    assert Opportunity.objects.published().count() >= 30


def test_people_are_accompanied_or_wait(demo):
    assert Participant.objects.persons().count() == 60
    assert Participant.objects.filter(kind="family").count() == 2
    assert Participant.objects.not_yet_anyones().count() == 4
    assert Participant.objects.filter(user__isnull=True).count() > 40
    taken_on = Participant.objects.filter(taken_on_at__isnull=False)
    teams = TeamMember.objects.current().values("participant")
    assert not taken_on.exclude(pk__in=teams).exists()
    assert TeamMember.objects.current().values("organisation").distinct().count() == 3


def test_there_is_a_past_with_every_outcome(demo):
    assert set(Application.objects.values_list("state", flat=True)) == set(Application.State.values)
    assert set(Placement.objects.values_list("state", flat=True)) == set(Placement.State.values)
    assert Application.objects.count() > 120
    assert Feedback.objects.values("side").distinct().count() == 2
    texts = [note.text for note in Note.objects.all()]
    assert len(texts) == len(set(texts)) > 60


def test_nothing_lies_in_the_future_that_has_happened(demo):
    now = timezone.now()
    for model in (ApplicationMove, PlacementMove, RecordAccess, InboxEntry):
        assert not model.objects.filter(at__gt=now).exists(), model
    for application in Application.objects.prefetch_related("moves"):
        moves = list(application.moves.all())
        assert [move.before for move in moves] == ["", *(move.after for move in moves[:-1])]
        assert moves[-1].after == application.state
    for placement in Placement.objects.prefetch_related("moves"):
        moves = list(placement.moves.all())
        assert [move.before for move in moves] == ["", *(move.after for move in moves[:-1])]
        assert moves[-1].after == placement.state


def test_small_near_and_quiet_work_is_accepted_more_often(demo):
    """Else the scorer would learn from the demo what is not true of people."""
    answered = Application.objects.filter(moves__after__in=["accepted", "declined", "resting"])
    yes = Q(moves__after="accepted")
    said = {
        large: answered.filter(opportunity__minutes__gt=45, opportunity__place="onsite")
        if large
        else answered.filter(Q(opportunity__minutes__lte=45) | Q(opportunity__place="home"))
        for large in (True, False)
    }
    rate = {
        large: rows.filter(yes).distinct().count() / rows.distinct().count() for large, rows in said.items()
    }
    assert rate[False] > rate[True]


def test_the_accounts_find_something_to_do(demo):
    today = timezone.localdate()

    def user(name: str) -> User:
        return User.objects.get(email=f"{name}@demo.example")

    mikan = user("participant").participant
    states = set(mikan.applications.values_list("state", flat=True))
    assert {"proposed", "introduced", "agreed"} <= states
    proposal = mikan.applications.awaiting_participant().get()
    assert proposal.message
    assert proposal.reasons
    assert mikan.placements.filter(state="agreed", starts_on__gt=today).exists()
    assert mikan.placements.filter(state="completed", feedback_links__expires_at__gt=timezone.now()).exists()
    assert mikan.bookmarks.count() == 3
    caseload = Participant.objects.accompanied_by(user("supporter"))
    assert 18 <= caseload.count() <= 24
    assert NextContact.objects.due_by(today).of_caseload(user("supporter")).count() >= 4
    assert Placement.objects.filter(participant__in=caseload, starts_on=today).exists()
    assert Application.objects.of_company_of(user("company")).awaiting_company().exists()
    assert Opportunity.objects.offered_by(user("company")).filter(state="returned").exists()
    assert Placement.objects.running().of_company_of(user("company")).filter(starts_on__gte=today).exists()
    office = user("municipality")
    assert Opportunity.objects.reviewed_by(office).awaiting_review().count() == 2
    assert Organisation.objects.overseen_by(office).awaiting_approval().count() == 1
    assert InboxEntry.objects.of(user("supporter")).unread().exists()


@pytest.mark.parametrize("day", [date(2027, 4, 1), date(2027, 1, 3)], ids=["new fiscal year", "holidays"])
def test_it_can_be_loaded_on_any_day(db, day):
    with standing_at(moment(day, "08:05")):
        call_command("demo", force=True, verbosity=0)
        assert Placement.objects.filter(state="agreed").exists()


def test_a_second_run_creates_and_changes_nothing(demo):
    before = every_row()
    call_command("demo", force=True, verbosity=0)
    assert every_row() == before


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.email.split("@")[0])
def test_every_account_can_log_in(demo, client, account):
    form = {"login": account.email, "password": password(), "next": "/"}
    answer = client.post("/accounts/login/", form)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"]


def test_somebody_without_an_address_comes_in_by_a_code(demo, client):
    answer = client.post("/accounts/code/", {"nickname": BY_CODE, "code": entry_code()})
    assert answer["Location"] == "/accounts/ways/"
    assert BY_CODE in client.get("/me/").content.decode()
    assert not User.objects.get(participant__nickname=BY_CODE).email


def test_no_published_work_is_blocked_by_a_guard(demo):
    published = Opportunity.objects.filter(state__in=["published", "in_review", "returned"])
    blocked = {row.title: guards.blocks(row) for row in published}
    assert {title: found for title, found in blocked.items() if found} == {}


def test_every_text_of_published_work_is_written_for_it(demo):
    for name in ("what", "plain", "can_leave", "helper", "accommodations", "may_leave_out"):
        texts = list(Opportunity.objects.published().values_list(name, flat=True))
        assert all(texts), name
        assert len(set(texts)) == len(texts), name


def test_the_rows_satisfy_the_models(demo):
    for model in (Opportunity, Organisation, Participant, Application, Placement, Note, NextContact):
        for row in model.objects.all():
            row.full_clean(validate_unique=False)


def queries_of_a_run(**sizes: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        call_command("demo", force=True, verbosity=0, **sizes)
    return len(queries)


def test_many_more_are_loaded_with_few_statements(demo):
    few = queries_of_a_run(participants=110, opportunities=140, companies=22)
    many = queries_of_a_run(participants=310, opportunities=940, companies=62)
    assert Participant.objects.persons().count() == 310
    assert Opportunity.objects.count() == 940
    assert Organisation.objects.companies().approved().count() == 62
    assert many < few + 100  # each new desk asks for its projects; no row asks for itself
    before = every_row()
    assert queries_of_a_run(participants=310, opportunities=940, companies=62) <= few
    assert every_row() == before
    assert Opportunity.objects.offered_by(User.objects.get(email="company@demo.example")).count() == 5
    bulk = Opportunity.objects.published().filter(company__name__contains="・").order_by("pk")[::20]
    assert len(bulk) > 20
    assert {row.title: found for row in bulk if (found := guards.blocks(row))} == {}
