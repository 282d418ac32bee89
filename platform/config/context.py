"""What the base page needs to know."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import cached_property
from django.utils.translation import get_language

from accounts.display import Display, display_of
from accounts.models import Organisation
from config import emergency
from portal.places import place_here, places


@dataclass(frozen=True)
class Language:
    """The same page in a language: `url` on this site, `absolute_url` for search engines."""

    code: str
    name: str
    url: str
    absolute_url: str
    current: bool


class Page:
    """Everything is read when the template asks for it, so answers without a page cost nothing."""

    def __init__(self, request: HttpRequest | None) -> None:
        self.request = request
        self.demo: bool = settings.DEMO
        self.weather_url: str = settings.WEATHER_URL

    @cached_property
    def languages(self) -> list[Language]:
        """The page in every language; empty where it has one address only."""
        if self.request is None or self.request.resolver_match is None:
            return []
        here = self.request.get_full_path()
        urls = {code: translate_url(here, code) for code, _ in settings.LANGUAGES}
        if len(set(urls.values())) == 1:
            return []
        return [
            Language(code, name, urls[code], settings.SITE_URL + urls[code], current=code == get_language())
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def display(self) -> Display:
        """How the page is to look for this reader."""
        return display_of(self.request) if self.request is not None else Display()

    @cached_property
    def places(self) -> list[Organisation]:
        """Where the reader works today."""
        return places(self.request) if self.request is not None else []

    @cached_property
    def place(self) -> Organisation | None:
        """The one that is open now."""
        return place_here(self.request) if self.request is not None else None

    @cached_property
    def emergency_lines(self) -> list[emergency.Line]:
        return emergency.lines() if self.request is not None else emergency.lines_from_file()


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `page` in every template."""
    return {"page": Page(request)}
