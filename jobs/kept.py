"""「気になる」: with an account a row, without one a signed cookie on this device, gone with "leave this page"."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from accounts.models import Participant
from jobs.models import Bookmark, Opportunity

COOKIE = "ippo_kept"
DAYS = 180
MOST = 50


def participant_of(user: Any) -> Participant | None:
    """The participant who is signed in, if it is one; a family member looks at work like everybody else."""
    if not user.is_authenticated:
        return None
    return Participant.objects.persons().filter(user=user).first()


def on_this_device(request: HttpRequest) -> list[str]:
    """The public ids that this device keeps, the newest first; what was tampered with is nothing."""
    try:
        value = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    except BadSignature:
        return []
    return [one for one in (value or "").split(".") if one][:MOST]


def remember(response: HttpResponse, ids: list[str]) -> None:
    """Write the list of this device, or remove it when it is empty."""
    if not ids:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_signed_cookie(
        COOKIE,
        ".".join(ids[:MOST]),
        salt=COOKIE,
        max_age=DAYS * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def is_kept(request: HttpRequest, participant: Participant | None, opportunity: Opportunity) -> bool:
    """Whether the reader keeps this work."""
    if participant:
        return Bookmark.objects.filter(participant=participant, opportunity=opportunity).exists()
    return opportunity.public_id in on_this_device(request)


def kept_work(request: HttpRequest, participant: Participant | None) -> list[Opportunity]:
    """What the reader keeps and is still offered, the newest first."""
    offered = Opportunity.objects.published()
    if participant:
        kept = Bookmark.objects.filter(participant=participant).order_by("-at", "-pk")
        keys = list(kept.values_list("opportunity", flat=True)[:200])
        found = offered.filter(pk__in=keys).for_cards().in_bulk()
        return [found[key] for key in keys if key in found]
    ids = on_this_device(request)
    by_id = {row.public_id: row for row in offered.filter(public_id__in=ids).for_cards()}
    return [by_id[one] for one in ids if one in by_id]
