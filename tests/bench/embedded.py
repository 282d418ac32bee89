"""How long one waits for the embedded database."""

import shutil
import tempfile
from pathlib import Path

from config.embedded import server
from config.embedded.home import Home
from tests.bench import Report, benchmark, timed


@benchmark("database")
def starts(report: Report) -> None:
    var = Path(tempfile.mkdtemp(prefix="ippo-bench-"))
    var.chmod(0o755)
    begins: list[float] = []
    try:
        report.row("first start", seconds=timed(lambda: server.start(var), 1))
        for _ in range(5):
            server.stop(var)
            begins += timed(lambda: server.start(var), 1)
        report.row("second start", seconds=begins)
        report.row("already running", seconds=timed(lambda: server.start(var), 50))
    finally:
        server.stop(var)
        shutil.rmtree(Home.of(var).folder, ignore_errors=True)
        shutil.rmtree(var, ignore_errors=True)
