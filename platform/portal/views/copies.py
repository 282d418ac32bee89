"""A copy of a record as a file to take; its name says nothing, and it is stored nowhere."""

import json

from django.http import HttpResponse

from accounts.export import Copy, as_json, as_pdf


def paper(copy: Copy) -> HttpResponse:
    """The PDF, in the language of the page."""
    return _file(as_pdf(copy), "application/pdf", "ippo.pdf")


def data(copy: Copy) -> HttpResponse:
    """The JSON (docs/export.md)."""
    text = json.dumps(as_json(copy), ensure_ascii=False, indent=1)
    return _file(text.encode(), "application/json", "ippo.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
