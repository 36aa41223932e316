"""Who has a ticket and where it waits: the only place that writes assignee and queue."""

from datetime import datetime

from django.db import transaction

from tickets.audit import event
from tickets.contracts import Actor
from tickets.errors import Conflict
from tickets.lifecycle import announce, locked
from tickets.models import Agent, EventKind, Queue, QueueMember, Status, Ticket, TicketEvent


class NotAMember(Conflict):
    """The agent does not work in the ticket's queue."""

    code = "not_a_member"


class TakenByOther(Conflict):
    """Somebody else took the ticket in the meantime."""

    code = "taken"


def take(ticket_id: str, *, at: datetime, by: Actor) -> Ticket:
    """Assigns the ticket to the acting agent; raises :class:`TakenByOther` if it has an owner."""
    agent = Agent.objects.get(id=by.id)
    with transaction.atomic():
        ticket = locked(ticket_id)
        if ticket.assignee_id not in {None, agent.id}:
            raise TakenByOther(ticket_id, assignee=ticket.assignee_id)
        return _assign(ticket, agent, at=at, by=by)


def assign(ticket_id: str, agent: Agent | None, *, at: datetime, by: Actor) -> Ticket:
    """Gives the ticket to an agent who works in its queue, or to nobody.

    Raises :class:`NotAMember`.
    """
    with transaction.atomic():
        return _assign(locked(ticket_id), agent, at=at, by=by)


def transfer(
    ticket_id: str, queue: Queue, *, at: datetime, by: Actor, agent: Agent | None = None
) -> Ticket:
    """Moves the ticket to another queue, to one of its agents or to nobody."""
    with transaction.atomic():
        ticket = locked(ticket_id)
        if agent is not None:
            _require_member(agent, queue.id)
        row = event(
            EventKind.TRANSFERRED,
            ticket,
            at=at,
            by=by,
            data={
                "from_queue": ticket.queue_id,
                "to_queue": queue.id,
                "from_agent": ticket.assignee_id or "",
                "to_agent": agent.id if agent else "",
            },
        )
        ticket.queue = queue
        ticket.assignee = agent
        return _save(ticket, row)


def _assign(ticket: Ticket, agent: Agent | None, *, at: datetime, by: Actor) -> Ticket:
    before = ticket.assignee_id
    after = agent.id if agent else None
    if before == after:
        return ticket
    if agent is not None:
        _require_member(agent, ticket.queue_id)
    ticket.assignee = agent
    kind = EventKind.ASSIGNED if agent else EventKind.UNASSIGNED
    row = event(kind, ticket, at=at, by=by, data={"from": before or "", "to": after or ""})
    return _save(ticket, row)


def _require_member(agent: Agent, queue_id: str) -> None:
    works = QueueMember.objects.filter(
        agent=agent, queue=queue_id, access__in=[QueueMember.Access.WORK, QueueMember.Access.LEAD]
    )
    if not agent.is_active or not works.exists():
        raise NotAMember(agent.id, agent=agent.id, queue=queue_id)


def _save(ticket: Ticket, row: TicketEvent) -> Ticket:
    if ticket.status not in {Status.RESOLVED, Status.CLOSED}:
        ticket.version += 1
    ticket.save()
    row.save(force_insert=True)
    announce(ticket)
    return ticket
