"""Schemathesis: requests that the document allows, and some that it forbids, from each kind of caller.

Nothing is answered with 500, nothing that the document does not name, nothing in another form than it says.
Half of the addresses name rows that exist. Each request is undone before the next.
"""

from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from zeal import zeal_ignore

from accounts.models import ApiToken
from accounts.workflow.tokens import issue_token
from tests import factories as make
from tests.permissions.rows_desk_matching import placement, suggestion

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
CALLERS = ["", "hana", "saito", "kido", "abe", "oto", "ono", "eto"]
EXAMPLES = 3
"""For each operation and way of making requests; each is asked by every caller."""


def headers_of(cast, caller):
    if not caller:
        return {}
    person = getattr(cast, caller)
    secret = issue_token(getattr(person, "user", person), name="any", scopes=ApiToken.Scope.values)[1]
    return {"Authorization": f"Bearer {secret}"}


def rows_by_resource(cast):
    """Public ids that exist, by the resource whose address they stand in."""
    placement(cast)
    garden = make.ApplicationFactory(opportunity=cast.garden, participant=cast.hana, body=cast.oita)
    return {
        "opportunities": [cast.shelves.public_id, cast.draft.public_id],
        "applications": [cast.hana_at_shelves.public_id, garden.public_id],
        "placements": [cast.hana_at_shelves.placement.public_id],
        "suggestions": [suggestion(cast).public_id],
        "participants": [cast.hana.public_id, cast.ren.public_id],
    }


@pytest.fixture
def _one_connection():
    """The site asks in the transaction of the test: it must not close its connection, as servers do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.django_db
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_any_request_is_answered_as_the_document_says(cast, mode, settings):
    settings.API_RATE = "1000000/min"
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application())
    callers, known = [headers_of(cast, caller) for caller in CALLERS], rows_by_resource(cast)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 35
    statuses = Counter()
    for operation in operations:
        statuses += ask(operation, mode, callers, known[operation.path.split("/")[3]])
    wanted = {200, 201, 204} if mode is GenerationMode.POSITIVE else {400}
    assert sum(statuses[status] for status in wanted) > 50, statuses


def ask(operation, mode, callers, ids):
    """The statuses of the answers."""
    statuses = Counter()

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), public_id=st.sampled_from([*ids, None]))
    def any_request(case, public_id):
        if public_id is not None and "public_id" in (case.path_parameters or {}):
            case.path_parameters["public_id"] = public_id
        for headers in callers:
            with zeal_ignore(), transaction.atomic():
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS)
            statuses[response.status_code] += 1

    any_request()
    return statuses
