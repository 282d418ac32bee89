"""The OpenAPI document: complete, without a warning, and with examples that fit what it says."""

import json

import pytest
from django.core.management import call_command
from jsonschema import Draft4Validator

from config.api_examples import AFTERWARDS, EXAMPLES


@pytest.fixture(scope="module")
def document(tmp_path_factory, django_db_setup, django_db_blocker):
    file = tmp_path_factory.mktemp("api") / "schema.json"
    with django_db_blocker.unblock():
        call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=str(file))
    return json.loads(file.read_text())


def operations(document):
    return [
        (f"{method} {path}", operation)
        for path, methods in document["paths"].items() for method, operation in methods.items()
    ]  # fmt: skip


def contents(operation):
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    bodies = [operation.get("requestBody", {}), *answers]
    return [content for body in bodies for content in body.get("content", {}).values()]


def fits(document, schema, example) -> list[str]:
    whole = {"components": document["components"], "allOf": [_with_null(schema)]}
    whole = json.loads(json.dumps(whole), object_hook=_with_null)
    return [error.message for error in Draft4Validator(whole).iter_errors(example)]


def _with_null(schema):
    """OpenAPI 3.0 says nullable where JSON schema says another type."""
    if schema.get("nullable") is not True:
        return schema
    return {"anyOf": [{"enum": [None]}, {key: value for key, value in schema.items() if key != "nullable"}]}


def test_every_operation_has_an_example_that_fits(document):
    wrong = {}
    for name, operation in operations(document):
        found = contents(operation)
        assert found, name
        for content in found:
            errors = fits(document, content["schema"], content["example"])
            if errors:
                wrong[name] = errors
    assert not wrong


def test_every_operation_says_in_words_what_it_does(document):
    assert not [name for name, operation in operations(document) if not operation.get("description")]


def test_no_example_is_left_over(document):
    text = json.dumps(
        [content["schema"] for _name, operation in operations(document) for content in contents(operation)]
    )
    assert not [
        name for name in EXAMPLES if f"/{name}" not in text.replace("Paginated", "/").replace("List", "")
    ]
    steps = {path.rstrip("/").rpartition("/")[2] for path in document["paths"]}
    assert set(AFTERWARDS) <= steps


def test_an_example_that_does_not_fit_is_noticed(document):
    schema = {"$ref": "#/components/schemas/ParticipantInShort"}
    assert not fits(document, schema, EXAMPLES["ParticipantInShort"])
    assert fits(document, schema, EXAMPLES["ParticipantInShort"] | {"nickname": 3})
    assert fits(document, schema, {})
