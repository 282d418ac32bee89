"""Somebody ends at this desk; and, at the next one, what they let its team read of before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import perms as people
from accounts import workflow
from accounts.export import in_words, team_copy
from accounts.fields import readers_of
from accounts.models import DeskChange
from accounts.reads import EARLIER_RECORD
from foundation.moves import Refused
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, public_id: str) -> HttpResponse:
    """As the person wishes; nobody asks where they go."""
    person = record_or_404(request, public_id)
    if not people.can_accompany(request.user, person):
        raise PermissionDenied
    context = record_context(request, person, "desk_participant")
    if request.method == "POST":
        try:
            workflow.end_here(person, by=request.user)
        except Refused as refused:
            context["refused"] = str(refused)
        else:
            messages.success(request, _("ここまでで終了、と記録しました。"))
            return redirect("portal:desk")
    return render(request, "portal/desk/end.html", context)


@desk_page
@never_cache
@require_safe
def earlier(request: StaffRequest, public_id: str) -> HttpResponse:
    """What another desk kept, in plain words and only to read, while the person says yes to it."""
    person = record_or_404(request, public_id)
    change = get_object_or_404(DeskChange.objects.shared().select_related("left"), began=person)
    workflow.log_access(person, by=request.user, what=EARLIER_RECORD)
    readers = readers_of(request.user, [person])[person.pk]
    parts = [part for part in in_words(team_copy(change.left, readers)) if part["rows"]]
    context = record_context(request, person, "desk_participant") | {"parts": parts, "change": change}
    return render(request, "portal/desk/earlier.html", context)
