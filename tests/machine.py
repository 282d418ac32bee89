"""What the tests need from the machine beyond Python: a browser, Japanese letters, curl, Redis.

`python -m tests.machine` installs what is missing where that needs no question (root on Debian).
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@cache
def browser() -> str:
    """The path of a Chromium; empty where there is none."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), "")


@cache
def has_japanese_font() -> bool:
    if not shutil.which("fc-list"):
        return any(Path("/usr/share/fonts").glob("**/*CJK*"))
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout.strip())


def missing() -> dict[str, str]:
    """Debian's package → what cannot be run without it."""
    lacking = {}
    if not browser():
        lacking["chromium"] = "browser tests (no Chromium)"
    if not has_japanese_font():
        lacking["fonts-noto-cjk"] = "browser tests (no Japanese font)"
    if not shutil.which("curl"):
        lacking["curl"] = "the commands of docs/api.md (no curl)"
    if not shutil.which("redis-server"):
        lacking["redis-server"] = "tests over Redis (no redis-server)"
    return lacking


def marks_set_aside() -> set[str]:
    """The marks of tests that this machine cannot run."""
    marks = {"curl": "curl", "redis-server": "redis"}
    return {marks.get(package, "browser") for package in missing()}


def install() -> None:
    packages = list(missing())
    if not packages:
        return
    if os.geteuid() or not shutil.which("apt-get"):
        print(f"Not installed: {', '.join(packages)}. The tests that need them will be listed as NOT RUN.")
        return
    print(f"Installing {', '.join(packages)} …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    install()
