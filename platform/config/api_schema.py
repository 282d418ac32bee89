"""The OpenAPI document: only `/api/v1/`, with the problem documents that every call can answer."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from config.api_examples import example_of

PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
    "example": {
        "type": "urn:ippo:refused",
        "title": "Conflict",
        "status": 409,
        "detail": "始まる日は、今日から後の日にしてください。",
        "errors": [{"field": "starts_on", "detail": "始まる日は、今日から後の日にしてください。"}],
    },
}
WRITES = ("post", "put", "patch", "delete")
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": 200, "minLength": 1, "pattern": "^[!-~]+$"},
    "description": "Sent again with the same key within 24 hours, the request is answered and not done again.",
}
REFUSALS = {
    "400": "What was sent cannot be read; `errors` name the fields.",
    "401": "No key, or one that is not usable.",
    "403": "Visible, but not yours to change; or beyond the scope of the key.",
    "404": "Not there, or not for you to see.",
    "406": "Only application/json is spoken.",
    "409": "Not possible now; nothing was changed.",
    "415": "Send application/json.",
    "422": "This Idempotency-Key was used for another request.",
    "429": "Too many requests; `Retry-After` says when.",
}


class BearerTokenScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.api.access.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "ippo_…"}


def only_resources(endpoints: list[Any]) -> list[Any]:
    """The document lists `/api/v1/` alone."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


def name_problems(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Every operation says how it refuses, and every write that it takes an Idempotency-Key."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for method, operation in path.items():
            for status, words in REFUSALS.items():
                if status in ("409", "415", "422") and method not in WRITES:
                    continue
                operation["responses"].setdefault(status, {"description": words, "content": content})
            if method in WRITES:
                operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
                operation["responses"].setdefault("204", {"description": "Done, and now out of your sight."})
    return result


def show_examples(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Every operation shows what is sent and what comes back."""
    for path, operations in result["paths"].items():
        step = path.rstrip("/").rpartition("/")[2]
        for operation in operations.values():
            bodies = [operation.get("requestBody", {})]
            bodies += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
            for body in bodies:
                for content in body.get("content", {}).values():
                    content["example"] = example_of(content["schema"], step)
    return result
