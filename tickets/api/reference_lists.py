"""The lists that everything else names: queues, agents, reasons, dispositions, channels."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tickets.access import visible_channels, visible_queues
from tickets.api import shapes
from tickets.api.endpoint import Endpoint, found
from tickets.api.shapes import answer, text
from tickets.models import Agent, Channel, ContactReason, Disposition, Queue
from tickets.wire.fields import Flag, Id


class Queues(Endpoint):
    """Where work waits."""

    required_scopes = {"GET": "tickets:read"}
    answers = {
        "GET": {
            200: answer(
                "Queue",
                {"id": Id(prefix="que"), "key": text(), "name": text(), "language": text()},
            )
        }
    }
    names = {"GET": "queues_list"}
    pages = True
    order: tuple[str, ...] = ("key",)

    def get(self, request: Request) -> Response:
        """Queues in use that the caller may see."""
        self.query()
        return self.page(visible_queues(self.caller).filter(is_active=True), _queue)


class Agents(Endpoint):
    """Who answers."""

    required_scopes = {"GET": "tickets:read"}
    answers = {
        "GET": {
            200: answer(
                "Agent",
                {
                    "id": Id(prefix="agt"),
                    "name": text(),
                    "role": text(),
                    "extension": text(nullable=True),
                },
            )
        }
    }
    names = {"GET": "agents_list"}
    pages = True
    order: tuple[str, ...] = ("id",)

    def get(self, request: Request) -> Response:
        """Active agents of the caller's queues."""
        self.query()
        rows = Agent.objects.filter(is_active=True)
        if self.caller.queue_ids is not None:
            rows = rows.filter(memberships__queue__in=self.caller.queue_ids).distinct()
        return self.page(rows, _agent)


class Reasons(Endpoint):
    """Why customers come."""

    required_scopes = {"GET": "tickets:read"}
    answers = {
        "GET": {
            200: answer(
                "ContactReason",
                {
                    "key": text(),
                    "name": text(),
                    "parent": text(nullable=True),
                    "is_complaint": Flag(),
                },
            )
        }
    }
    names = {"GET": "reasons_list"}
    pages = True
    order: tuple[str, ...] = ("key",)

    def get(self, request: Request) -> Response:
        """Reasons offered to agents, by key."""
        self.query()
        rows = ContactReason.objects.filter(is_active=True).select_related("parent")
        return self.page(rows, _reason)


class Dispositions(Endpoint):
    """How tickets end."""

    required_scopes = {"GET": "tickets:read"}
    answers = {"GET": {200: answer("Disposition", {"key": text(), "name": text()})}}
    names = {"GET": "dispositions_list"}
    pages = True
    order: tuple[str, ...] = ("position", "name", "id")

    def get(self, request: Request) -> Response:
        """Dispositions offered to agents, in their order."""
        self.query()
        rows = Disposition.objects.filter(is_active=True)
        return self.page(rows, lambda row: {"key": row.key, "name": row.name})


class Channels(Endpoint):
    """The ways customers reach us."""

    required_scopes = {"GET": "channels:read"}
    answers = {"GET": {200: shapes.CHANNEL}}
    names = {"GET": "channels_list"}
    pages = True
    order: tuple[str, ...] = ("id",)

    def get(self, request: Request) -> Response:
        """Channels the caller may see."""
        self.query()
        return self.page(visible_channels(self.caller).select_related("queue"), channel)


class ChannelDetail(Endpoint):
    """One channel."""

    required_scopes = {"GET": "channels:read"}
    answers = {"GET": {200: shapes.CHANNEL}}
    names = {"GET": "channels_get"}

    def get(self, request: Request, channel_id: str) -> Response:
        """The channel."""
        self.query()
        rows = visible_channels(self.caller).select_related("queue")
        return Response(channel(found(rows, channel_id)))


def channel(row: Channel) -> dict[str, Any]:
    """A channel as an answer; its secrets are not in it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "address": row.address or None,
        "queue": {"id": row.queue.id, "key": row.queue.key},
        "default_region": row.default_region,
        "language": row.language,
        "enabled": row.enabled,
        "capabilities": row.capabilities,
    }


def _queue(row: Queue) -> dict[str, Any]:
    return {"id": row.id, "key": row.key, "name": row.name, "language": row.language}


def _agent(row: Agent) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": str(row),
        "role": row.role,
        "extension": row.extension or None,
    }


def _reason(row: ContactReason) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "parent": row.parent and row.parent.key,
        "is_complaint": row.is_complaint,
    }
