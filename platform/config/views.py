"""Pages of the house itself: health, the way out, and what is said when something went wrong."""

from contextlib import suppress
from http.cookies import CookieError

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.devices import forget_here
from config import demo_mails
from config.context import Page
from foundation.problems import problem_page, wants_problem

PRIVATE_PATHS = ["accounts", "me", "desk", "company", "office", "start", "inbox", "admin", "demo"]


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 otherwise; says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("unavailable", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read what is public."""
    closed = [f"Disallow: {prefix}/{path}/" for path in PRIVATE_PATHS for prefix in ("", "/en")]
    return HttpResponse("\n".join(["User-agent: *", *closed, ""]), content_type="text/plain")


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """The quick way out: forgets the log-in and what this device keeps of us, and goes on to the weather.

    It asks for no CSRF token: it must work from an old tab and with cookies switched off, and pages that only
    read need no cookie because of it. Another site's form gets the page with the button instead.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return render(request, "leave.html")
    try:
        logout(request)
    except DatabaseError:
        request.session = type(request.session)()
    response = HttpResponseRedirect(settings.WEATHER_URL, status=303)
    with suppress(DatabaseError):
        forget_here(request, response)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for name in request.COOKIES:
        with suppress(CookieError):  # a neighbour's cookie, with a name that we could not even write
            response.delete_cookie(name)
    return response


@login_not_required
@never_cache
@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The mails that the demo wrote instead of sending them. Nowhere else: there they are private letters."""
    if not settings.DEMO:
        raise Http404
    return render(request, "demo_mail.html", {"mails": demo_mails.newest()})


@csrf_exempt
@login_not_required
def api_not_found(request: HttpRequest) -> HttpResponse:
    """An address below /api/ that does not exist is said so to everybody: it holds nothing to sign in for."""
    raise Http404


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly an old tab, or cookies that are switched off."""
    return render(request, "errors/expired.html", status=403)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Mostly a form with more in it than we read (DATA_UPLOAD_MAX_MEMORY_SIZE)."""
    if wants_problem(request):
        return problem_page(400, _("送られた内容を読めませんでした。"))
    return render(request, "errors/not_understood.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_problem(request):
        return problem_page(404, _("ここには何もありません。"))
    return render(request, "errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_problem(request):
        return problem_page(403, _("この操作はできません。"))
    return render(request, "errors/forbidden.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Needs no database, no session and no user: any of them may be what broke."""
    if wants_problem(request):
        return problem_page(
            500, _("こちらの不具合です。何も保存されていません。しばらくしてから、もう一度お試しください。")
        )
    return HttpResponse(render_to_string("errors/broken.html", {"page": Page(None)}), status=500)
