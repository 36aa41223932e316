"""Is it alive, is it ready, how is it doing."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Any, Final

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.models import Connection, InboundPayload, PayloadState
from contactcenter import VERSION
from feedback.models import Invitation
from tickets.api.endpoint import Endpoint
from tickets.api.showing import when
from tickets.models import Channel, Delivery, DeliveryState, TickRun
from tickets.wire.fields import Free, Object, Text

REDIS_PATIENCE: Final = 0.5
OVERDUE_AFTER: Final = timedelta(hours=1)
_log = logging.getLogger(__name__)


def alive(_request: HttpRequest) -> HttpResponse:
    """The process lives; touches nothing."""
    return HttpResponse("ok", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """Whether requests can be served: database there and migrated. A lost Redis slows, no more."""
    problem = _database_problem()
    state = {"database": problem or "ok", "redis": redis_state()}
    return JsonResponse(state, status=503 if problem else 200)


def redis_state() -> str:
    """``ok``, ``down``, or ``off`` where there is none by choice."""
    if not settings.REDIS_URL.enabled:
        return "off"
    try:
        client = redis.Redis.from_url(
            settings.REDIS_URL.url,
            socket_timeout=REDIS_PATIENCE,
            socket_connect_timeout=REDIS_PATIENCE,
        )
        with client:
            client.ping()
    except (redis.RedisError, OSError):
        return "down"
    return "ok"


class _Migrations:
    """Whether all are applied; once they are, they stay so for this process."""

    def __init__(self) -> None:
        self._applied = False
        self._lock = threading.Lock()

    def applied(self) -> bool:
        with self._lock:
            if not self._applied:
                executor = MigrationExecutor(connection)
                self._applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
            return self._applied

    def forget(self) -> None:
        with self._lock:
            self._applied = False


_migrations: Final = _Migrations()


def forget_migrations() -> None:
    """Asks the database again at the next question."""
    _migrations.forget()


def _database_problem() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "" if _migrations.applied() else "migrations_missing"
    except DatabaseError as error:
        _log.warning("database_unreachable", extra={"error": type(error).__name__})
        return "down"


class SystemHealth(Endpoint):
    """Figures for operators: what waits, what failed, what is late."""

    required_scopes = {"GET": "system:read"}
    answers = {
        "GET": {
            200: Object(
                name="SystemHealth",
                answer=True,
                fields={
                    "database": Text(limit=40),
                    "redis": Text(limit=40),
                    "beat_last_tick": Text(limit=40, nullable=True),
                    "outbox": Free(),
                    "payloads": Free(),
                    "surveys": Free(),
                    "webhooks": Free(),
                    "version": Text(limit=40),
                },
            )
        }
    }
    names = {"GET": "system_health"}

    def get(self, request: Request) -> Response:
        """Everything at a glance."""
        self.query()
        last = TickRun.objects.aggregate(last=Max("started_at"))["last"]
        return Response(
            {
                "database": "ok",
                "redis": redis_state(),
                "beat_last_tick": when(last),
                "outbox": _outbox(self.at),
                "payloads": _payloads(self.at),
                "channels": _channels(),
                "surveys": {"overdue": _overdue(self.at)},
                "webhooks": {"pending": 0, "disabled": 0},
                "version": VERSION,
            }
        )


def _outbox(at: datetime) -> dict[str, Any]:
    due = Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING])
    failed = Q(state=DeliveryState.FAILED, created_at__gte=at - timedelta(days=1))
    found = Delivery.objects.filter(due | failed).aggregate(
        queued=Count("id", filter=due),
        oldest=Min("send_at", filter=due),
        failed_24h=Count("id", filter=failed),
    )
    return {
        "queued": found["queued"],
        "oldest_seconds": _seconds_since(found["oldest"], at),
        "failed_24h": found["failed_24h"],
    }


def _payloads(at: datetime) -> dict[str, Any]:
    wanted = [PayloadState.KEPT, PayloadState.QUARANTINED, PayloadState.FAILED]
    counts = {
        row["state"]: row
        for row in InboundPayload.objects.filter(state__in=wanted)
        .values("state")
        .annotate(number=Count("id"), oldest=Min("received_at"))
        .order_by()
    }
    kept = counts.get(PayloadState.KEPT)
    return {
        "kept": kept["number"] if kept else 0,
        "oldest_seconds": _seconds_since(kept["oldest"] if kept else None, at),
        "quarantined": counts.get(PayloadState.QUARANTINED, {"number": 0})["number"],
        "failed": counts.get(PayloadState.FAILED, {"number": 0})["number"],
    }


def _channels() -> list[dict[str, str]]:
    failing = set(
        Connection.objects.filter(enabled=True, failing_since__isnull=False).values_list(
            "channel_id", flat=True
        )
    )
    return [
        {"id": channel.id, "state": "failing" if channel.id in failing else "ok"}
        for channel in Channel.objects.enabled().order_by("id")
    ]


def _overdue(at: datetime) -> int:
    return Invitation.objects.due(at - OVERDUE_AFTER).count()


def _seconds_since(moment: datetime | None, at: datetime) -> int:
    return 0 if moment is None else max(0, int((at - moment).total_seconds()))
