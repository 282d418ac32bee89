"""Tasks that only tests have; a test's own worker knows them too."""

import os
import time
from pathlib import Path

from procrastinate.contrib.django import app

from foundation.background import task


class NameOfSomebodyError(Exception):
    pass


@task("tests.stumble", does="tests.stumble")
def stumble(flag: str) -> None:
    """Fails, and names somebody, until the file is there."""
    if not Path(flag).exists():
        raise NameOfSomebodyError("小野 花子")


@task("tests.slow", does="tests.slow")
def slow(folder: str) -> None:
    """Leaves a mark at its beginning and at its end; the first time it takes longer than anybody waits."""
    begun = Path(folder) / "begun"
    first = not begun.exists()
    begun.touch()
    if first:
        time.sleep(600)
    (Path(folder) / "done").touch()


if "IPPO_TEST_TICKS" in os.environ:

    @app.periodic(cron="* * * * * *")
    @task("tests.tick", does="tests.tick")
    def tick(timestamp: int) -> None:
        """Every second."""
