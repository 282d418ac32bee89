"""`make run`: up by itself, gone without a trace."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from config.embedded import server
from config.embedded.home import ROLE, Home
from tests.house.conftest import servers_of

pytestmark = pytest.mark.house


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@pytest.fixture
def mark() -> str:
    """A word in the environment by which everything that a supervisor starts is found again."""
    return uuid.uuid4().hex


@pytest.fixture
def supervise(shared_var: Path, mark: str) -> Iterator[Callable[[int], subprocess.Popen]]:
    """Starts what `make run` starts, without the demo's rows (they take a while, and are tested elsewhere)."""
    ours = ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "DJANGO_SETTINGS_MODULE", "IPPO_TEST_VAR")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    started = []

    def start(port: int) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"], start_new_session=True, text=True,
            env=inherited | {"IPPO_VAR": str(shared_var), "PORT": str(port), "DEMO": "0", "IPPO_MARK": mark},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def marked(mark: str) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"IPPO_MARK={mark}".encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def workers(mark: str) -> list[int]:
    return [pid for pid in marked(mark) if b"config.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_until(true: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


@contextmanager
def database_of(var: Path) -> Iterator[psycopg.Connection]:
    where = str(Home.of(var).sockets)
    with psycopg.connect(host=where, port=5432, user=ROLE, dbname="ippo", autocommit=True) as connection:
        yield connection


def wait_for_answer(process: subprocess.Popen, port: int) -> str:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()[0]
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/health/", timeout=60) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail("no answer")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_process_behind(supervise, shared_var, mark, how):
    port = free_port()
    process = supervise(port)
    assert "ok" in wait_for_answer(process, port)
    assert servers_of(shared_var)
    wait_until(lambda: len(workers(mark)) == 1)
    process.send_signal(how)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert servers_of(shared_var) == []
    assert marked(mark) == []


def test_an_interrupt_during_the_start_leaves_no_process_behind(supervise, shared_var, mark):
    process = supervise(free_port())
    until = time.monotonic() + 30
    while not servers_of(shared_var) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert servers_of(shared_var) == []
    assert marked(mark) == []


def test_after_kill_9_the_worker_ends_the_next_run_goes_on_and_still_leaves_nothing(
    supervise, shared_var, mark
):
    port = free_port()
    killed = supervise(port)
    wait_for_answer(killed, port)
    wait_until(lambda: workers(mark))
    killed.kill()
    killed.wait()
    assert server.is_running(shared_var)
    wait_until(lambda: not workers(mark))
    second = supervise(port)
    wait_for_answer(second, port)
    second.send_signal(signal.SIGINT)
    second.communicate(timeout=30)
    assert servers_of(shared_var) == []


def do_a_job(var: Path) -> None:
    """Hand in a small job and wait until a worker did it."""
    task = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
    insert = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, %s) RETURNING id"
    )
    with database_of(var) as database:
        (job,) = database.execute(insert, [task, '{"max_hours": 1000}']).fetchone()
        state = "SELECT status FROM procrastinate_jobs WHERE id = %s"
        wait_until(lambda: database.execute(state, [job]).fetchone() == ("succeeded",))


def test_a_worker_goes_on_after_kill_9_and_after_a_restart_of_the_database(supervise, shared_var, mark):
    port = free_port()
    process = supervise(port)
    wait_for_answer(process, port)
    wait_until(lambda: len(workers(mark)) == 1)
    (killed,) = workers(mark)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: workers(mark) not in ([], [killed]))
    assert len(workers(mark)) == 1
    do_a_job(shared_var)
    server.stop(shared_var)
    server.start(shared_var)
    do_a_job(shared_var)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert marked(mark) == []


def test_the_keys_are_written_once_and_for_nobody_else(supervise, shared_var):
    kept = []
    for _ in range(2):
        port = free_port()
        process = supervise(port)
        wait_for_answer(process, port)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        kept.append((shared_var / "env").read_text())
    assert kept[0] == kept[1]
    assert kept[0].startswith("DEMO=1\nSECRET_KEY=")
    assert stat.S_IMODE((shared_var / "env").stat().st_mode) == 0o600


def test_a_port_in_use_is_one_sentence_and_starts_nothing(supervise, shared_var):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = supervise(taken.getsockname()[1])
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert "PORT=8001 make run" in said
    assert servers_of(shared_var) == []
