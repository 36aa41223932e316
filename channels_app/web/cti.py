"""Where telephone exchanges report calls: ``POST /api/v1/cti/<token>/``."""

from datetime import datetime
from secrets import token_hex
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from channels_app import ingest
from channels_app.ingest import Raw
from channels_app.kinds.phone import driver, tokens
from channels_app.models import Connection, InboundPayload, PayloadState
from channels_app.web.waiting import later_when_down

MAX_BODY: Final = 64 * 1024


@csrf_exempt
@require_POST
@later_when_down
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps and records an event; 401 for an unknown token, else always 200.

    An exchange can do nothing about an error of ours, and some stop reporting at the first one.
    """
    at = timezone.now()
    connection = tokens.connection_of(token, at=at)
    if connection is None:
        return JsonResponse({"code": "unauthenticated"}, status=401)
    payload = _kept(request, connection, at=at)
    if payload.state == PayloadState.KEPT:
        ingest.process(payload.id, at=at)
    url = f"{settings.PUBLIC_BASE_URL}/api/v1/cti/{token}/"
    found = driver.request_in(bytes(payload.body), connection.channel)
    answer = driver.answer_to(found, connection.channel, url=url, at=at)
    return HttpResponse(answer.text, content_type=answer.content_type)


def _kept(request: HttpRequest, connection: Connection, *, at: datetime) -> InboundPayload:
    """The stored request. Each one is a row of its own, so that the last ones can be looked at;
    that an event comes twice is seen when it is recorded."""
    body = request.read(MAX_BODY + 1)
    raw = Raw(
        kind="phone",
        dedupe_key=f"cti:{token_hex(16)}",
        body=body[:MAX_BODY],
        channel=connection.channel,
        connection=connection,
        headers={"Content-Type": request.META.get("CONTENT_TYPE", "")[:200]},
    )
    payload = ingest.keep(raw, at=at, nudge=False).payload
    if len(body) > MAX_BODY:
        ingest.set_aside(payload, PayloadState.QUARANTINED, "too_large", at=at)
    return payload
