"""When something went wrong: what happened, what is safe, what to do next, where to call now; in both languages."""

import pytest
from django.test import Client

from tests.reading import japanese_in

pytestmark = pytest.mark.urls("tests.config.urls_that_break")


def _page(client: Client, path: str, status: int) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("nowhere/", 404), ("forbids/", 403)])
def test_an_error_page_is_kind_in_both_languages(visitor, path, status):
    japanese = _page(visitor, f"/{path}", status)
    assert "困ったとき" in japanese
    assert "0120-279-338" in japanese
    english = _page(visitor, f"/en/{path}", status)
    assert "Whom to ask" in english
    assert "0120-279-338" in english
    assert not japanese_in(english)


@pytest.mark.parametrize("path", ["/breaks/", "/en/breaks/"])
def test_a_breakdown_is_told_without_touching_the_database(visitor, path, caplog):
    """No database mark: a query here would fail the test."""
    page = _page(visitor, path, 500)
    assert "0120-279-338" in page
    assert ("Whom to ask" in page) == path.startswith("/en/")
    assert "on purpose" not in page


@pytest.mark.django_db
def test_a_form_that_came_too_late_says_that_nothing_was_changed():
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/accounts/login/", {"login": "hana@test.example"})
    assert answer.status_code == 403
    assert "何も変わっていません" in answer.content.decode()
    answer = visitor.post("/en/accounts/login/", {"login": "hana@test.example"})
    assert not japanese_in(answer.content.decode())
