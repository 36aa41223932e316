"""Tickets that somebody opens on purpose, rather than by a contact arriving."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from tickets import lifecycle, replies
from tickets.cleaning import clean_line, preview_of
from tickets.contracts import Actor, InboundMessage, Sender
from tickets.customers import identity
from tickets.customers.identity import Match
from tickets.entries import entry_of
from tickets.models import (
    Channel,
    ContactPoint,
    ContactReason,
    Customer,
    Interaction,
    Priority,
    Queue,
    Ticket,
)
from tickets.models.one_statement import insert_together


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """What is known of a matter. ``customer`` or else ``sender`` says whose it is.

    ``text`` is what the customer said: with a channel it becomes a contact of ``kind`` through
    it, without one an internal note. The same ``(channel, external_id)`` is opened once.
    """

    queue: Queue
    sender: Sender = field(default_factory=Sender)
    customer: Customer | None = None
    subject: str = ""
    text: str = ""
    kind: str = ""
    priority: str = Priority.NORMAL
    reason: ContactReason | None = None
    channel: Channel | None = None
    external_id: str = ""
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


def open_ticket(new: NewTicket, *, at: datetime, by: Actor) -> tuple[Ticket, bool]:
    """The ticket, and whether it was opened now rather than by an earlier, equal request."""
    points = identity.points_of(new.sender)
    with transaction.atomic():
        identity.lock([_lock_text(new, by), *(point.lock_text for point in points)])
        known = _known(new)
        if known is not None:
            return known, False
        match = _match(new, at=at)
        ticket = _ticket(new, match, at=at)
        entry = _entry(new, match, ticket, at=at)
        opened = lifecycle.open_new(ticket, at=at, by=by, interaction=entry)
        newcomers: list[Customer | ContactPoint] = [match.customer] if match.is_new else []
        newcomers += match.new_points
        insert_together(*newcomers, ticket, *([entry] if entry else []), opened)
        if new.text and entry is None:
            replies.note(ticket.id, replies.ReplyText(text=new.text), at=at, by=by)
        lifecycle.announce(ticket, type_="ticket.created")
    return ticket, True


def _lock_text(new: NewTicket, by: Actor) -> str:
    return f"ticket:{new.channel.id if new.channel else by.id}:{new.external_id}"


def _known(new: NewTicket) -> Ticket | None:
    if not new.external_id or new.channel is None:
        return None
    return Ticket.objects.filter(channel=new.channel, external_id=new.external_id).first()


def _match(new: NewTicket, *, at: datetime) -> Match:
    if new.customer is not None:
        return Match(
            customer=new.customer, is_new=False, point=None, method="given", verification="verified"
        )
    points = identity.points_of(new.sender)
    return identity.recognise(new.sender, points, identity.stored(points), at=at)


def _ticket(new: NewTicket, match: Match, *, at: datetime) -> Ticket:
    return Ticket(
        subject=clean_line(new.subject) or preview_of(new.text)[:100],
        queue=new.queue,
        customer=match.customer,
        channel=new.channel,
        reason=new.reason,
        priority=new.priority,
        external_id=new.external_id,
        tags=list(new.tags),
        metadata=dict(new.metadata),
        language=match.customer.language,
        opened_at=at,
        last_entry_at=at,
        preview=preview_of(new.text),
    )


def _entry(new: NewTicket, match: Match, ticket: Ticket, *, at: datetime) -> Interaction | None:
    """What the customer said, as a contact through the channel."""
    if new.channel is None or not new.text:
        return None
    message = InboundMessage(
        channel_id=new.channel.id,
        external_id=f"ticket:{new.external_id}"[:255] if new.external_id else "",
        kind=new.kind,
        direction="inbound",
        occurred_at=at,
        sender=new.sender,
        subject=new.subject,
        text=new.text,
        language=ticket.language,
    )
    entry = entry_of(message, new.channel, match, new.reason, at=at)
    entry.ticket, entry.queue_id = ticket, ticket.queue_id
    ticket.last_channel_kind, ticket.last_direction = new.channel.kind, "inbound"
    ticket.last_inbound_at = at
    return entry
