"""What tests of pages share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_queries() -> Callable[[Callable[[], HttpResponse]], int]:
    """How many queries a request needs; it has to answer with 200."""

    def count(ask: Callable[[], HttpResponse]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        return len(queries)

    return count
