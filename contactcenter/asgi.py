"""ASGI: the live gateway, and everything else through Django."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from django.core.asgi import get_asgi_application
from starlette.applications import Starlette
from starlette.routing import Mount, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")
_django = get_asgi_application()

from django.conf import settings  # noqa: E402 - Django has to be set up first

from contactcenter.live.gateway import Gateway  # noqa: E402
from contactcenter.live.hub import Hub  # noqa: E402

NO_SUCH_SOCKET = 4404

_hub = Hub(settings.REDIS_URL.url)


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[None]:
    _hub.start()
    yield
    await _hub.stop()


async def _no_such_socket(socket: WebSocket) -> None:
    await socket.close(NO_SUCH_SOCKET)


application = Starlette(
    lifespan=_lifespan,
    routes=[
        WebSocketRoute("/live/", Gateway(_hub).endpoint),
        WebSocketRoute("/{path:path}", _no_such_socket),
        Mount("/", app=cast("ASGIApp", _django)),
    ],
)
