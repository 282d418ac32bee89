"""The door of the participant's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import Participant, User


class OwnRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


def for_participants(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever has a record of their own gets in, with it; for others the page is not there.

    Nothing of these pages stays on a device: a shared computer does not tell.
    """

    @never_cache
    @wraps(view)
    def inner(request: OwnRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = Participant.objects.filter(user=request.user)
        participant = mine.select_related("desk__municipality", "desk__prefecture").first()
        if participant is None:
            raise Http404
        return view(request, participant, *args, **kwargs)

    return inner


def for_persons(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pages about work are for those who may look for some; a family member comes for advice."""

    @wraps(view)
    def inner(request: OwnRequest, participant: Participant, *args: Any, **kwargs: Any) -> HttpResponse:
        if participant.is_family:
            raise Http404
        return view(request, participant, *args, **kwargs)

    return for_participants(inner)
