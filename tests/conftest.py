"""What every test can use. People come from `tests.cast`, rows from `tests.factories`.

Kinds of tests: plain; `@pytest.mark.django_db` (rolled back); `@pytest.mark.django_db(transaction=True)`
(really commits; the rows that migrations loaded are put back, see `tests.reference_rows`); browser (see
`tests.browser`). A request that asks the database again and again for one relation fails (django-zeal).
"""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from tests import machine
from tests.cast import Cast, assemble
from tests.reference_rows import ReferenceRows

pytest_plugins = ["tests.browser", "tests.redis_server"]


def pytest_configure(config: pytest.Config) -> None:
    """Tests see the translations as they stand in the .po files."""
    from config.catalogues import compile_stale

    if not hasattr(config, "workerinput"):
        compile_stale()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where the machine lacks something, tests that need it are set aside and named at the end."""
    for item in items:
        if "open_page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if "redis" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.redis)
    marks = machine.marks_set_aside()
    aside = [item for item in items if any(item.get_closest_marker(mark) for mark in marks)]
    if aside:
        items[:] = [item for item in items if item not in aside]
        config.hook.pytest_deselected(items=aside)


def pytest_terminal_summary(terminalreporter) -> None:
    if missing := set(machine.missing().values()):
        terminalreporter.section("NOT RUN")
        for what in sorted(missing):
            terminalreporter.write_line(f"NOT RUN: {what}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may be left out."""
    if os.environ.get("CI") == "true" and machine.missing() and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker
) -> None:
    """The cluster under `var/test` need not survive a power cut: twice as fast."""
    if connection.settings_dict["ENGINE"] == "config.embedded":
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET fsync = off")
            cursor.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        ReferenceRows().replace_flush()


@pytest.fixture(autouse=True)
def _private_folders(settings, tmp_path) -> None:
    """Files that a test stores or sends go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """No test inherits another one's count of attempts."""
    cache.clear()


@pytest.fixture
def cast(db) -> Cast:
    """The recurring people (tests/cast.py)."""
    return assemble()


@pytest.fixture(autouse=True)
def _japanese_first() -> Iterator[None]:
    """A request in English leaves its language behind; the next test begins in Japanese again."""
    with translation.override("ja"):
        yield
