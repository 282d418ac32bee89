"""`python -m tests.bench [NAME…]`: run all benchmarks, or those named."""

import importlib
import os
import sys

import django

from tests.bench import BENCHMARKS, MODULES, Report


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.serve import ROOT, write_environment

    var = (ROOT / os.environ.get("IPPO_VAR", "var")).resolve()
    write_environment(var)
    django.setup()
    for module in MODULES:
        importlib.import_module(module)
    report = Report()
    for name in sys.argv[1:] or BENCHMARKS:
        report.current = name
        BENCHMARKS[name](report)
    report.write(var / "bench.json")


main()
