"""The permission table, asked over HTTP: every address × everybody of the cast."""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from zeal import zeal_ignore

from tests.cast import Cast
from tests.permissions.table import EVERYBODY, Row

HERE = Path(__file__).parent
ROWS: list[Row] = [
    row
    for file in sorted(HERE.glob("rows_*.py"))
    for row in importlib.import_module(f"tests.permissions.{file.stem}").ROWS
]
LOGIN = "/accounts/login/"
NOT_HERE = {
    "demo_mail", "api:nowhere", "line_login", "line_callback", "openid_connect_login", "openid_connect_callback",
    "account_invitation",
}  # fmt: skip
"""Public, and not found in an installation like that of the tests: said so also to whoever is signed out."""


def _user(cast: Cast, actor: str) -> Any:
    person = getattr(cast, actor)
    return getattr(person, "user", person)


def _ask(row: Row, cast: Cast, actor: str) -> Any:
    client = Client(raise_request_exception=True)
    if actor != "anonymous":
        client.force_login(_user(cast, actor))
    values = {key: value(cast) if callable(value) else value for key, value in row.kwargs.items()}
    address = reverse(row.name, kwargs=values)
    if row.post is None:
        return client.get(address)
    said = row.post(cast) if callable(row.post) else row.post
    if row.name.startswith("api:"):
        return client.post(address, said, content_type="application/json")
    return client.post(address, said)


def _verdict(response: Any) -> str:
    if response.status_code in (301, 302, 303):
        return "log in" if response["Location"].startswith(LOGIN) else "ok"
    said = {200: "ok", 201: "ok", 204: "ok", 401: "log in", 403: "refused", 404: "404"}
    return said.get(response.status_code, str(response.status_code))


def _expected(row: Row, actor: str) -> str:
    if actor in row.ok:
        return "ok"
    if actor in row.refused:
        return "refused"
    return "log in" if actor == "anonymous" else "404"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(row: Row, cast: Cast) -> None:
    if row.prepare is not None:
        row.prepare(cast)
    wrong = {}
    for actor in EVERYBODY.split():
        with zeal_ignore(), transaction.atomic():  # one request each, but one context for all
            got = _verdict(_ask(row, cast, actor))
            transaction.set_rollback(True)
        expected = _expected(row, actor)
        if row.name in NOT_HERE and actor == "anonymous" and not row.ok:
            expected = "404"
        if got != expected:
            wrong[actor] = f"{got} instead of {expected}"
    assert not wrong


_WRITTEN = {row.name for row in ROWS if row.post is not None}
_ONLY_READ = [row for row in ROWS if row.post is None and row.name not in _WRITTEN]


@pytest.mark.parametrize("row", _ONLY_READ, ids=str)
def test_where_the_table_knows_no_post_it_opens_nothing_more(row: Row, cast: Cast) -> None:
    """Whoever may not read a page gets nowhere by posting to it."""
    if row.prepare is not None:
        row.prepare(cast)
    posted = replace(row, post={})
    let_in = []
    for actor in sorted(set(EVERYBODY.split()) - row.ok):
        with zeal_ignore(), transaction.atomic():
            if _verdict(_ask(posted, cast, actor)) == "ok":
                let_in.append(actor)
            transaction.set_rollback(True)
    assert not let_in


def _names(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}{pattern.pattern}"


def test_every_address_has_a_row() -> None:
    addresses = {name for name in _names(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert addresses - {row.name for row in ROWS} == set()


def test_no_row_speaks_of_an_address_that_is_gone() -> None:
    assert {row.name for row in ROWS} <= set(_names(get_resolver().url_patterns))


@pytest.mark.parametrize("actor", EVERYBODY.split())
def test_only_the_operator_sees_the_admin(actor: str, cast: Cast) -> None:
    client = Client()
    if actor != "anonymous":
        client.force_login(_user(cast, actor))
    assert (client.get(reverse("admin:index")).status_code == 200) is (actor == "operator")
