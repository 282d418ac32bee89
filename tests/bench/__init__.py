"""`make bench`: each benchmark is a function that measures one thing and says it in rows.

    @benchmark("pages")
    def pages(report): report.row("/work/, 20,000 opportunities", seconds=times, queries=11)

Add a module to MODULES; a benchmark that can't run on a machine says so with `report.not_run(reason)`.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MODULES = [
    "tests.bench.embedded",
    "tests.bench.pages",
    "tests.bench.desk",
    "tests.bench.people_list",
    "tests.bench.intake",
    "tests.bench.read_log",
    "tests.bench.background",
]
BENCHMARKS: dict[str, Callable[["Report"], None]] = {}


def benchmark(name: str) -> Callable[[Callable[["Report"], None]], Callable[["Report"], None]]:
    def register(measure: Callable[["Report"], None]) -> Callable[["Report"], None]:
        BENCHMARKS[name] = measure
        return measure

    return register


@dataclass
class Report:
    """The rows of one run, as a table and as JSON."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    current: str = ""

    def row(self, what: str, *, seconds: Iterable[float] = (), **figures: Any) -> None:
        """One line: the median and the slowest of some times in seconds, and whatever else was counted."""
        times = sorted(seconds)
        if times:
            middle, slowest = statistics.median(times), times[-1]
            figures = {"median_ms": round(middle * 1000, 1), "max_ms": round(slowest * 1000, 1)} | figures
        self._add({"benchmark": self.current, "what": what} | figures)

    def not_run(self, reason: str) -> None:
        self._add({"benchmark": self.current, "what": "NOT RUN", "reason": reason})

    def _add(self, row: dict[str, Any]) -> None:
        """Said at once: a run that is broken off has told what it knew."""
        self.rows.append(row)
        shown = ", ".join(f"{k} {v}" for k, v in row.items() if k not in ("benchmark", "what"))
        print(f"{row['benchmark']:<12} {row['what']:<48} {shown}", flush=True)

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"rows": self.rows}, ensure_ascii=False, indent=1) + "\n")


def timed(action: Callable[[], Any], times: int) -> list[float]:
    """How long each of so many calls took, in seconds."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        action()
        found.append(time.perf_counter() - before)
    return found
