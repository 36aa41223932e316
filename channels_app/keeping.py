"""Raw bytes stored before anything is understood of them: the first half of the way in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from channels_app.models import Connection, InboundPayload, PayloadState
from tickets import doorbell
from tickets.cleaning import clean_json
from tickets.models import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What arrived, exactly. ``dedupe_key`` is how the same thing is known when it comes again."""

    kind: str
    dedupe_key: str
    body: bytes
    channel: Channel | None = None
    connection: Connection | None = None
    headers: Mapping[str, Any] = field(default_factory=dict)
    envelope: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The stored payload; ``created`` is false if it was there already."""

    payload: InboundPayload
    created: bool


def keep(raw: Raw, *, at: datetime, nudge: bool = True) -> Kept:
    """Stores a raw payload in the caller's transaction, once per channel and dedupe key.

    Acknowledge to the sender only after that transaction has committed.
    """
    row = InboundPayload(
        channel=raw.channel,
        connection=raw.connection,
        kind=raw.kind,
        dedupe_key=_key(raw.dedupe_key),
        body=raw.body,
        sha256=hashlib.sha256(raw.body).hexdigest(),
        headers=clean_json(dict(raw.headers)),
        envelope=clean_json(dict(raw.envelope)),
        received_at=at,
        next_try_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        known = InboundPayload.objects.get(channel=raw.channel, dedupe_key=row.dedupe_key)
        return Kept(payload=known, created=False)
    if nudge:
        doorbell.ring("channels_app.process_payload", row.id)
    return Kept(payload=row, created=True)


def set_aside(payload: InboundPayload, state: PayloadState, reason: str, *, at: datetime) -> None:
    """Decides about a payload without parsing it: too large, refused, already known."""
    payload.state, payload.reason, payload.next_try_at = state, reason[:60], None
    payload.processed_at = at
    payload.save(update_fields=["state", "reason", "next_try_at", "processed_at"])


def _key(text: str) -> str:
    if len(text) <= 250 and text.isprintable():
        return text
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
