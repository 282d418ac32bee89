"""Starts and stops the embedded PostgreSQL. Knows nothing of Django.

A server outlives whoever started it, so "is it running?" is asked of the machine each time: the pid in
`postmaster.pid` counts only if that process works in the data folder (a pid may be a zombie, or used again).
"""

import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from config.embedded.home import ROLE, SOCKET_NAME, EmbeddedError, Home

PATIENCE = 300  # seconds: recovery after a power cut may take minutes

CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
"""


def start(var: str | Path) -> Home:
    """Start the server of this `var`, or find it running; returns where it is once it answers."""
    home = Home.of(var)
    if _answers(home):
        return home
    with _alone(home):
        if _settled(home):
            return home
        for unfinished in home.folder.glob("new-*"):
            shutil.rmtree(unfinished, ignore_errors=True)
        if not home.data.exists():
            _create(home)
        _clear_away(home)
        _write_access_rules(home)
        log = home.folder / "start.log"
        log.unlink(missing_ok=True)
        started = home.run(
            home.programs / "pg_ctl", "start", "--wait", f"--timeout={PATIENCE}", "-D", home.data,
            "-l", log, "-o", f"-k {shlex.quote(str(home.sockets))}",
        )  # fmt: skip
        if started.returncode:
            said = log.read_text(errors="replace") if log.exists() else ""
            raise EmbeddedError(f"The embedded PostgreSQL did not start.\n{started.stdout}{said}")
    return home


def stop(var: str | Path) -> bool:
    """Stop the server of this `var`; False where none ran."""
    home = Home.of(var)
    if not home.var.exists() or _pid(home) is None:
        return False
    with _alone(home):
        stopped = home.run(home.programs / "pg_ctl", "stop", "--wait", "--mode=fast", "-D", home.data)
    if stopped.returncode and _pid(home) is not None:
        raise EmbeddedError(f"The embedded PostgreSQL did not stop.\n{stopped.stdout}")
    return True


def is_running(var: str | Path) -> bool:
    return _answers(Home.of(var))


# --- what is true right now -----------------------------------------------------


def _status(home: Home) -> tuple[int, str]:
    """The pid and the word of state that the server itself wrote into postmaster.pid; (0, "") without one."""
    try:
        lines = (home.data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip() if len(lines) > 7 else "starting"
    except (FileNotFoundError, ValueError, IndexError):
        return 0, ""


def _works_here(home: Home, pid: int) -> bool:
    """Is this process a living PostgreSQL of this data folder? A zombie has no working folder."""
    if not Path("/proc/self").exists():
        return home.run(home.programs / "pg_ctl", "status", "-D", home.data).returncode == 0
    try:
        if Path(f"/proc/{pid}/comm").read_text().strip() != "postgres":
            return False
        return os.readlink(f"/proc/{pid}/cwd") == str(home.data)
    except PermissionError:  # root without the right to look into others' processes, as in a container
        return home.run("readlink", f"/proc/{pid}/cwd").stdout.strip() == str(home.data)
    except OSError:
        return False


def _pid(home: Home) -> int | None:
    pid, _ = _status(home)
    return pid if pid and _works_here(home, pid) else None


def _answers(home: Home) -> bool:
    pid, state = _status(home)
    return state == "ready" and (home.sockets / SOCKET_NAME).is_socket() and _works_here(home, pid)


def _settled(home: Home) -> bool:
    """Wait for a server that is on its way up or down; True if one answers in the end."""
    until = time.monotonic() + PATIENCE
    while _pid(home) is not None and time.monotonic() < until:
        if _answers(home):
            return True
        if _status(home)[1] == "ready":  # its socket was swept away
            home.run(home.programs / "pg_ctl", "stop", "--wait", "--mode=fast", "-D", home.data)
        time.sleep(0.05)
    # A server of another container that shares this folder has a pid that means nothing here.
    found = home.run(home.programs / "pg_isready", "-q", "-h", home.sockets)
    return found.returncode == 0


# --- steps of a start ------------------------------------------------------------


@contextlib.contextmanager
def _alone(home: Home) -> Iterator[None]:
    """One start or stop at a time; the kernel drops the lock of whoever is killed."""
    home.own(home.folder)
    home.own(home.sockets)
    with (home.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(home: Home) -> None:
    """A new cluster, made beside its place and renamed: only a finished one bears the name."""
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=home.folder))
    if home.as_root:
        os.chown(fresh, home.owner.pw_uid, home.owner.pw_gid)
    made = home.run(
        home.programs / "initdb", "-D", fresh, f"--username={ROLE}", "--encoding=UTF8", "--locale=C",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=peer", "--auth-host=reject",
    )  # fmt: skip
    if made.returncode:
        raise EmbeddedError(f"initdb failed.\n{made.stdout}")
    with (fresh / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)
    (home.folder / "belongs-to").write_text(f"{home.var}\n")
    if not home.folder.is_relative_to(home.var):
        print(f"{home.var} is closed to other users: the embedded database keeps its files in {home.folder}",
              file=sys.stderr)  # fmt: skip
    fresh.rename(home.data)


def _write_access_rules(home: Home) -> None:
    """Who we are on this machine decides, by the kernel's word: no password, and nobody is trusted."""
    (home.data / "pg_hba.conf").write_text("local all all peer map=ippo\n")
    names = {home.owner.pw_name, "root"} if home.as_root else {home.owner.pw_name}
    (home.data / "pg_ident.conf").write_text("".join(f'ippo "{name}" {ROLE}\n' for name in sorted(names)))


def _clear_away(home: Home) -> None:
    """After a kill -9: end backends that were left over, then remove what the dead server left behind."""
    until = time.monotonic() + 10
    while left := [int(p.name) for p in Path("/proc").glob("[0-9]*") if _works_here(home, int(p.name))]:
        if time.monotonic() > until:
            raise EmbeddedError(f"Processes of an earlier PostgreSQL do not end: {left}")
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
    for stale in (
        home.data / "postmaster.pid",
        home.sockets / SOCKET_NAME,
        home.sockets / f"{SOCKET_NAME}.lock",
    ):
        stale.unlink(missing_ok=True)
