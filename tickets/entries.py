"""The timeline entry of a received message, before it is written."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tickets.cleaning import clean_json, clean_line, clean_text, preview_of
from tickets.contracts import InboundMessage
from tickets.customers.identity import Match
from tickets.models import Channel, ContactReason, Interaction

LATE_AFTER: Final = timedelta(hours=1)


def entry_of(
    message: InboundMessage,
    channel: Channel,
    match: Match,
    reason: ContactReason | None,
    *,
    at: datetime,
) -> Interaction:
    """The unsaved entry of the matched customer; ``at`` is when we received it."""
    happened = message.occurred_at.astimezone(UTC)
    row = Interaction(
        channel=channel,
        channel_kind=channel.kind,
        kind=message.kind,
        direction=message.direction,
        customer=match.customer,
        contact_point=match.point,
        agent_id=message.agent_id,
        queue_id=message.queue_id,
        reason=reason,
        external_id=message.external_id,
        thread_key=message.thread_key,
        in_reply_to=message.in_reply_to[:255],
        occurred_at=happened,
        ended_at=message.ended_at and max(message.ended_at.astimezone(UTC), happened),
        received_at=at,
        imported_at=at if message.imported else None,
        flags=_flags(message, happened, at, match),
        match_method=match.method,
        match_verification=match.verification,
        detail=_detail(message, match),
    )
    _fill(row, message)
    return row


def _fill(row: Interaction, message: InboundMessage) -> None:
    """What the entry says, as far as it does not depend on who wrote it."""
    row.subject = clean_line(message.subject)
    row.text = clean_text(message.text)
    row.full_text = clean_text(message.full_text)
    row.html = clean_text(message.html)
    row.language, row.mood = message.language[:8], message.mood
    row.outcome = message.call.outcome
    row.wait_seconds = message.call.wait_seconds
    row.talk_seconds = message.call.talk_seconds
    row.message_count = len(message.lines)
    row.customer_message_count = sum(line.role == "customer" for line in message.lines)
    row.attachment_count = len(message.attachments)
    row.participants = clean_json(list(message.participants))
    row.metadata = clean_json(dict(message.metadata))
    row.preview = _preview(row, message)


def _preview(row: Interaction, message: InboundMessage) -> str:
    lines = next((line.text for line in message.lines if line.role == "customer"), "")
    return preview_of(row.text or lines or row.subject)


def _flags(message: InboundMessage, happened: datetime, at: datetime, match: Match) -> list[str]:
    flags = set(message.flags)
    if at - happened > LATE_AFTER:
        flags.add("late")
    inbound = message.direction == "inbound"
    if inbound and match.method == "thread" and match.point is None:
        flags.add("reply_from_other_address")
    return sorted(flags)


def _detail(message: InboundMessage, match: Match) -> dict[str, Any]:
    detail: dict[str, Any] = clean_json(dict(message.detail))
    if match.candidates:
        detail["candidates"] = [
            {"customer": item.customer_id, "why": item.why} for item in match.candidates
        ]
    if match.unattached:
        detail["unattached"] = list(match.unattached)
    return detail
