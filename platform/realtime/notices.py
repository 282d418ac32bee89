"""The registry of notices: one class per message that a room can send."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.urls import NoReverseMatch, reverse

from accounts.models import Participant, Preferences, User
from accounts.reaching import way_to
from realtime.models import InboxEntry

CATALOGUE: dict[str, type["Notice"]] = {}


class Notice:
    """A message. Subclasses say its words; `{placeholders}` are filled from what was sent with it.

    Words are neutral: whoever looks over a shoulder learns no more than that there is news.
    """

    kind: ClassVar[str]
    """Unique name, "room.what_happened"."""
    title: ClassVar[Any]
    text: ClassVar[Any] = ""
    route: ClassVar[str] = ""
    """Name of the page that the notice leads to; `target` holds its arguments."""
    wish: ClassVar[Any] = ""
    """When it comes, for the page where one switches it off; empty where it must reach its reader."""
    readers: ClassVar[str] = ""
    """Who gets it and may switch it off: "participant", "desk", "office", "company"."""

    def __init_subclass__(cls) -> None:
        if cls.kind in CATALOGUE:
            raise ValueError(f"Two notices are called {cls.kind}.")
        CATALOGUE[cls.kind] = cls

    @classmethod
    def send(cls, to: Iterable[User], *, target: dict[str, str] | None = None, **params: str) -> None:
        """Write the notice into the inboxes, inside the caller's transaction; nobody gets it twice, or unwished."""
        found = {user.pk: user for user in to if way_to(user, Participant.Channel.SITE)}
        if cls.wish:
            muted = Preferences.objects.filter(user__in=found, muted__contains=[cls.kind])
            for key in muted.values_list("user", flat=True):
                found.pop(key)
        people = found.values()
        InboxEntry.objects.bulk_create(
            InboxEntry(recipient=user, kind=cls.kind, params=params, target=target or {}) for user in people
        )


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def words_of(entry: InboxEntry) -> tuple[str, str, str]:
    """Title, text and address of an entry in the active language; a kind that is gone reads as empty."""
    kind = CATALOGUE.get(entry.kind)
    if kind is None:
        return "", "", ""
    params = _Words(entry.params)
    try:
        address = reverse(kind.route, kwargs=entry.target) if kind.route else ""
    except NoReverseMatch:
        address = ""
    return str(kind.title).format_map(params), str(kind.text).format_map(params), address
