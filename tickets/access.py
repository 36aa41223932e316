"""Who may see what: every read of the API starts here.

Agents and keys see the queues they belong to; a key that is bound to a channel sees only what
came through that channel. What is not visible does not exist for the caller.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tickets.contracts import Caller
from tickets.errors import Refusal
from tickets.models import Channel, Customer, Interaction, Queue, Ticket
from tickets.models.ticket import TicketQuerySet


class NotVisible(Refusal):
    """There is no such thing, or the caller may not know of it."""

    code = "not_found"


class ReadOnly(Refusal):
    """The caller may read this queue, but does not work in it."""

    code = "read_only"


def visible_interactions(caller: Caller) -> "QuerySet[Interaction]":
    """Entries of visible tickets; entries without one follow their channel's queue."""
    rows: QuerySet[Interaction] = Interaction.objects.all()
    if caller.channel_id is not None:
        rows = rows.filter(channel=caller.channel_id)
    if caller.queue_ids is not None:
        loose = Q(queue__in=caller.queue_ids) | Q(queue=None, channel__queue__in=caller.queue_ids)
        rows = rows.filter(Q(ticket__queue__in=caller.queue_ids) | (Q(ticket=None) & loose))
    return rows


def visible_tickets(caller: Caller) -> TicketQuerySet:
    """Tickets in the caller's queues, or of its channel; merged-away ones are among them."""
    rows = Ticket.objects.all()
    if caller.channel_id is not None:
        rows = rows.filter(channel=caller.channel_id)
    if caller.queue_ids is not None:
        rows = rows.filter(queue__in=caller.queue_ids)
    return rows


def visible_customers(caller: Caller) -> "QuerySet[Customer]":
    """Customers with something visible, and those who have no ticket at all."""
    rows: QuerySet[Customer] = Customer.objects.all()
    cluster = Subquery(
        Customer.objects.filter(
            Q(id=OuterRef(OuterRef("id"))) | Q(merged_into=OuterRef(OuterRef("id")))
        ).values("id")
    )
    if caller.channel_id is not None:
        written = Interaction.objects.filter(channel=caller.channel_id, customer__in=cluster)
        rows = rows.filter(Exists(written))
    if caller.queue_ids is not None:
        tickets = Ticket.objects.filter(customer__in=cluster)
        rows = rows.filter(Exists(tickets.filter(queue__in=caller.queue_ids)) | ~Exists(tickets))
    return rows


def visible_queues(caller: Caller) -> "QuerySet[Queue]":
    """The caller's queues, or all of them."""
    rows: QuerySet[Queue] = Queue.objects.all()
    return rows if caller.queue_ids is None else rows.filter(id__in=caller.queue_ids)


def visible_channels(caller: Caller) -> "QuerySet[Channel]":
    """The caller's channel, or those of its queues."""
    rows: QuerySet[Channel] = Channel.objects.all()
    if caller.channel_id is not None:
        rows = rows.filter(id=caller.channel_id)
    if caller.queue_ids is not None:
        rows = rows.filter(queue__in=caller.queue_ids)
    return rows


def require_work(caller: Caller, ticket: Ticket) -> None:
    """Raises :class:`ReadOnly` in a queue that the caller may only read."""
    if ticket.queue_id in caller.read_only_queue_ids:
        raise ReadOnly(queue=ticket.queue_id)
