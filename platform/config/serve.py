"""`make run`: everything from an empty folder to a page in the browser, and back to nothing on Ctrl-C."""

import contextlib
import os
import secrets
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import Fernet

from config import worker
from config.embedded import server as database
from config.embedded.home import EmbeddedError

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    port = int(os.environ.get("PORT") or 8000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    os.umask(0o022)
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    # The web server takes over the first two while it runs; a closed terminal means the same.
    signal.signal(signal.SIGHUP, lambda number, frame: signal.raise_signal(signal.SIGINT))
    with _listening_socket(port) as listening, contextlib.suppress(KeyboardInterrupt):
        write_environment(Path(os.environ.get("IPPO_VAR") or ROOT / "var").resolve())
        try:
            with _database():
                prepare()
                with worker.supervised():
                    _serve(listening, port)
        except EmbeddedError as problem:
            sys.exit(str(problem))


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _listening_socket(port: int) -> Iterator[socket.socket]:
    """Hold the port before anything is started."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(0)  # from here on nobody else gets it
    except (OSError, OverflowError):
        sys.exit(f"Port {port} is in use or not allowed. Choose another: PORT=8001 make run")
    with listening:
        yield listening


def write_environment(var: Path) -> None:
    """Fresh keys in `var/env`, once; nobody else may read them."""
    var.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(var / "env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(
                "DEMO=1\n"
                f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
                f"FIELD_ENCRYPTION_KEYS={Fernet.generate_key().decode()}\n"
            )


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """The embedded server runs as long as we do; one that was there before goes on while others use it."""
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"] != "config.embedded":
        yield
        return
    var = settings.VAR
    found = database.is_running(var)
    try:
        # Ctrl-C waits until it is clear whether there is something to stop.
        signal.pthread_sigmask(signal.SIG_BLOCK, worker.STOPPING)
        database.start(var)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, worker.STOPPING)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, worker.STOPPING)
        if not (found and _others_are_connected()):
            database.stop(var)


def _others_are_connected() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0] > 0
    connection.close()
    return others


def prepare() -> None:
    """Translations, tables, the demo (once) and static files, in the order in which they need each other."""
    from config.catalogues import compile_stale

    compile_stale()
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if settings.DEMO and not _demo_is_loaded():
        print("Loading the demo prefecture …", flush=True)
        call_command("demo")
    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()


def _demo_is_loaded() -> bool:
    from django.contrib.auth import get_user_model

    from config.demo.accounts import ACCOUNTS

    return get_user_model().objects.filter(email=ACCOUNTS[0].email).exists()


def announce(port: int) -> None:
    from django.conf import settings

    print(f"\nIppo answers on http://localhost:{port}  (Ctrl-C stops it)", flush=True)
    if settings.DEMO:
        from accounts.entry_codes import as_shown
        from config.demo.accounts import ACCOUNTS, BY_CODE, entry_code, password

        print(f"\nDemo accounts, password {password()}:")
        for account in ACCOUNTS:
            print(f"  {account.email:<27} {account.role_ja}  {account.role_en}", flush=True)
        print(
            f"  {BY_CODE} + {as_shown(entry_code())}  参加者（アドレスなし、/accounts/code/）  Participant by code"
        )


def _serve(listening: socket.socket, port: int) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            announce(port)  # not before somebody is there to answer

    settings = uvicorn.Config(
        "config.asgi:application",
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        proxy_headers=False,  # Django believes them, and only with BEHIND_PROXY=1
        timeout_graceful_shutdown=5,
    )
    Server(settings).run(sockets=[listening])


if __name__ == "__main__":
    main()
