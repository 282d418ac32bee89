"""The cookie by which a browser is known again. Its name tells nothing, and without it a number opens nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts import workflow
from accounts.models import KnownDevice, User

COOKIE = "keep"
_SALT = "accounts.devices"
_MAX_AGE = 400 * 24 * 60 * 60
"""Seconds; browsers keep no cookie longer."""


def known_here(request: HttpRequest) -> KnownDevice | None:
    """Who is known on this device, where they have chosen a number."""
    return workflow.known_device(secret_of(request))


def secret_of(request: HttpRequest) -> str:
    """What the cookie holds; empty where there is none, or where somebody else wrote it."""
    return request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_MAX_AGE) or ""


def remember_here(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """This browser is known from now on; whoever was known here before is not any more."""
    workflow.forget_device(secret_of(request))
    response.set_signed_cookie(
        COOKIE,
        workflow.remember_device(user),
        salt=_SALT,
        max_age=_MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_here(request: HttpRequest, response: HttpResponse) -> None:
    """Nobody is known on this device any more."""
    workflow.forget_device(secret_of(request))
    response.delete_cookie(COOKIE, samesite="Lax")
