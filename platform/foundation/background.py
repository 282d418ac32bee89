"""Tasks: work that a worker does later, at least once, and again with growing pauses when it fails.

    @task("accounts.close_accounts", does=_("…"))
    def close_accounts(timestamp: int) -> None: ...

    close_accounts.defer(...)      # within the transaction of the change that it follows

Arguments lie readable in the database: numbers of rows, never words. A task may run twice: it is written so that
the second time does nothing. Tasks live in their room's `tasks.py`.
"""

import logging
from collections.abc import Callable
from typing import Any

from procrastinate import RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy

PAUSES = (10, 60, 5 * 60, 30 * 60, 2 * 60 * 60, 6 * 60 * 60)
"""Seconds before each further attempt: what is down for a moment and what is down for a morning."""

_does: dict[str, Any] = {}


class BackOff(BaseRetryStrategy):
    """Tries again after each of these pauses, and then leaves it to an operator."""

    def __init__(self, pauses: tuple[int, ...] = PAUSES) -> None:
        self.pauses = pauses

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= len(self.pauses):
            return None
        return RetryDecision(retry_in={"seconds": self.pauses[job.attempts]})


def task(name: str, *, does: Any, pauses: tuple[int, ...] = PAUSES) -> Callable[[Callable[..., Any]], Any]:
    """A task by a name that stays the same when its function moves; `does` is what operators read."""
    _does[name] = does
    return app.task(name=name, retry=BackOff(pauses))


def what_it_does(name: str) -> str:
    """In the reader's language; a task that no longer exists is called by its name."""
    return str(_does.get(name, name))


def place_of(problem: BaseException) -> str:
    """The file and line where it went wrong; no word of what was being worked on."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    path = trace.tb_frame.f_code.co_filename.rpartition("site-packages/")[2]
    return f"{'/'.join(path.split('/')[-3:])}:{trace.tb_lineno}"


class WithoutValues(logging.Filter):
    """Log filter: procrastinate writes a failed job's arguments and its traceback, whose last line may name people."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            problem = record.exc_info[1]
            record.msg = "A job failed: %s at %s"
            record.args = (type(problem).__name__, place_of(problem))
            record.exc_info = record.exc_text = None
        return True
