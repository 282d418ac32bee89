"""Who comes to the desk, and how its pages fetch a record: through access, or not at all."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts import perms as people
from accounts.fields import shown_to
from accounts.models import BreakGlass, Participant, User
from casework import perms

READ_ONLY = ("GET", "HEAD")
View = Callable[..., HttpResponse]
BEHIND_GLASS = frozenset({"desk_participant", "desk_wishes", "desk_contact", "desk_safety_plan", "desk_team"})
"""The pages that a reader with a reason has: what helps in an emergency, and whom to call."""

ABOUT_WORK = frozenset({"desk_wishes", "desk_work", "desk_suggestions"})


class StaffRequest(HttpRequest):
    """A request behind `desk_page`: somebody is signed in."""

    user: User


def desk_page(view: View) -> View:
    """For support workers, peer supporters and managers of a body; there is no such page for others."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not people.is_support_worker(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def records_open_to(user: User) -> QuerySet[Participant]:
    """Records that the user opens as staff; their own, where they have one, is at /me/."""
    return Participant.objects.visible_to(user).exclude(user=user)


def record_or_404(request: StaffRequest, public_id: str) -> Participant:
    """The participant whose record the user may open."""
    rows = records_open_to(request.user).select_related("desk", "municipality", "wishes", "user")
    return as_shown_to(request.user, get_object_or_404(rows, public_id=public_id))


def person_or_404(request: StaffRequest, public_id: str) -> Participant:
    """The same for the pages about work: a family member has none."""
    person = record_or_404(request, public_id)
    if person.is_family:
        raise Http404
    return person


def record_to_read(request: StaffRequest, public_id: str) -> Participant:
    """The same for the pages that show a record: also who wrote a reason reads it for a while, and sends nothing."""
    rows = Participant.objects.readable_by(request.user).exclude(user=request.user)
    rows = rows.select_related("desk", "municipality", "wishes", "user")
    person = get_object_or_404(rows, public_id=public_id)
    if request.method not in READ_ONLY and not people.can_open_record(request.user, person):
        raise PermissionDenied
    return as_shown_to(request.user, person)


def as_shown_to(user: User, person: Participant) -> Participant:
    """The person as the user may read them (`accounts.fields`)."""
    (shown,) = shown_to(user, [person])
    return shown


def record_context(request: StaffRequest, participant: Participant, current: str) -> dict[str, Any]:
    """What every page of a record needs: the person as the user may read them, the tabs, whether they may write."""
    can_write = perms.can_write(request.user, participant)
    glass = None if can_write else _glass(request.user, participant)
    return {
        "participant": as_shown_to(request.user, copy(participant)),
        "tabs": _tabs(participant, current, BEHIND_GLASS if glass else None),
        "can_write": can_write,
        "glass": glass,
        "ends_with_alarm": glass is not None and not _at_desk_of(request.user, participant),
    }


def _at_desk_of(user: User, participant: Participant) -> bool:
    return Participant.objects.at_desk_of(user).filter(pk=participant.pk).exists()


def _glass(user: User, participant: Participant) -> BreakGlass | None:
    """By which reason the user reads a record that is not open to them otherwise."""
    opened = BreakGlass.objects.open_for(user).filter(participant=participant).order_by("-until").first()
    return opened if opened and not people.can_open_record(user, participant) else None


def _tabs(participant: Participant, current: str, only: frozenset[str] | None) -> list[dict[str, Any]]:
    pages = [
        ("desk_participant", _("記録")),
        ("desk_wishes", _("希望とできること")),
        ("desk_work", _("仕事")),
        ("desk_suggestions", _("候補")),
        ("desk_talk", _("会話")),
        ("desk_contact", _("連絡先")),
        ("desk_safety_plan", _("安全の計画")),
        ("desk_team", _("チーム")),
        ("desk_family", _("ご家族")),
        ("desk_consents", _("同意と閲覧の記録")),
    ]
    tabs = []
    for name, label in pages:
        if (only is not None and name not in only) or (participant.is_family and name in ABOUT_WORK):
            continue
        try:
            url = reverse(f"portal:{name}", kwargs={"public_id": participant.public_id})
        except NoReverseMatch:
            continue
        tabs.append({"label": label, "url": url, "current": name == current})
    return tabs


def steps_taken(moves: QuerySet[Any], states: type[TextChoices]) -> list[dict[str, Any]]:
    """Recorded moves, newest first, with the words of the state they led to."""
    return [
        {"at": move.at, "label": states(move.after).label, "comment": move.comment, "by": move.by}
        for move in moves.select_related("by").order_by("-at", "-pk")
    ]
