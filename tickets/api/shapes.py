"""What the API answers, described; :mod:`tickets.api.showing` makes it."""

from typing import Any, Final

from tickets.models import (
    ChannelKind,
    DeliveryState,
    Direction,
    EventKind,
    InteractionKind,
    MessageRole,
    PointKind,
    Priority,
    Status,
    Verification,
)
from tickets.wire.fields import Choice, Field, Flag, Free, Id, ListOf, Moment, Number, Object, Text

_BIG: Final = 2**63 - 1
MATCHED: Final = (*Verification.values, "none")


def answer(name: str, fields: dict[str, Field], **rest: Any) -> Object:
    """An object we send: every field is there."""
    return Object(name=name, answer=True, fields=fields, **rest)


def small(fields: dict[str, Field], *, nullable: bool = False) -> Object:
    """An object inside another one."""
    return Object(answer=True, fields=fields, nullable=nullable)


def text(*, nullable: bool = False, limit: int = 2000) -> Text:
    """Text of any kind."""
    return Text(nullable=nullable, limit=limit, lines=True)


def listed(item: Field) -> ListOf:
    """A list of whatever length."""
    return ListOf(item=item, most=100_000)


WHEN: Final = Moment()
WHEN_OR_NOT: Final = Moment(nullable=True)
COUNT: Final = Number(most=_BIG)
COUNT_OR_NOT: Final = Number(most=_BIG, nullable=True)
AGENT: Final = small({"id": Id(prefix="agt"), "name": text()}, nullable=True)
QUEUE: Final = small({"id": Id(prefix="que"), "key": text()})
CHANNEL_KIND: Final = Choice(of=tuple(ChannelKind.values))
POINT: Final = answer(
    "ContactPoint",
    {
        "id": Id(prefix="cpt"),
        "kind": Choice(of=tuple(PointKind.values)),
        "namespace": text(),
        "value": text(),
        "verification": Choice(of=tuple(Verification.values)),
        "source": text(),
        "shared": Flag(),
        "first_seen_at": WHEN,
        "last_seen_at": WHEN,
        "undeliverable_at": WHEN_OR_NOT,
    },
)
FILE: Final = answer(
    "Attachment",
    {
        "id": Id(prefix="att"),
        "filename": text(),
        "content_type": text(),
        "size": COUNT,
        "sha256": text(),
        "url": text(),
    },
)
UPLOAD: Final = answer(
    "Upload",
    {
        "token": Id(prefix="att"),
        "filename": text(),
        "content_type": text(),
        "size": COUNT,
        "sha256": text(),
        "expires_at": WHEN,
    },
)
MESSAGE: Final = answer(
    "Message",
    {
        "id": Id(prefix="msg"),
        "seq": COUNT,
        "client_id": text(nullable=True),
        "author": small({"role": Choice(of=tuple(MessageRole.values)), "name": text()}),
        "text": text(limit=8 * 1024 * 1024),
        "sent_at": WHEN,
    },
)
DELIVERY: Final = answer(
    "Delivery",
    {
        "id": Id(prefix="del"),
        "state": Choice(of=(*DeliveryState.values, "held")),
        "hold_until": WHEN_OR_NOT,
        "to": small({"kind": text(), "value": text()}),
        "channel": Id(prefix="chn"),
        "interaction": Id(prefix="int", nullable=True),
        "ticket": Id(prefix="tkt", nullable=True),
        "attempt": COUNT,
        "error": text(),
        "send_at": WHEN,
        "sent_at": WHEN_OR_NOT,
        "delivered_at": WHEN_OR_NOT,
        "read_at": WHEN_OR_NOT,
    },
)
CALL: Final = small(
    {
        "outcome": text(nullable=True),
        "queued_seconds": COUNT_OR_NOT,
        "talk_seconds": COUNT_OR_NOT,
        "recording": Flag(nullable=True),
    },
    nullable=True,
)
INTERACTION: Final = answer(
    "Interaction",
    {
        "id": Id(prefix="int"),
        "url": text(),
        "seq": COUNT,
        "channel": small(
            {"id": Id(prefix="chn"), "kind": CHANNEL_KIND, "name": text()}, nullable=True
        ),
        "kind": Choice(of=tuple(InteractionKind.values)),
        "direction": Choice(of=tuple(Direction.values)),
        "external_id": text(nullable=True),
        "thread_key": text(nullable=True),
        "in_reply_to": text(nullable=True),
        "occurred_at": WHEN,
        "ended_at": WHEN_OR_NOT,
        "received_at": WHEN,
        "imported_at": WHEN_OR_NOT,
        "customer": small(
            {
                "id": Id(prefix="cus"),
                "name": text(),
                "recorded_as": Id(prefix="cus", nullable=True),
                "match": small(
                    {
                        "method": text(),
                        "verification": Choice(of=(*MATCHED, "")),
                        "candidates": listed(
                            small(
                                {
                                    "id": Id(prefix="cus"),
                                    "name": text(nullable=True),
                                    "why": text(),
                                }
                            )
                        ),
                    }
                ),
            }
        ),
        "contact_point": small(
            {
                "id": Id(prefix="cpt"),
                "kind": Choice(of=tuple(PointKind.values)),
                "namespace": text(),
                "value": text(),
                "verification": Choice(of=tuple(Verification.values)),
                "shared": Flag(),
            },
            nullable=True,
        ),
        "ticket": small(
            {
                "id": Id(prefix="tkt"),
                "number": COUNT,
                "status": Choice(of=tuple(Status.values)),
                "created": Flag(about="Whether this request opened it."),
                "matched_by": text(nullable=True),
            },
            nullable=True,
        ),
        "agent": AGENT,
        "subject": text(),
        "body": small({"text": text(limit=2**23), "html": text(limit=2**23, nullable=True)}),
        "reason": text(nullable=True),
        "disposition": text(nullable=True),
        "mood": text(nullable=True),
        "preview": text(),
        "participants": listed(Free()),
        "messages_count": COUNT,
        "attachments": listed(FILE),
        "flags": listed(text()),
        "spam": Flag(),
        "repeat_of": Free(nullable=True),
        "delivery": small(
            {"id": Id(prefix="del"), "state": text(), "hold_until": WHEN_OR_NOT}, nullable=True
        ),
        "email": Free(nullable=True),
        "call": CALL,
        "chat": Free(nullable=True),
        "form": Free(nullable=True),
        "metadata": Free(),
    },
)
KEPT: Final = answer("KeptPayload", {"payload": Id(prefix="pay"), "state": Choice(of=("kept",))})
CUSTOMER: Final = answer(
    "Customer",
    {
        "id": Id(prefix="cus"),
        "url": text(),
        "name": text(),
        "company": text(nullable=True),
        "language": text(nullable=True),
        "timezone": text(nullable=True),
        "vip": Flag(),
        "contact_points": listed(POINT),
        "merged": listed(Id(prefix="cus")),
        "survey_permission": Choice(of=("unknown", "allowed", "denied")),
        "metadata": Free(),
        "created_at": WHEN,
        "updated_at": WHEN,
    },
)
LOOKUP: Final = answer(
    "Lookup",
    {
        "match": Choice(of=("one", "many", "none", "withheld", "internal")),
        "number": text(nullable=True),
        "customers": listed(
            small(
                {
                    "id": Id(prefix="cus"),
                    "name": text(),
                    "company": text(nullable=True),
                    "vip": Flag(),
                    "open_tickets": COUNT,
                    "last_contact_at": WHEN_OR_NOT,
                    "verification": Choice(of=tuple(Verification.values)),
                    "url": text(),
                }
            )
        ),
    },
)
TICKET: Final = answer(
    "Ticket",
    {
        "id": Id(prefix="tkt"),
        "number": COUNT,
        "url": text(),
        "subject": text(),
        "status": Choice(of=tuple(Status.values)),
        "priority": Choice(of=tuple(Priority.values)),
        "queue": QUEUE,
        "assignee": AGENT,
        "customer": small({"id": Id(prefix="cus"), "name": text()}),
        "channel": small({"id": Id(prefix="chn"), "kind": CHANNEL_KIND}, nullable=True),
        "external_id": text(nullable=True),
        "reason": text(nullable=True),
        "disposition": text(nullable=True),
        "tags": listed(text()),
        "opened_at": WHEN,
        "first_replied_at": WHEN_OR_NOT,
        "resolved_at": WHEN_OR_NOT,
        "closed_at": WHEN_OR_NOT,
        "snoozed_until": WHEN_OR_NOT,
        "due_at": WHEN_OR_NOT,
        "reopen_count": COUNT,
        "resolution_seq": COUNT,
        "merged_into": Id(prefix="tkt", nullable=True),
        "last_entry": text(nullable=True),
        "metadata": Free(),
        "created_at": WHEN,
        "updated_at": WHEN,
    },
)
EVENT: Final = answer(
    "TicketEvent",
    {
        "id": Id(prefix="tev"),
        "seq": COUNT,
        "kind": Choice(of=tuple(EventKind.values)),
        "occurred_at": WHEN,
        "actor": small({"kind": text(), "id": text(nullable=True)}),
        "from_status": text(nullable=True),
        "to_status": text(nullable=True),
        "agent": Id(prefix="agt", nullable=True),
        "queue": Id(prefix="que", nullable=True),
        "interaction": Id(prefix="int", nullable=True),
        "data": Free(),
    },
)
WRITTEN: Final = answer(
    "Written",
    {
        "interaction": small({"id": Id(prefix="int")}),
        "message": small({"id": Id(prefix="msg")}, nullable=True),
        "delivery": DELIVERY,
    },
)
CHANNEL: Final = answer(
    "Channel",
    {
        "id": Id(prefix="chn"),
        "kind": CHANNEL_KIND,
        "name": text(),
        "address": text(nullable=True),
        "queue": QUEUE,
        "default_region": text(),
        "language": text(),
        "enabled": Flag(),
        "capabilities": Free(),
    },
)
