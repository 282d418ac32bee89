"""Mails a second with one and two workers, beside bare procrastinate jobs that do nothing, in the same run."""

import os
import subprocess
import sys
from collections.abc import Callable

from django.core.mail import send_mail
from django.db import connection
from django.test import override_settings
from procrastinate.contrib.django import app

from tests.bench import Report, benchmark
from tests.bench.pages import demo_database

JOBS = 1000
WORKER = """
import os, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["IPPO_BENCH_DATABASE"]
settings.MAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"
django.setup()
import tests.bench.background
from django.core.management import call_command
call_command("procrastinate", "worker", "--one-shot")
"""


@app.task(name="bench.nothing")
def nothing(number: int) -> None:
    """A bare job."""


def _hand_in_bare_jobs() -> None:
    nothing.batch_defer(*({"number": number} for number in range(JOBS)))


def _hand_in_mails() -> None:
    with override_settings(EMAIL_BACKEND="accounts.outbox.EmailBackend"):
        for number in range(JOBS):
            send_mail("お知らせ", "お知らせがあります。\n", None, [f"somebody{number}@test.example"])


def _per_second(hand_in: Callable[[], None], workers: int) -> float:
    """Jobs a second between the first that was taken and the last that was done."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    hand_in()
    environment = os.environ | {
        "IPPO_BENCH_DATABASE": connection.settings_dict["NAME"],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    running = [subprocess.Popen([sys.executable, "-c", WORKER], env=environment) for _ in range(workers)]
    for process in running:
        process.wait()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE type = 'succeeded'), extract(epoch FROM max(at) - min(at)) "
            "FROM procrastinate_events WHERE type IN ('started', 'succeeded') AND job_id IN "
            "(SELECT id FROM procrastinate_jobs WHERE task_name IN ('bench.nothing', 'accounts.send_mail'))"
        )
        done, seconds = cursor.fetchone()
    if done != JOBS:
        raise RuntimeError(f"{done} of {JOBS} jobs were done")
    return round(done / float(seconds), 1)


@benchmark("background")
def background(report: Report) -> None:
    with demo_database():
        for workers in (1, 2):
            bare = _per_second(_hand_in_bare_jobs, workers)
            mails = _per_second(_hand_in_mails, workers)
            report.row(
                f"{JOBS:,} mails, workers: {workers}",
                mails_per_second=mails,
                bare_jobs_per_second=bare,
                share=round(mails / bare, 2),
            )
