"""Rows as the API shows them. Nothing here asks the database, if the rows were read for it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tickets.contracts import Receipt
from tickets.models import (
    Agent,
    Attachment,
    ContactPoint,
    Customer,
    Delivery,
    Interaction,
    Message,
    Ticket,
    TicketEvent,
)
from tickets.versions import version_of

BASE = "/api/v1"
Shown = dict[str, Any]


def when(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC with Z."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def interaction(
    row: Interaction,
    *,
    files: Iterable[Attachment] = (),
    deliveries: Iterable[Delivery] = (),
    receipt: Receipt | None = None,
    at: datetime,
) -> Shown:
    """An entry; ``receipt`` adds what is known only when it was received."""
    return {
        "id": row.id,
        "url": f"{BASE}/interactions/{row.id}/",
        "seq": row.seq,
        "channel": _channel(row),
        "kind": row.kind,
        "direction": row.direction,
        "external_id": row.external_id or None,
        "thread_key": row.thread_key or None,
        "in_reply_to": row.in_reply_to or None,
        "occurred_at": when(row.occurred_at),
        "ended_at": when(row.ended_at),
        "received_at": when(row.received_at),
        "imported_at": when(row.imported_at),
        "customer": _customer_of(row, receipt),
        "contact_point": row.contact_point and _short_point(row.contact_point),
        "ticket": row.ticket and _short_ticket(row.ticket, receipt),
        "agent": agent(row.agent),
        **_content(row),
        "attachments": [file(item) for item in files],
        "delivery": next((_short_delivery(item, at) for item in deliveries), None),
        "repeat_of": None,
    }


def _content(row: Interaction) -> Shown:
    return {
        "subject": row.subject,
        "body": {"text": row.text, "html": row.html or None},
        "reason": row.reason and row.reason.key,
        "disposition": row.disposition and row.disposition.key,
        "mood": row.mood or None,
        "preview": row.preview,
        "participants": row.participants,
        "messages_count": row.message_count,
        "flags": row.flags,
        "spam": row.spam,
        "email": _detail(row, "email"),
        "call": call(row),
        "chat": _detail(row, "chat"),
        "form": _detail(row, "form"),
        "metadata": row.metadata,
    }


def call(row: Interaction) -> Shown | None:
    """The figures of a call; ``None`` for other entries."""
    if row.kind not in {"call", "voicemail"}:
        return None
    told = _detail(row, "call") or {}
    return {
        "outcome": row.outcome or None,
        "queued_seconds": row.wait_seconds,
        "talk_seconds": row.talk_seconds,
        "recording": told.get("recording"),
    }


def _detail(row: Interaction, name: str) -> Shown | None:
    found = row.detail.get(name)
    return found if isinstance(found, dict) else None


def _channel(row: Interaction) -> Shown | None:
    channel = row.channel
    if channel is None:
        return None
    return {"id": channel.id, "kind": channel.kind, "name": channel.name}


def _customer_of(row: Interaction, receipt: Receipt | None) -> Shown:
    person = row.customer
    head = person.merged_into or person
    return {
        "id": head.id,
        "name": head.name,
        "recorded_as": person.id if person.id != head.id else None,
        "match": {
            "method": row.match_method,
            "verification": row.match_verification,
            "candidates": candidates(row, receipt),
        },
    }


def candidates(row: Interaction, receipt: Receipt | None = None) -> list[Shown]:
    """Customers the contact might belong to as well."""
    if receipt is not None and receipt.candidates:
        return [
            {"id": item.customer_id, "name": item.name, "why": item.why}
            for item in receipt.candidates
        ]
    stored: list[Mapping[str, Any]] = row.detail.get("candidates") or []
    return [{"id": item["customer"], "name": None, "why": item["why"]} for item in stored]


def _short_point(row: ContactPoint) -> Shown:
    return {
        "id": row.id,
        "kind": row.kind,
        "namespace": row.namespace,
        "value": row.value,
        "verification": row.verification,
        "shared": row.shared,
    }


def _short_ticket(row: Ticket, receipt: Receipt | None) -> Shown:
    return {
        "id": row.id,
        "number": row.number,
        "status": row.status,
        "created": receipt is not None and receipt.ticket_created,
        "matched_by": receipt.matched_by if receipt is not None else None,
    }


def _short_delivery(row: Delivery, at: datetime) -> Shown:
    return {
        "id": row.id,
        "state": "held" if row.is_held(at) else row.state,
        "hold_until": when(row.hold_until),
    }


def agent(row: Agent | None) -> Shown | None:
    """An agent by id and name."""
    return None if row is None else {"id": row.id, "name": str(row)}


def file(row: Attachment) -> Shown:
    """A stored file and where its bytes are."""
    return {
        "id": row.id,
        "filename": row.filename,
        "content_type": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "url": f"{BASE}/attachments/{row.id}/",
    }


def message(row: Message) -> Shown:
    """One line of a transcript."""
    return {
        "id": row.id,
        "seq": row.seq,
        "client_id": row.client_id or None,
        "author": {"role": row.role, "name": row.author_name},
        "text": row.text,
        "sent_at": when(row.sent_at),
    }


def delivery(row: Delivery, *, at: datetime) -> Shown:
    """What is on its way out; ``held`` while it can still be taken back in peace."""
    return {
        **_short_delivery(row, at),
        "to": {"kind": row.to_kind, "value": row.to_value},
        "channel": row.channel_id,
        "interaction": row.interaction_id,
        "ticket": row.ticket_id,
        "attempt": row.attempt,
        "error": row.error,
        "send_at": when(row.send_at),
        "sent_at": when(row.sent_at),
        "delivered_at": when(row.delivered_at),
        "read_at": when(row.read_at),
    }


def point(row: ContactPoint) -> Shown:
    """A way to reach a customer."""
    return {
        **_short_point(row),
        "source": row.source,
        "first_seen_at": when(row.first_seen_at),
        "last_seen_at": when(row.last_seen_at),
        "undeliverable_at": when(row.undeliverable_at),
    }


def customer(row: Customer, *, points: Iterable[ContactPoint], merged: Iterable[Customer]) -> Shown:
    """A person with every way to reach them."""
    return {
        "id": row.id,
        "url": f"{BASE}/customers/{row.id}/",
        "name": row.name,
        "company": row.company or None,
        "language": row.language or None,
        "timezone": row.timezone or None,
        "vip": row.vip,
        "contact_points": [point(item) for item in points],
        "merged": [item.id for item in merged],
        "survey_permission": row.survey_permission,
        "metadata": row.metadata,
        "created_at": when(row.created_at),
        "updated_at": when(row.updated_at),
    }


def ticket(row: Ticket, *, last_entry: str | None) -> Shown:
    """A matter; ``last_entry`` is what a reply names as *seen*."""
    head = row.customer.merged_into or row.customer
    return {
        "id": row.id,
        "number": row.number,
        "url": f"{BASE}/tickets/{row.id}/",
        "subject": row.subject,
        "status": row.status,
        "priority": row.priority,
        "queue": {"id": row.queue.id, "key": row.queue.key},
        "assignee": agent(row.assignee),
        "customer": {"id": head.id, "name": head.name},
        "channel": row.channel and {"id": row.channel.id, "kind": row.channel.kind},
        "external_id": row.external_id or None,
        "reason": row.reason and row.reason.key,
        "disposition": row.disposition and row.disposition.key,
        "tags": row.tags,
        **{name: when(getattr(row, name)) for name in _TIMES},
        "reopen_count": row.reopen_count,
        "resolution_seq": row.resolution_seq,
        "merged_into": row.merged_into_id,
        "last_entry": last_entry or None,
        "metadata": row.metadata,
    }


_TIMES = (
    *("opened_at", "first_replied_at", "resolved_at", "closed_at", "snoozed_until", "due_at"),
    *("created_at", "updated_at"),
)


def event(row: TicketEvent) -> Shown:
    """One thing that happened to a ticket."""
    return {
        "id": row.id,
        "seq": row.seq,
        "kind": row.kind,
        "occurred_at": when(row.occurred_at),
        "actor": {"kind": row.actor_kind, "id": row.actor_id or None},
        "from_status": row.from_status or None,
        "to_status": row.to_status or None,
        "agent": row.agent_id,
        "queue": row.queue_id,
        "interaction": row.interaction_id,
        "data": row.data,
    }


def etag(row: Ticket | Customer) -> str:
    """The version as a header."""
    return f'"{version_of(row)}"'
