"""`manage.py demo`: believable, lawful, and the same when it is run twice."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import Organisation
from config.demo.accounts import ACCOUNTS, password
from jobs import guards
from jobs.models import Opportunity


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


def test_a_second_run_creates_and_changes_nothing(demo):
    before = every_row()
    call_command("demo", force=True, verbosity=0)
    assert every_row() == before


@pytest.mark.parametrize("account", ACCOUNTS[2:], ids=lambda account: account.email.split("@")[0])
def test_every_account_can_log_in(demo, client, account):
    form = {"login": account.email, "password": password(), "next": "/"}
    answer = client.post("/accounts/login/", form)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"]


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
    for model in (Opportunity, Organisation):
        for row in model.objects.all():
            row.full_clean(validate_unique=False)
