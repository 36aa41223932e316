"""The websocket at `/live/`: pages show a live ticket and then only listen.

The first frame is `{"ticket": "…"}`, so that tickets stay out of access logs. The answer is
`{"type": "ready", "expires": seconds}`; then come hints, `resync` (fetch everything shown again)
and `ping`. A later `{"ticket": "…"}` renews or changes what is heard. Close codes: 4400 not
understood, 4401 ticket refused or expired, 4403 foreign origin.
"""

import asyncio
import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone
from starlette.websockets import WebSocket, WebSocketDisconnect

from contactcenter.live.hub import Hub, Listener
from contactcenter.live.tickets import LiveTicket, LiveTicketRefused, verify_live_ticket

PING_EVERY: Final = 25.0
PATIENCE_FOR_TICKET: Final = 10.0
PING: Final = json.dumps({"type": "ping"})

NOT_UNDERSTOOD: Final = 4400
TICKET_REFUSED: Final = 4401
FOREIGN_ORIGIN: Final = 4403


class Gateway:
    """Serves the sockets of one process."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def endpoint(self, socket: WebSocket) -> None:
        """One socket from its first frame to its end."""
        if not origin_allowed(socket.headers.get("origin"), socket.headers.get("host", "")):
            await socket.close(FOREIGN_ORIGIN)
            return
        await socket.accept()
        try:
            ticket = await asyncio.wait_for(_next_ticket(socket), PATIENCE_FOR_TICKET)
            await _Session(socket, self.hub, ticket).serve()
        except LiveTicketRefused as refusal:
            await _close(socket, TICKET_REFUSED, refusal.code)
        except (ValueError, LookupError, TypeError, TimeoutError):
            await _close(socket, NOT_UNDERSTOOD, "not_understood")
        except WebSocketDisconnect:
            pass


class _Session:
    """A socket whose first ticket was good."""

    def __init__(self, socket: WebSocket, hub: Hub, ticket: LiveTicket) -> None:
        self.socket = socket
        self.hub = hub
        self.ticket = ticket
        self.listener = Listener(topics=ticket.topics)

    async def serve(self) -> None:
        """Send and receive until either ends; raises what ended it."""
        self.hub.add(self.listener)
        tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]
        try:
            await self._greet()
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self.hub.remove(self.listener)
            await _end(tasks)

    async def _greet(self) -> None:
        expires = int(self.ticket.expires_at.timestamp())
        self.listener.offer(json.dumps({"type": "ready", "expires": expires}))

    async def _send(self) -> None:
        while True:
            left = (self.ticket.expires_at - timezone.now()).total_seconds()
            if left <= 0:
                raise LiveTicketRefused("expired_ticket")
            try:
                message = await asyncio.wait_for(self.listener.waiting.get(), min(left, PING_EVERY))
            except TimeoutError:
                message = PING
            await self.socket.send_text(message)

    async def _receive(self) -> None:
        while True:
            self.ticket = await _next_ticket(self.socket)
            self.hub.move(self.listener, self.ticket.topics)
            await self._greet()


async def _next_ticket(socket: WebSocket) -> LiveTicket:
    frame = json.loads(await socket.receive_text())
    return verify_live_ticket(str(frame["ticket"]), at=timezone.now())


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    try:
        await socket.close(code, reason)
    except RuntimeError:
        return  # the other side was faster


def origin_allowed(origin: str | None, host: str) -> bool:
    """Does the page come from us? Programs send no origin; their ticket is enough.

    A page counts as ours when its origin is trusted for forms, or is the host it called and that
    host is one of ours.
    """
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    domain, _ = split_domain_port(host)
    return urlsplit(origin).netloc == host and validate_host(domain, settings.ALLOWED_HOSTS)
