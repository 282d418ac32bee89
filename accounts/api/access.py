"""Who calls, and what their key allows. Whoever comes with a session has the account's rights, like on a page."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions, permissions, throttling
from rest_framework.request import Request

from accounts.models import ApiToken, User
from accounts.workflow.tokens import token_of

LONGEST_SECRET = 100


class BearerToken(authentication.BaseAuthentication):
    """`Authorization: Bearer ippo_…`"""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        said = request.headers.get("Authorization", "").split()
        if not said or said[0].lower() != "bearer":
            return None
        token = token_of(said[1]) if len(said) == 2 and len(said[1]) <= LONGEST_SECRET else None
        if token is None:
            raise exceptions.AuthenticationFailed(
                _("このトークンは使えません。期限か取り消しを確かめてください。")
            )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="ippo"'


class WithinScope(permissions.BasePermission):
    """Signed in, unless the resource is public to read; and a key is used for what it was made for.

    A view names its `scope` ("work" or "people"); reading asks for `…:read`, all else for `…:write`.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        reads = request.method in permissions.SAFE_METHODS
        if not request.user.is_authenticated:
            return reads and bool(getattr(view, "public_to_read", False))
        if not isinstance(request.auth, ApiToken):
            return True
        needed = f"{view.scope}:{'read' if reads else 'write'}"
        if needed not in request.auth.scopes:
            raise exceptions.PermissionDenied(
                _("このトークンでは、{scope} はできません。").format(scope=needed)
            )
        return True


class PerCaller(throttling.SimpleRateThrottle):
    """Each key has its own allowance, each session and each address without a key another."""

    scope = "api"

    def get_rate(self) -> str:
        from django.conf import settings

        return settings.API_RATE

    def get_cache_key(self, request: Request, view: Any) -> str:
        if isinstance(request.auth, ApiToken):
            caller = f"token-{request.auth.pk}"
        elif request.user.is_authenticated:
            caller = f"user-{request.user.pk}"
        else:
            caller = f"ip-{self.get_ident(request)}"
        return f"api-rate:{caller}"
