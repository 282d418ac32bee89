"""A `var` of its own for tests of the embedded database, and the right to leave nothing behind."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.embedded import server
from config.embedded.home import Home


@pytest.fixture
def private_var(tmp_path: Path) -> Iterator[Path]:
    """A `var` below a folder that only its owner enters."""
    yield from _var_below(tmp_path)


@pytest.fixture(scope="module")
def shared_var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One `var` for the tests of a module that all stop what they start."""
    yield from _var_below(tmp_path_factory.mktemp("shared"))


def _var_below(folder: Path) -> Iterator[Path]:
    folder.chmod(0o700)
    var = folder / "var"
    var.mkdir()
    yield var
    clear_away(var)


def clear_away(var: Path) -> None:
    home = Home.of(var)
    server.stop(var)
    for folder in (home.folder, home.sockets):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def launch() -> Callable[..., subprocess.Popen]:
    """Start `python -m config.embedded start VAR` as a process of its own."""

    def launch_one(var: Path, **environment: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "config.embedded", "start", str(var)],
            env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    return launch_one


def servers_of(var: Path) -> list[int]:
    """The pids of every PostgreSQL process that works in this `var`'s data folder."""
    data = str(Home.of(var).data)
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == data:
                found.append(int(process.name))
        except OSError:
            continue
    return found
