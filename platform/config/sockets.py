"""Which sockets there are, and who may open one: pages of this very site, and nobody else's."""

from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import re_path


class Nowhere(AsyncWebsocketConsumer):
    """An address that no room knows is refused like one that is forbidden."""

    async def connect(self) -> None:
        await self.close()


class SameOrigin:
    """A page elsewhere, also one on another port of this machine, opens no socket with our reader's cookie."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.refuse = Nowhere.as_asgi()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        headers = dict(scope["headers"])
        allowed = is_own(
            headers.get(b"origin", b"").decode("latin-1"), headers.get(b"host", b"").decode("latin-1")
        )
        return await (self.inner if allowed else self.refuse)(scope, receive, send)


def is_own(origin: str, host: str) -> bool:
    """Whether the browser says that a page of the host that it asks opens the socket."""
    domain, _port = split_domain_port(host)
    scheme = "https" if settings.BEHIND_PROXY else "http"
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS) and origin == f"{scheme}://{host}"


PATTERNS = [
    # Conversations come here.
    re_path("", Nowhere.as_asgi()),
]

application = SameOrigin(AuthMiddlewareStack(URLRouter(PATTERNS)))
