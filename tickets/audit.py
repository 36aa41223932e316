"""Writing the audit trail: one row for everything that happens to a ticket, in codes."""

from datetime import datetime
from typing import Any

from tickets.contracts import Actor
from tickets.models import EventKind, Interaction, Ticket, TicketEvent


def event(
    kind: EventKind,
    ticket: Ticket,
    *,
    at: datetime,
    by: Actor,
    interaction: Interaction | None = None,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> TicketEvent:
    """An unsaved event with the assignee, queue, channel and reason of this moment."""
    return TicketEvent(
        kind=kind,
        ticket=ticket,
        customer_id=ticket.customer_id,
        interaction=interaction,
        occurred_at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        agent_id=fields.pop("agent_id", ticket.assignee_id),
        queue_id=fields.pop("queue_id", ticket.queue_id),
        channel_kind=ticket.last_channel_kind,
        reason_id=ticket.reason_id,
        data=data or {},
        **fields,
    )


def record(kind: EventKind, ticket: Ticket, *, at: datetime, by: Actor, **rest: Any) -> TicketEvent:
    """The saved event; see :func:`event`."""
    row = event(kind, ticket, at=at, by=by, **rest)
    row.save(force_insert=True)
    return row
