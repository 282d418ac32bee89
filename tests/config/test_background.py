"""Work in the background: once per tick, with the change or not at all, and never silently lost."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from config import periodic
from foundation.background import WithoutValues
from realtime import background
from realtime.models import JobFailure
from tests.background_tasks import slow, stumble
from tests.reading import japanese_in

OVERVIEW = "/admin/realtime/backgroundjob/"


def one_shot() -> None:
    """A worker of this process does what is due and ends."""
    call_command("procrastinate", "worker", "--one-shot")


def jobs(task: str) -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=task).order_by("pk"))


@pytest.fixture
def worker(transactional_db) -> Iterator[Callable[..., subprocess.Popen]]:
    """Workers as processes of their own, on this test's database."""
    started = []

    def start(**environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "procrastinate", "worker"],
            env=os.environ | {
                "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path),
                "IPPO_TEST_DATABASE": connection.settings_dict["NAME"],
            } | environment,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(30)


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_leaves_no_job():
    with transaction.atomic():
        stumble.defer(flag="x")
        transaction.set_rollback(True)
    assert not jobs("tests.stumble")
    with transaction.atomic():
        stumble.defer(flag="x")
    assert len(jobs("tests.stumble")) == 1


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_is_noted_without_names_tried_later_and_sent_again(tmp_path, cast):
    flag = tmp_path / "flag"
    stumble.defer(flag=str(flag))
    one_shot()
    (job,) = jobs("tests.stumble")
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at > timezone.now() + timedelta(seconds=5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 6, scheduled_at = NULL")
    one_shot()
    (job,) = jobs("tests.stumble")
    assert job.status == "failed"
    failure = JobFailure.objects.first()
    assert failure.error == "tests.background_tasks.NameOfSomebodyError"
    assert "background_tasks.py:" in failure.place
    assert not JobFailure.objects.filter(error__contains="花子").exists()

    operator = Client()
    operator.force_login(cast.operator)
    page = operator.get(OVERVIEW, {"status": "failed"}).content.decode()
    assert "NameOfSomebodyError" in page
    flag.touch()
    answer = operator.post(OVERVIEW, {"action": "send_again", "_selected_action": [job.pk]}, follow=True)
    assert "1件を、もう一度行います。" in answer.content.decode()
    one_shot()
    assert jobs("tests.stumble")[0].status == "succeeded"
    assert not background.send_again(job)


def test_the_log_tells_kind_and_place_but_no_names():
    try:
        raise ValueError("小野 花子")
    except ValueError:
        record = logging.LogRecord("w", logging.ERROR, "", 0, "Job f(花子)", (), sys.exc_info())
    WithoutValues().filter(record)
    told = logging.Formatter().format(record)
    assert "花子" not in told
    assert "ValueError" in told


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_done_by_another(worker, tmp_path):
    slow.defer(folder=str(tmp_path))
    killed = worker()
    wait_until((tmp_path / "begun").exists)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert background.rescue_stalled() == 0  # it may only be slow to say that it lives
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    assert background.rescue_stalled() == 1
    worker()
    wait_until(lambda: jobs("tests.slow")[0].status == "succeeded")
    assert (tmp_path / "done").exists()
    assert JobFailure.objects.filter(error__endswith="WorkerGoneError").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_takes_every_worker_with_it_is_left_to_an_operator():
    slow.defer(folder="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 5")
    background.rescue_stalled()
    assert jobs("tests.slow")[0].status == "failed"


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_each_tick_once(worker):
    for _ in range(2):
        worker(IPPO_TEST_TICKS="1")
    wait_until(lambda: _workers() == 2)
    wait_until(lambda: len([job for job in jobs("tests.tick") if job.status == "succeeded"]) >= 4)
    ticks = [job.args["timestamp"] for job in jobs("tests.tick")]
    assert len(ticks) == len(set(ticks))
    started = ProcrastinateEvent.objects.filter(job__task_name="tests.tick", type="started")
    assert len(started) == len({event.job_id for event in started})


def _workers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return cursor.fetchone()[0]


def test_every_regular_task_exists_and_has_words():
    names = [row.task for row in periodic.TABLE]
    assert len(names) == len(set(names))
    assert {name for name, _id in app.periodic_registry.periodic_tasks} >= set(names)
    assert periodic.daily("x", 4, 5).cron == "5 19 * * *"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [row.task for row in periodic.TABLE if row.task != "matching.train"])
def test_every_regular_task_runs(name):
    app.tasks[name].defer(timestamp=0)
    one_shot()
    assert [job.status for job in jobs(name)] == ["succeeded"]


@pytest.mark.django_db
def test_the_overview_is_for_operators_and_speaks_both_languages(cast):
    client = Client()
    client.force_login(cast.operator)
    page = client.get(OVERVIEW).content.decode()
    assert "毎日 4:00" in page
    assert "閲覧の記録がとぎれていないか確かめる" in page
    english = client.get("/en" + OVERVIEW).content.decode()
    assert "daily at 4:00" in english
    assert not japanese_in(english.split('id="content-start"')[1])
    client.force_login(cast.saito)
    assert client.get(OVERVIEW).status_code == 302


@pytest.mark.django_db
def test_the_overview_asks_as_often_with_many_jobs(cast, django_assert_max_num_queries):
    client = Client()
    client.force_login(cast.operator)
    for size in (1, 30):
        for _ in range(size):
            stumble.defer(flag="x")
        with django_assert_max_num_queries(14):
            client.get(OVERVIEW)


@pytest.mark.django_db(transaction=True)
def test_old_jobs_are_forgotten_failed_ones_later():
    for _ in range(3):
        stumble.defer(flag="x")
    first, second, third = jobs("tests.stumble")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        for job, state in ((first, "succeeded"), (second, "failed")):
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, %s, false)", [job.pk, state])
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '8 days'")
    background.tidy()
    assert {job.pk for job in jobs("tests.stumble")} == {second.pk, third.pk}
