"""`manage.py procrastinate worker`: a background worker; any number, on any number of machines.

Everything else is procrastinate's own command.
"""

import asyncio
from typing import Any

from procrastinate.contrib.django.management.commands import procrastinate

from config import background


class Command(procrastinate.Command):
    help = "Background work: `worker` works until SIGTERM; see docs/operations.md."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] != "worker":
            super().handle(*args, **options)
            return
        ours = {name: value for name, value in options.items() if name not in self._django_options}
        for name in ("command", "func"):
            ours.pop(name, None)
        asyncio.run(background.work(**ours))
