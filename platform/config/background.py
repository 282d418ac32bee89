"""Work in the background: how a worker of this site runs.

Jobs lie in PostgreSQL and are deferred on Django's own connection, so within the transaction of the change that
they follow. The worker itself has connections of its own; while it runs a task, what the task defers goes through
Django's connection again (procrastinate's own command would put it on the worker's, outside the transaction).
"""

import asyncio
import logging
import signal
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app as tasks_app
from procrastinate.contrib.django import connector_params

from config import periodic
from realtime import background as failures

logger = logging.getLogger(__name__)

HEARTBEAT = 5.0
"""Seconds between two signs of life of a worker."""
PATIENCE = 10.0
"""Seconds that a job under way is given when the worker is asked to stop."""
PAUSES = (0.5, 1, 2, 5, 10)
"""Seconds between two beginnings while there is no database."""


def get_ready(app: App) -> None:
    """Called once, when every room's `tasks.py` is known (PROCRASTINATE_ON_APP_READY)."""
    periodic.register(app)
    app.worker_defaults["task_middleware"] = [
        *app.worker_defaults.get("task_middleware", []),
        failures.note_failure,
    ]
    app.worker_defaults |= {
        "update_heartbeat_interval": HEARTBEAT,
        "stalled_worker_timeout": failures.STALLED_AFTER.total_seconds(),
        "shutdown_graceful_timeout": PATIENCE,
    }


def app_of_a_worker() -> App:
    """The site's tasks over connections of their own; a pool that opens them as they are needed."""
    connections["default"].ensure_connection()  # starts the embedded database where that is the one
    connections["default"].close()
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4, timeout=10)
    app = App(
        connector=connector,
        import_paths=tasks_app.import_paths,
        worker_defaults=tasks_app.worker_defaults,
        periodic_defaults=tasks_app.periodic_defaults,
    )
    app.tasks = tasks_app.tasks
    app.periodic_registry = tasks_app.periodic_registry
    return app


async def work(**options: Any) -> None:
    """Work until SIGTERM or SIGINT; a database that restarts is waited for."""
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    if options.get("wait") is False:
        await _work_once(asked, options)
        return
    failures = 0
    while not asked.is_set():
        began = asyncio.get_running_loop().time()
        try:
            await _work_once(asked, options)
        except Exception as problem:
            logger.warning("The worker begins again: %s", type(problem).__name__)
        lasted = asyncio.get_running_loop().time() - began
        failures = 0 if lasted > 60 else failures + 1
        await _first_of(asked.wait(), asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)]))


async def _work_once(asked: asyncio.Event, options: dict[str, Any]) -> None:
    # The periodic deferrer uses Django's connection of this thread: a dead one would stay dead.
    await sync_to_async(connections.close_all)()
    app = await sync_to_async(app_of_a_worker)()
    async with app.open_async():
        working = asyncio.create_task(app.run_worker_async(install_signal_handlers=False, **options))
        await _first_of(asked.wait(), working)
        if working.done():
            working.result()
            return
        working.cancel()  # procrastinate takes this as: finish what is under way
        await asyncio.gather(working, return_exceptions=True)


async def _first_of(*waiting: Any) -> None:
    tasks = [asyncio.ensure_future(one) for one in waiting]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task, one in zip(tasks, waiting, strict=True):
        if task is not one and not task.done():
            task.cancel()
