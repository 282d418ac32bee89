"""What the web server runs."""

import os
import warnings

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# WhiteNoise hands files over as ordinary iterators; Django reads them in one piece and warns, which helps nobody.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

pages = get_asgi_application()

from config import sockets  # noqa: E402 - consumers need the rooms to be ready

application = ProtocolTypeRouter({"http": pages, "websocket": sockets.application})
