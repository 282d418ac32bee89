"""The public front door."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.register import holdings
from jobs.models import Opportunity

NEWEST = 3


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What Ippo is, where one can go from here, and some new work."""
    newest = Opportunity.objects.published().for_cards()[:NEWEST]
    return render(request, "content/home.html", {"newest": newest})


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people and why, in plain words, and how to ask."""
    personal = [holding for holding in holdings() if holding.personal]
    return render(request, "content/privacy.html", {"holdings": personal})
