"""``GET /api/v1/channels/{id}/health/``: does this channel bring what it should."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.db.models import Count, Max, Min, Q
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.models import Connection, InboundPayload, PayloadState
from tickets.access import visible_channels
from tickets.api.endpoint import Endpoint, found
from tickets.api.showing import when
from tickets.models import Channel
from tickets.wire.fields import Choice, Moment, Number, Object, Text

LATE_AFTER: Final = timedelta(minutes=10)
HEALTH: Final = Object(
    name="ChannelHealth",
    answer=True,
    fields={
        "state": Choice(of=("ok", "late", "failing", "refusing")),
        "last_success_at": Moment(nullable=True),
        "last_error": Text(limit=300, nullable=True),
        "backlog": Number(),
        "quarantined": Number(),
        "refused_24h": Number(),
    },
)


class ChannelHealth(Endpoint):
    """How one channel is doing."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "channels:read"}
    answers: ClassVar[dict[str, Any]] = {"GET": {200: HEALTH}}
    names: ClassVar[dict[str, str]] = {"GET": "channels_health"}

    def get(self, request: Request, channel_id: str) -> Response:
        """``refusing`` is switched off, ``failing`` has an error, ``late`` has waiting payloads
        or has not been fetched for ten minutes."""
        self.query()
        channel: Channel = found(visible_channels(self.caller), channel_id)
        connections = list(Connection.objects.filter(channel=channel, enabled=True))
        waiting = _waiting(channel, at=self.at)
        successes = [row.last_success_at for row in connections if row.last_success_at]
        errors = [row.last_error for row in connections if row.failing_since and row.last_error]
        return Response(
            {
                "state": _state(channel, connections, waiting["oldest"], at=self.at),
                "last_success_at": when(max([*successes, *_some(waiting["last"])], default=None)),
                "last_error": errors[0] if errors else None,
                "backlog": waiting["backlog"],
                "quarantined": waiting["quarantined"],
                "refused_24h": waiting["refused"],
            }
        )


def _waiting(channel: Channel, *, at: datetime) -> dict[str, Any]:
    open_ = Q(state__in=[PayloadState.KEPT, PayloadState.FAILED])
    refused = Q(state=PayloadState.IGNORED, received_at__gte=at - timedelta(hours=24))
    return InboundPayload.objects.filter(channel=channel).aggregate(
        backlog=Count("id", filter=open_),
        oldest=Min("received_at", filter=open_),
        last=Max("received_at"),
        quarantined=Count("id", filter=Q(state=PayloadState.QUARANTINED)),
        refused=Count("id", filter=refused),
    )


def _state(
    channel: Channel, connections: list[Connection], oldest: datetime | None, *, at: datetime
) -> str:
    if not channel.enabled:
        return "refusing"
    if any(row.failing_since for row in connections):
        return "failing"
    unfetched = any(
        row.kind == Connection.Kind.IMAP
        and row.last_success_at is not None
        and row.last_success_at < at - LATE_AFTER
        for row in connections
    )
    return "late" if unfetched or (oldest and oldest < at - LATE_AFTER) else "ok"


def _some(moment: datetime | None) -> list[datetime]:
    return [] if moment is None else [moment]
