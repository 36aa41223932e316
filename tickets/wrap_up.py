"""What a ticket is about and how urgent it is: the only place that writes reason and priority."""

from datetime import datetime

from django.db import transaction

from tickets.audit import record
from tickets.contracts import Actor
from tickets.errors import Invalid
from tickets.lifecycle import announce, locked
from tickets.models import ContactReason, EventKind, Priority, Ticket


class UnknownPriority(Invalid):
    """There is no such priority."""

    code = "unknown_priority"


def set_priority(ticket_id: str, priority: str, *, at: datetime, by: Actor) -> Ticket:
    """Gives the ticket a priority; raises :class:`UnknownPriority`."""
    if priority not in Priority.values:
        raise UnknownPriority(priority, field="priority")
    with transaction.atomic():
        ticket = locked(ticket_id)
        before, ticket.priority = ticket.priority, priority
        return _changed(ticket, "priority", before, priority, at=at, by=by)


def set_reason(ticket_id: str, reason: ContactReason | None, *, at: datetime, by: Actor) -> Ticket:
    """Says why the customer came, or that nobody knows yet."""
    with transaction.atomic():
        ticket = locked(ticket_id)
        before, ticket.reason = ticket.reason, reason
        return _changed(
            ticket,
            "reason",
            before.key if before else "",
            reason.key if reason else "",
            at=at,
            by=by,
        )


def _changed(
    ticket: Ticket, field: str, before: str, after: str, *, at: datetime, by: Actor
) -> Ticket:
    if before == after:
        return ticket
    ticket.version += 1
    ticket.save()
    data = {"field": field, "from": before, "to": after}
    record(EventKind.FIELD_CHANGED, ticket, at=at, by=by, data=data)
    announce(ticket)
    return ticket
