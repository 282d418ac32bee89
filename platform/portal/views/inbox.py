"""One's own notices: read on the site, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from realtime.models import InboxEntry
from realtime.notices import words_of

ON_A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """A notice as its reader sees it."""

    public_id: str
    title: str
    text: str
    leads_on: bool
    at: datetime
    unread: bool


def _line(entry: InboxEntry) -> Line:
    title, text, address = words_of(entry)
    return Line(entry.public_id, title, text, bool(address), entry.at, entry.read_at is None)


@never_cache
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The newest first; what was not opened so far is marked in words."""
    mine = InboxEntry.objects.of(request.user)
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [_line(entry) for entry in page.object_list]
    any_unread = mine.unread().exists()
    return render(
        request, "portal/inbox/entries.html", {"page_obj": page, "lines": lines, "any_unread": any_unread}
    )


@never_cache
@require_safe
def open_entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open one's own notice: it counts as read, and one stands on the page that it speaks of."""
    mine = InboxEntry.objects.of(request.user)
    entry = get_object_or_404(mine, public_id=public_id)
    mine.filter(pk=entry.pk).mark_read()
    return redirect(words_of(entry)[2] or "portal:inbox")


@never_cache
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all of one's own notices as read."""
    InboxEntry.objects.of(request.user).mark_read()
    return redirect("portal:inbox")
