"""Raw bytes in: kept first, acknowledged by whoever brought them, understood afterwards."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from channels_app import registry
from channels_app.driver import Parsed
from channels_app.keeping import Kept, Raw, keep, set_aside
from channels_app.models import InboundPayload, PayloadState
from tickets import intake
from tickets.cleaning import clean_line
from tickets.contracts import Receipt
from tickets.errors import Conflict

__all__ = ["Kept", "Raw", "keep", "mark_spam", "process", "process_due", "release", "set_aside"]

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
