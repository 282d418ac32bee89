"""How long a reader waits for a page, beside a bare Django page in the same process and run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path

from tests.bench import Report, benchmark, timed

TIMES = 20
OPPORTUNITIES = 20_000
PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PAGES = {
    "/work/": "/work/",
    "/work/, a search": "/work/?q=在宅",
    "/work/, five filters": "/work/?place=home&minutes_max=30&contact_max=1&telephone=no&when=week",
    "/work/, the soonest first": "/work/?sort=soonest",
    "/work/, page 50": "/work/?page=50",
    "/work/, nothing fits": "/work/?q=みつからない言葉&place=home",
    "/": "/",
}


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """As little as Django can answer, through the same middleware."""
    return HttpResponse("<!DOCTYPE html><title>bare</title><p>bare")


urlpatterns = [path("", bare)]


@contextmanager
def demo_database(**sizes: int) -> Iterator[None]:
    """The demo prefecture in a database of its own, gone afterwards; the one in use is not touched."""
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("demo", force=True, stdout=StringIO(), **sizes)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        with override_settings(STORAGES=settings.STORAGES | PLAIN_STATIC, ALLOWED_HOSTS=["testserver"]):
            yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def measure(report: Report, what: str, get: Callable[[], Any]) -> None:
    """One row: the times after a first, uncounted call, and the number of queries."""
    get()
    with CaptureQueriesContext(connection) as queries:
        answer = get()
    count = len(queries)  # the next request clears the list
    if answer.status_code != 200:
        raise RuntimeError(f"{what}: {answer.status_code}")
    report.row(what, seconds=timed(get, TIMES), queries=count)


@benchmark("pages")
def pages(report: Report) -> None:
    client = Client()
    with demo_database(opportunities=OPPORTUNITIES):
        with override_settings(ROOT_URLCONF="tests.bench.pages"):
            measure(report, "a bare Django page", lambda: client.get("/"))
        for what, address in PAGES.items():
            measure(report, f"{what} ({OPPORTUNITIES:,})", lambda address=address: client.get(address))
