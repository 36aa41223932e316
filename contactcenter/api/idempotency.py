"""``Idempotency-Key``: the same request again gets the same answer and does nothing twice.

The answer is stored in the transaction that does the work. A process that dies takes both with
it, so that the next try starts from nothing; only one try of a key runs at a time.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from contactcenter.api.refusals import IdempotencyInFlight, IdempotencyMismatch
from contactcenter.models import IdempotencyRecord
from tickets.wire.document import Malformed

KEPT_FOR: Final = timedelta(hours=24)
LONGEST_KEY: Final = 255
REPLAYED: Final = "Idempotent-Replayed"
_HEADERS: Final = ("Content-Type", "Location", "ETag")


def once(
    request: HttpRequest,
    key: str,
    *,
    owner: str,
    at: datetime,
    run: Callable[[HttpRequest], HttpResponseBase],
) -> HttpResponseBase:
    """The first run's answer, now or from the last 24 hours.

    Raises IdempotencyMismatch for another request under the same key, and IdempotencyInFlight
    while the first one runs. Answers that say that the server failed are not kept.
    """
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise Malformed("Idempotency-Key")
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        if not hold(owner, key):
            raise IdempotencyInFlight(key)
        known = IdempotencyRecord.objects.filter(owner=owner, key=key).first()
        if known is not None and known.created_at > at - KEPT_FOR:
            return _stored(known, fingerprint)
        if known is not None:
            known.delete()
        response = run(request)
        if response.status_code >= 500 or not isinstance(response, HttpResponse):
            transaction.set_rollback(True)
            return response
        try:
            _store(response, owner=owner, key=key, fingerprint=fingerprint, at=at)
        except DatabaseError:
            # The request was refused by the database itself; nothing can be written any more.
            transaction.set_rollback(True)
        return response


def forget_old(at: datetime) -> int:
    """Removes answers whose time is over; returns how many."""
    return IdempotencyRecord.objects.filter(created_at__lte=at - KEPT_FOR).delete()[0]


def hold(owner: str, key: str) -> bool:
    """Keeps others from running the key until the transaction ends; false if one does already."""
    digest = hashlib.blake2b(f"idempotency:{owner}:{key}".encode(), digest_size=8).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest, "big", signed=True)]
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    digest.update(request.body)
    return digest.hexdigest()


def _stored(known: IdempotencyRecord, fingerprint: str) -> HttpResponse:
    if known.fingerprint != fingerprint:
        raise IdempotencyMismatch(known.key)
    response = HttpResponse(bytes(known.body or b""), status=known.status or 200)
    for name, value in known.headers.items():
        response[name] = value
    response[REPLAYED] = "true"
    return response


def _store(response: HttpResponse, *, owner: str, key: str, fingerprint: str, at: datetime) -> None:
    IdempotencyRecord.objects.create(
        owner=owner,
        key=key,
        fingerprint=fingerprint,
        status=response.status_code,
        headers={name: response[name] for name in _HEADERS if name in response},
        body=response.content,
        created_at=at,
        locked_until=at,
    )
