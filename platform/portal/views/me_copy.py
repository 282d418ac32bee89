"""My record to take along: as a paper to read, or as a file for another program."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.export import as_json, as_pdf, own_copy
from accounts.models import Participant
from portal.views.me_guard import OwnRequest, for_participants


@require_safe
@for_participants
def page(request: OwnRequest, participant: Participant) -> HttpResponse:
    """What is in the copy, what is not, and the two ways to take it."""
    return render(request, "portal/me/copy.html")


@require_safe
@for_participants
def paper(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The PDF, under a name that says nothing."""
    return _file(as_pdf(own_copy(participant)), "application/pdf", "ippo.pdf")


@require_safe
@for_participants
def data(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The JSON (docs/export.md)."""
    text = json.dumps(as_json(own_copy(participant)), ensure_ascii=False, indent=1)
    return _file(text.encode(), "application/json", "ippo.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
