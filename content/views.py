"""The public front door."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What Ippo is, where one can go from here, and some new work."""
    return render(request, "content/home.html")
