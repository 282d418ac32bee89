"""The worker next to the web server of `make run`: begun again whatever it ends with, and never left behind.

`python -m config.worker` is that worker. It ends with whoever holds the other end of its standard input, also
where that one was killed and could not say so.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

STOPPING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PAUSES = (0.5, 1, 2, 5, 10, 30)
"""Seconds before the worker is begun again; one that lasted a minute begins at the first."""
PATIENCE = 15.0
"""Seconds between asking it to stop and killing it."""


class Supervisor:
    """Keeps one worker running. One thread begins and ends them, so there are never two."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_one, name="worker supervisor")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _keep_one(self) -> None:
        # A signal to everybody is the main thread's to handle; what we start lifts this for itself.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        failures = 0
        while not self._over.is_set():
            began = time.monotonic()
            with _worker() as process:
                while process.poll() is None and not self._over.is_set():
                    self._over.wait(0.2)
            if self._over.is_set():
                return
            failures = 0 if time.monotonic() - began > 60 else failures
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            print(f"The background worker ended ({process.returncode}); it begins again.", flush=True)
            failures += 1
            self._over.wait(pause)


@contextlib.contextmanager
def _worker() -> Iterator[subprocess.Popen]:
    """A worker in a session of its own: Ctrl-C in the terminal is for whoever started it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "config.worker"], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def supervised() -> Iterator[None]:
    """A worker runs as long as this lasts."""
    supervisor = Supervisor()
    try:
        supervisor.start()
        yield
    finally:
        supervisor.stop()


def _end_with_starter() -> None:
    """The other end of standard input closes when it stops us, and when it is no more."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def main() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    threading.Thread(target=_end_with_starter, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", "procrastinate", "worker"])


if __name__ == "__main__":
    main()
