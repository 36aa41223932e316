"""Raw bytes in: kept first, acknowledged by whoever brought them, understood afterwards."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from channels_app import registry
from channels_app.driver import Parsed
from channels_app.models import Connection, InboundPayload, PayloadState
from tickets import doorbell, intake
from tickets.cleaning import clean_json, clean_line
from tickets.contracts import Receipt
from tickets.errors import Conflict
from tickets.models import Channel

PAUSES: Final = (
    timedelta(seconds=30),
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(hours=6),
)
LEASE: Final = timedelta(minutes=2)
RELEASABLE: Final = frozenset({PayloadState.QUARANTINED, PayloadState.IGNORED, PayloadState.FAILED})


class NotReleasable(Conflict):
    """Only what was set aside or failed can be released."""

    code = "conflict"


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


def process_due(at: datetime, *, limit: int = 200) -> int:
    """Processes payloads that wait; the sweep behind every lost nudge. Returns how many."""
    ids = InboundPayload.objects.due(at).order_by("next_try_at", "id").values_list("id", flat=True)
    return sum(process(payload_id, at=at) is not None for payload_id in list(ids[:limit]))


def process(payload_id: str, *, at: datetime) -> InboundPayload | None:
    """Parses a payload and receives its messages; ``None`` if it is not due or taken.

    The attempt is written down before the work, so that a payload that kills its worker counts
    too. An exception makes it *failed*: tried again after 30 s, 5 min, 1 h and 6 h, then left to
    a person.
    """
    payload = _claim(payload_id, at=at)
    if payload is None:
        return None
    try:
        parsed = registry.driver(payload.kind).parse(payload, at=at)
        with transaction.atomic():
            receipts = _receive(parsed, payload)
            _finish(payload, parsed, receipts, at=at)
    except Exception as error:  # noqa: BLE001  # whatever it was, the payload stays and is shown
        _fail(payload, error, at=at)
    return payload


def release(payload_id: str, *, at: datetime) -> InboundPayload:
    """Processes what was set aside after all, judged by a person; keeps its original time.

    Raises :class:`NotReleasable`.
    """
    with transaction.atomic():
        payload = InboundPayload.objects.select_for_update(of=("self",)).get(id=payload_id)
        if payload.state not in RELEASABLE:
            raise NotReleasable(payload.state, state=payload.state)
        payload.envelope = {**payload.envelope, "released": True}
        payload.state, payload.reason, payload.error = PayloadState.KEPT, "", ""
        payload.attempts, payload.next_try_at = 0, at
        payload.save()
    return process(payload_id, at=at) or payload


def mark_spam(payload_id: str, *, at: datetime) -> InboundPayload:
    """Sets a payload aside as spam for good; raises :class:`NotReleasable` if it was received."""
    with transaction.atomic():
        payload = InboundPayload.objects.select_for_update(of=("self",)).get(id=payload_id)
        if payload.state not in RELEASABLE:
            raise NotReleasable(payload.state, state=payload.state)
        set_aside(payload, PayloadState.IGNORED, "spam", at=at)
    return payload


def _claim(payload_id: str, *, at: datetime) -> InboundPayload | None:
    with transaction.atomic():
        payload = (
            InboundPayload.objects.due(at)
            .select_for_update(of=("self",), skip_locked=True)
            .filter(id=payload_id)
            .first()
        )
        if payload is None:
            return None
        payload.attempts += 1
        payload.next_try_at = at + LEASE if payload.attempts <= len(PAUSES) else None
        payload.save(update_fields=["attempts", "next_try_at"])
    return InboundPayload.objects.select_related("channel", "channel__queue", "connection").get(
        id=payload_id
    )


def _receive(parsed: Parsed, payload: InboundPayload) -> list[Receipt]:
    received = []
    for message in parsed.messages:
        same = payload.channel is not None and payload.channel.id == message.channel_id
        received.append(
            intake.receive(
                message, at=payload.received_at, channel=payload.channel if same else None
            )
        )
    return received


def _finish(
    payload: InboundPayload, parsed: Parsed, receipts: list[Receipt], *, at: datetime
) -> None:
    if parsed.verdict != "accept":
        state = PayloadState(parsed.verdict)
    elif receipts and all(receipt.repeated for receipt in receipts):
        state = PayloadState.DUPLICATE
    else:
        state = PayloadState.PROCESSED
    payload.interaction_id = receipts[0].interaction_id if receipts else ""
    payload.error = ""
    payload.save(update_fields=["interaction_id", "error"])
    set_aside(payload, state, parsed.reason, at=at)


def _fail(payload: InboundPayload, error: Exception, *, at: datetime) -> None:
    """Keeps the kind of failure and its place, never the text it failed on."""
    tries = payload.attempts
    payload.state = PayloadState.FAILED
    payload.error = clean_line(_place(error), 500)
    payload.next_try_at = at + PAUSES[tries - 1] if tries <= len(PAUSES) else None
    # Somebody else may have taken it over in the meantime; then their result counts.
    InboundPayload.objects.filter(id=payload.id, attempts=tries).update(
        state=payload.state, error=payload.error, next_try_at=payload.next_try_at
    )


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = type(error).__name__
    code = getattr(error, "code", "")
    if trace is None:
        return f"{name} {code}"
    frame = trace.tb_frame
    return f"{name} {code} in {frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def _key(text: str) -> str:
    if len(text) <= 250 and text.isprintable():
        return text
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
