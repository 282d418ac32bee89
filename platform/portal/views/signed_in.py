"""What a view behind the log-in may rely on."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in (LoginRequiredMiddleware)."""

    user: User
