"""Problem documents (RFC 9457): what went wrong, for programs and for the people who write them.

{"type": "urn:ippo:invalid", "title": "Bad Request", "status": 400,
 "detail": "…", "errors": [{"field": "starts_on", "detail": "…"}]}
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.db import DataError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from foundation.moves import Refused

MEDIA_TYPE = "application/problem+json"

KINDS = {
    400: "urn:ippo:invalid",
    401: "urn:ippo:who-are-you",
    403: "urn:ippo:not-yours-to-change",
    404: "urn:ippo:not-found",
    409: "urn:ippo:refused",
    429: "urn:ippo:slow-down",
}


class Conflict(exceptions.APIException):
    """What was asked does not fit the state of things; nothing was changed."""

    status_code = 409
    default_code = "refused"


def document(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The problem as a dictionary; `errors` name the fields that it is about."""
    found: dict[str, Any] = {
        "type": KINDS.get(status, "about:blank"),
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        found["errors"] = errors
    return found


def problem_page(status: int, detail: str) -> JsonResponse:
    """The problem as an answer of plain Django, where no API view was reached."""
    return JsonResponse(document(status, detail), status=status, content_type=MEDIA_TYPE)


def wants_problem(request: HttpRequest) -> bool:
    """Whether this address is the API's, whose callers read no pages."""
    return request.path_info.startswith("/api/")


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's `EXCEPTION_HANDLER`: every refusal becomes a problem document, other errors stay errors."""
    answer = exception_handler(_as_api_error(error), context)
    if answer is None:
        return None
    detail, errors = _read(answer.data)
    answer.data = document(answer.status_code, detail, errors)
    answer.content_type = MEDIA_TYPE
    return answer


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, Refused):
        at_fields = error.at_fields()
        return Conflict({"detail": str(error)} | at_fields if at_fields else str(error))
    if isinstance(error, ModelError):
        return exceptions.ValidationError(getattr(error, "message_dict", None) or error.messages)
    if isinstance(error, DataError | UnicodeEncodeError):
        return exceptions.ParseError(_("この文字は使えません。"))
    if isinstance(error, Http404):
        return exceptions.NotFound()
    return error


def _read(data: Any) -> tuple[str, list[dict[str, str]]]:
    if isinstance(data, dict) and "detail" in data:
        errors = [error for name, value in data.items() if name != "detail" for error in _at(name, value)]
        return str(_first(data["detail"])), errors
    return _("送られた内容に、直すところがあります。"), list(_at("", data))


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _at(name: str, value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        for inner, more in value.items():
            yield from _at(f"{name}.{inner}" if name else str(inner), more)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _at(f"{name}.{place}" if isinstance(one, dict) else name, one)
    else:
        yield {"field": "" if name in ("non_field_errors", "__all__") else name, "detail": str(value)}
