"""The make targets on machines that lack something."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ["setup", "run", "db-stop", "test", "check", "bench", "screenshots", "help"]


@pytest.fixture
def bare_machine(tmp_path):
    """A checkout without .venv, and programs that only say how they were called."""
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()

    def program(name: str, script: str) -> None:
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/called"\n{script}\n')
        (programs / name).chmod(0o755)

    def make(*arguments: str) -> tuple[str, list[str]]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
        }
        environment["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["make", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        called = tmp_path / "called"
        return done.stdout, called.read_text().splitlines() if called.exists() else []

    return program, make


def test_help_lists_every_target(bare_machine):
    _, make = bare_machine
    said, _ = make()
    assert [line.split()[1] for line in said.splitlines()] == TARGETS
    assert re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split() == TARGETS


def test_an_old_python_is_refused_with_one_sentence(bare_machine):
    program, make = bare_machine
    program("python3", "exit 1")
    said, _ = make("setup")
    assert said == (
        "Ippo needs Python 3.11 or newer, and python3 is not: "
        "install one, or name it (make PYTHON=python3.12 …).\n"
    )


@pytest.mark.parametrize("user", ["0", "1000"])
def test_a_python_without_ensurepip(bare_machine, user):
    """Root on Debian gets the package installed; anybody else is told its name."""
    program, make = bare_machine
    program("python3", 'case "$2" in *ensurepip*|venv) exit 1;; esac')
    program("apt-get", "")
    program("id", f"echo {user}")
    said, called = make("setup")
    installed = "apt-get install -y -qq python3-venv" in called
    assert installed is (user == "0")
    assert ("install the package python3-venv" in said) is (user != "0")
