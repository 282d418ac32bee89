"""What holds for every answer."""

from collections.abc import Callable

from django.contrib import messages
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.display import display_of
from foundation import my_number


def keep_private(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Pages of somebody who is signed in stay in no cache: after leaving, the back button shows nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def tell_of_masked_numbers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever saved a text with a My Number in it reads on the next page that it was masked, and why."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with my_number.listening() as masked:
            response = get_response(request)
        if masked and 300 <= response.status_code < 400:
            messages.info(
                request,
                _(
                    "マイナンバーと思われる12けたの数字は、保存せずに「＊」に置きかえました。"
                    "法律で、Ippoではマイナンバーをお預かりできないためです。"
                ),
            )
        return response

    return middleware


def enter_in_own_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever comes from outside (a mail, a bookmark) lands in the language that they chose.

    On the site the address decides: a link to the other language always works.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        outside = request.headers.get("Sec-Fetch-Site") in ("none", "cross-site")
        if request.method != "GET" or not outside or request.headers.get("Sec-Fetch-Dest") != "document":
            return get_response(request)
        wanted = display_of(request).language
        if wanted and wanted != get_language():
            here = request.get_full_path()
            there = translate_url(here, wanted)
            if there != here:
                response = HttpResponseRedirect(there)
                add_never_cache_headers(response)
                return response
        return get_response(request)

    return middleware


class RefuseNul:
    """No text with a NUL in it can be stored or looked up: an address is not found, a form is not understood.

    Fields clean what people paste; this is for the values that no form reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what cannot be read, where the database refused such a text."""
        if not isinstance(exception, DataError):
            return None
        sent = [*request.GET.lists(), *request.POST.lists()]
        if not any("\x00" in value for _name, values in sent for value in values):
            return None
        return render(request, "errors/not_understood.html", status=400)
