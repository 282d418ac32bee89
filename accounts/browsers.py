"""Which browser this is: a random mark in a cookie, what its name says, and roughly from where.

Neither the name that a browser sends nor a whole address is stored.
"""

import hashlib
import ipaddress
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from accounts import workflow
from accounts.models import Browser, User

SESSION = "browser"
COOKIE = "browser"
AGE = 60 * 60 * 24 * 365
_MARK = re.compile(r"[A-Za-z0-9_-]{43}")
_FAMILIES = (
    ("line", r"\bLine/"), ("edge", r"\bEdgi?O?S?A?/"), ("firefox", r"\b(Firefox|FxiOS)/"),
    ("samsung", r"\bSamsungBrowser/"), ("chrome", r"\b(Chrome|CriOS)/"), ("safari", r"\bSafari/"),
)  # fmt: skip
_SYSTEMS = (
    ("iphone", r"\b(iPhone|iPod)\b"), ("ipad", r"\biPad\b"), ("android", r"\bAndroid\b"),
    ("windows", r"\bWindows\b"), ("mac", r"\bMac OS X\b"), ("chromeos", r"\bCrOS\b"), ("linux", r"\bLinux\b"),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What a request shows of its browser."""

    family: str
    system: str
    network: str


def look_of(request: HttpRequest) -> Look:
    """Family and system of the browser, and the network that it comes from."""
    said = request.META.get("HTTP_USER_AGENT", "")[:400]
    return Look(_first(_FAMILIES, said), _first(_SYSTEMS, said), _roughly(request))


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for name, sign in known if re.search(sign, said)), "")


def _roughly(request: HttpRequest) -> str:
    from allauth.account.adapter import get_adapter

    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False).network_address)


def mark_of(request: HttpRequest) -> str:
    """The mark that the browser carries, or "" if it has none that we made."""
    mark = request.COOKIES.get(COOKIE, "")
    return mark if _MARK.fullmatch(mark) else ""


def new_mark() -> str:
    """A mark that nobody can guess."""
    return secrets.token_urlsafe(32)


def key_of(mark: str) -> str:
    """What is stored of a mark."""
    return hashlib.sha256(mark.encode()).hexdigest()


def known_here(request: HttpRequest, user: User) -> Browser | None:
    """The browser of this request, if the user has signed in with it before."""
    mark = mark_of(request)
    return Browser.objects.filter(user=user, key=key_of(mark)).first() if mark else None


def remember(response: HttpResponseBase, mark: str) -> None:
    """Let the browser carry the mark; leaving the page (/leave/) takes it away like everything else."""
    response.set_cookie(
        COOKIE, mark, max_age=AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def sign_in(request: HttpRequest, response: HttpResponseBase, user: User) -> Browser:
    """The user has just signed in with the browser of this request."""
    mark, look = mark_of(request) or new_mark(), look_of(request)
    if not request.session.session_key:
        request.session.save()
    row = workflow.sign_in_with(
        user,
        key=key_of(mark),
        session_key=request.session.session_key or "",
        family=look.family,
        system=look.system,
        network=look.network,
    )
    _note(request, row.public_id)
    remember(response, mark)
    return row


def here(request: HttpRequest) -> str:
    """The public id of the browser with which this session was opened, or ""."""
    return str(request.session.get(SESSION, {}).get("id", ""))


def _note(request: HttpRequest, public_id: str) -> None:
    now = timezone.now().timestamp()
    request.session[SESSION] = {"id": public_id, "key": request.session.session_key, "at": now}


def keep_seen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every ten minutes at most, and when the session gets another key, the list of browsers hears of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        seen = request.session.get(SESSION) if request.user.is_authenticated else None
        if seen:
            now, key = timezone.now(), request.session.session_key or ""
            if key != seen["key"] or now.timestamp() - seen["at"] > Browser.SEEN_EVERY.total_seconds():
                workflow.see_again(seen["id"], session_key=key, at=now)
                _note(request, seen["id"])
        return response

    return middleware
