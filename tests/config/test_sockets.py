"""Sockets: the page's own site alone opens one, and only where there is something to hear."""

import asyncio

import pytest
from asgiref.testing import ApplicationCommunicator
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from config import sockets
from config.asgi import application
from tests.browser import serving


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://localhost:9000", "localhost:8000", False),
        ("https://localhost:8000", "localhost:8000", False),
        ("http://localhost.example:8000", "localhost:8000", False),
        ("http://evil.example", "evil.example", False),
        ("null", "localhost:8000", False),
        ("", "localhost:8000", False),
        ("http://", "", False),
    ],
)
def test_only_pages_of_the_very_site_open_sockets(origin, host, own):
    assert sockets.is_own(origin, host) is own


def test_behind_a_proxy_pages_come_by_https(settings):
    settings.BEHIND_PROXY = True
    assert sockets.is_own("https://localhost", "localhost")
    assert not sockets.is_own("http://localhost", "localhost")


@pytest.mark.parametrize("origin", [b"http://localhost", b"http://elsewhere.example"])
def test_an_unknown_socket_is_refused(origin):
    async def answer() -> str:
        # channels.testing wants daphne, which nobody here has.
        scope = {
            "type": "websocket",
            "path": "/ws/nothing/",
            "headers": [(b"origin", origin), (b"host", b"localhost")],
        }
        client = ApplicationCommunicator(application, scope)
        await client.send_input({"type": "websocket.connect"})
        return (await client.receive_output(5))["type"]

    assert asyncio.run(answer()) == "websocket.close"


@pytest.mark.django_db(transaction=True)
def test_the_server_speaks_websocket(tmp_path):
    with serving(tmp_path) as server, pytest.raises(InvalidStatus) as refused:
        connect(server.url.replace("http", "ws") + "/ws/nothing/", origin=server.url)
    assert refused.value.response.status_code == 403
