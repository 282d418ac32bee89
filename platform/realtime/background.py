"""What becomes of jobs that do not end well: noted, taken over from dead workers, sent again, and tidied away."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db import Error, connection, transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext

from foundation.background import place_of
from realtime.models import JobFailure

STALLED_AFTER = timedelta(seconds=20)
"""A worker without a sign of life for so long is dead, and its jobs are nobody's."""
AT_MOST = 6
"""A job that took so many workers with it is left to an operator."""
KEPT = timedelta(days=7)
FAILURES_KEPT = timedelta(days=90)


def note_failure(call_next: Callable[[], Any], context: JobContext, worker: object) -> Any:
    """Task middleware: procrastinate keeps no word of what went wrong."""
    try:
        return call_next()
    except Exception as problem:
        with suppress(Error):  # the database itself may be what went wrong
            note(context.job.id, context.job.task_name, problem)
        raise


def note(job: int | None, task: str, problem: BaseException) -> None:
    """Keep the kind of error and its place."""
    kind = f"{type(problem).__module__}.{type(problem).__name__}".removeprefix("builtins.")
    JobFailure.objects.create(job=job or 0, task=task, error=kind[:200], place=place_of(problem)[:200])


class WorkerGoneError(Exception):
    """The worker ended in the middle of a job."""


def rescue_stalled() -> int:
    """Give jobs of dead workers to those that live; answers how many."""
    rescued = 0
    dead = Q(worker__isnull=True) | Q(worker__last_heartbeat__lt=timezone.now() - STALLED_AFTER)
    for job in ProcrastinateJob.objects.filter(dead, status="doing").order_by("pk"):
        # Its worker may have come round and ended it meanwhile.
        with suppress(ConnectorException), transaction.atomic():
            if job.attempts + 1 >= AT_MOST:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job.pk])
            else:
                app.job_manager.retry_job_by_id(
                    job.pk, timezone.now(), job.priority, job.queue_name, job.lock
                )
            note(job.pk, job.task_name, WorkerGoneError())
            rescued += 1
    return rescued


def send_again(job: ProcrastinateJob) -> bool:
    """One more attempt for a job that had ended badly; no when it did not, or no longer does."""
    with transaction.atomic():
        row = (
            ProcrastinateJob.objects.select_for_update(of=("self",))
            .filter(pk=job.pk, status="failed")
            .first()
        )
        if row is not None:
            app.job_manager.retry_job_by_id(row.pk, timezone.now(), row.priority, row.queue_name, row.lock)
    return row is not None


def tidy() -> None:
    """Forget what ended well a week ago, and what ended badly three months ago."""
    hours = timedelta(hours=1)
    delete = async_to_sync(app.job_manager.delete_old_jobs)
    delete(KEPT // hours, include_cancelled=True, include_aborted=True)
    delete(FAILURES_KEPT // hours, include_failed=True)
    JobFailure.objects.filter(at__lt=timezone.now() - FAILURES_KEPT).delete()
