"""Signing in with a browser, and ending what is open in others."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import signals
from accounts.models import Browser, User

AT_MOST = 50
"""Browsers of one person that are remembered: whoever leaves by the quick way out comes back as a new one."""


@transaction.atomic
def sign_in_with(
    user: User, *, key: str, session_key: str, family: str = "", system: str = "", network: str | None = None
) -> Browser:
    """Somebody signed in; from a browser not seen before, they hear of it unless it is their first."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    others = Browser.objects.of(user).exclude(key=key).exists()
    row, new = Browser.objects.get_or_create(user=user, key=key)
    if row.session_key not in ("", session_key):
        _close(row.session_key)
    row.family, row.system, row.network = family, system, network
    row.session_key, row.last_seen_at = session_key, timezone.now()
    row.save(update_fields=["family", "system", "network", "session_key", "last_seen_at"])
    kept = Browser.objects.of(user)[:AT_MOST]
    Browser.objects.of(user).exclude(pk__in=kept.values("pk")).delete()
    if new and others:
        signals.signed_in_from_new_device.send(Browser, browser=row)
    return row


def see_again(public_id: str, *, session_key: str, at: datetime) -> None:
    """The browser is still in use, perhaps under a new session key."""
    Browser.objects.filter(public_id=public_id).update(session_key=session_key, last_seen_at=at)


@transaction.atomic
def end_session(browser: Browser) -> None:
    """Whoever is signed in with this browser is asked to sign in again there; it stays known."""
    row = Browser.objects.select_for_update(of=("self",)).get(pk=browser.pk)
    if row.session_key:
        _close(row.session_key)
    row.session_key = ""
    row.save(update_fields=["session_key"])


@transaction.atomic
def end_all_sessions(user: User) -> User:
    """Every session of the account ends, known or not; answers the user, whose own session can be kept alive.

    Sessions carry a hash of the account's secrets. The number that goes into it is moved on, so that none of
    them fits any more, wherever it was opened.
    """
    row = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    row.sessions_ended += 1
    row.save(update_fields=["sessions_ended"])
    Browser.objects.of(row).update(session_key="")
    return row


def _close(session_key: str) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore(session_key).delete()
