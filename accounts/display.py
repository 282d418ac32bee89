"""How a page is to look for this reader: from their preferences, or, without an account, from a cookie."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from accounts.models import Preferences

COOKIE = "display"
A_YEAR = 60 * 60 * 24 * 365


@dataclass(frozen=True)
class Display:
    """Language, theme, size of text and furigana; empty where nothing was chosen."""

    language: str = ""
    theme: str = ""
    size: str = ""
    furigana: bool = False

    def as_cookie(self) -> str:
        """One short value without anything about the person: `en.dark.large.1`."""
        return f"{self.language}.{self.theme}.{self.size}.{int(self.furigana)}"


def display_of(request: HttpRequest) -> Display:
    """Asked for once a request."""
    if not hasattr(request, "_display"):
        request._display = _read(request)  # type: ignore[attr-defined]
    found: Display = request._display  # type: ignore[attr-defined]
    return found


def remember(request: HttpRequest, response: HttpResponse, display: Display) -> None:
    """Keep it on this device, for whoever has no account."""
    response.set_cookie(
        COOKIE, display.as_cookie(), max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def _read(request: HttpRequest) -> Display:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _from_cookie(request.COOKIES.get(COOKIE, ""))
    row = Preferences.objects.filter(user=user).first()
    return Display(row.language, row.theme, row.size, row.furigana) if row else Display()


def _from_cookie(value: str) -> Display:
    """What is not one of the choices is nothing: cookies are written by anybody."""
    parts = value.split(".")
    if len(parts) != 4:
        return Display()
    known = (Preferences.Language, Preferences.Theme, Preferences.Size)
    language, theme, size = (
        part if part in kinds.values else "" for part, kinds in zip(parts, known, strict=False)
    )
    return Display(language, theme, size, parts[3] == "1")
