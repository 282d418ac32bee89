"""The one table of periodic work: what runs when, once, however many workers there are."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from procrastinate import App

MISSED = 26 * 60 * 60
"""Seconds: a machine that was off at night catches up when a worker starts."""


@dataclass(frozen=True)
class Regular:
    """A task and its times; `cron` is in UTC, `when` is what operators read."""

    task: str
    cron: str
    when: Any
    queue: str = "default"


def daily(task: str, hour: int, minute: int) -> Regular:
    """Every day at this time in Japan, which knows no summer time."""
    return Regular(
        task, f"{minute} {(hour - 9) % 24} * * *", format_lazy(_("毎日 {time}"), time=f"{hour}:{minute:02}")
    )


TABLE = (
    Regular("realtime.rescue_stalled", "* * * * *", _("毎分")),
    daily("accounts.forget_answered", 2, 50),
    daily("accounts.tidy_mails", 2, 55),
    daily("config.clear_sessions", 3, 0),
    daily("realtime.tidy_jobs", 3, 10),
    Regular("matching.train", "20 18 * * 0", _("毎週月曜 3:20")),
    daily("accounts.close_accounts", 4, 0),
    daily("accounts.verify_log", 4, 10),
)


def register(app: App) -> None:
    """Tell the workers."""
    for row in TABLE:
        app.periodic_registry.register_task(
            task=app.tasks[row.task], cron=row.cron, periodic_id="", configure_kwargs={"queue": row.queue}
        )
    app.periodic_defaults.setdefault("max_delay", MISSED)
