"""Which ticket a contact belongs to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from tickets.contracts import InboundMessage, ThreadEvidence
from tickets.errors import Invalid
from tickets.lifecycle import survivor
from tickets.models import (
    Channel,
    ContactPoint,
    Customer,
    Delivery,
    Interaction,
    Status,
    Ticket,
    TicketThread,
)


class UnknownTicket(Invalid):
    """The ticket number the caller named does not exist."""

    code = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The ticket that thread evidence leads to. ``matched_by`` names the evidence.

    ``proven`` evidence carries our signature; other evidence counts only for a participant.
    """

    ticket: Ticket
    matched_by: str
    proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Where a contact goes: on a ticket, or into a new one (perhaps following ``follow_up_of``)."""

    ticket: Ticket | None = None
    follow_up_of: Ticket | None = None
    opens_new: bool = False
    matched_by: str = "new"


def thread_of(message: InboundMessage, channel: Channel) -> Thread | None:
    """The conversation the message says it belongs to, strongest evidence first."""
    evidence = message.threads
    if message.ticket_mode == "number":
        return _by_number(message.ticket_number)
    if message.ticket_mode != "auto":
        return None
    if evidence != ThreadEvidence():
        found = _by_proof(evidence) or _by_claim(evidence)
        if found is not None:
            return found
    if message.thread_key:
        row = (
            TicketThread.objects.filter(channel=channel, key=message.thread_key)
            .select_related("ticket__queue", "ticket__customer")
            .first()
        )
        if row is not None:
            return Thread(ticket=survivor(row.ticket), matched_by="thread_key", proven=True)
    if message.in_reply_to and evidence == ThreadEvidence():
        entry = (
            Interaction.objects.filter(channel=channel, external_id=message.in_reply_to)
            .exclude(ticket=None)
            .select_related("ticket__queue", "ticket__customer")
            .first()
        )
        if entry is not None and entry.ticket is not None:
            return Thread(ticket=survivor(entry.ticket), matched_by="in_reply_to", proven=True)
    return None


def new_threads(
    message: InboundMessage, thread: Thread | None, ticket: Ticket
) -> list[TicketThread]:
    """The unsaved key of a feeder's conversation, if it was looked for and is not known."""
    if not _key_is_new(message, thread):
        return []
    return [TicketThread(channel_id=message.channel_id, key=message.thread_key, ticket=ticket)]


def continue_thread(message: InboundMessage, thread: Thread | None, ticket: Ticket) -> None:
    """A conversation that may be known already goes on in the newer ticket."""
    if message.thread_key and not _key_is_new(message, thread):
        TicketThread.objects.update_or_create(
            channel_id=message.channel_id, key=message.thread_key, defaults={"ticket": ticket}
        )


def _key_is_new(message: InboundMessage, thread: Thread | None) -> bool:
    looked_for = message.ticket_mode == "auto" and message.threads == ThreadEvidence()
    return (
        bool(message.thread_key)
        and looked_for
        and (thread is None or thread.matched_by != "thread_key")
    )


def participates(thread: Thread, addresses: frozenset[str], customer: Customer | None) -> bool:
    """Whether the sender takes part: one of the ticket's customer, or seen on it before."""
    head = thread.ticket.customer.head_id
    if customer is not None and customer.head_id == head:
        return True
    if not addresses:
        return False
    cluster = Customer.objects.cluster_of(head)
    if ContactPoint.objects.filter(
        customer__in=cluster, kind="email", value__in=addresses
    ).exists():
        return True
    seen = Q()
    for address in addresses:
        seen |= Q(participants__contains=[{"address": address}])
    return Interaction.objects.of_ticket(thread.ticket.id).filter(seen).exists()


def decide(
    message: InboundMessage, thread: Thread | None, *, joins: bool, at: datetime
) -> Decision:
    """On which ticket the contact stands. ``joins`` says that its sender may use the thread."""
    if message.kind == "event" or message.ticket_mode == "none":
        return Decision(matched_by="none")
    if thread is None or not joins:
        return Decision(opens_new=_opens_ticket(message))
    ticket = thread.ticket
    quiet = "auto_reply" in message.flags or message.direction != "inbound"
    if quiet or message.ticket_mode == "number" or _may_continue(ticket, at=at):
        return Decision(ticket=ticket, matched_by=thread.matched_by)
    return Decision(follow_up_of=ticket, opens_new=True, matched_by=thread.matched_by)


def _opens_ticket(message: InboundMessage) -> bool:
    return message.direction == "inbound" or message.ticket_mode == "new"


def _may_continue(ticket: Ticket, *, at: datetime) -> bool:
    """Unresolved, or resolved within the days its queue allows; a closed ticket never."""
    if ticket.status == Status.CLOSED:
        return False
    if ticket.status != Status.RESOLVED or ticket.resolved_at is None:
        return True
    return at - ticket.resolved_at <= timedelta(days=ticket.queue.follow_up_days)


def _by_number(number: int | None) -> Thread:
    rows = Ticket.objects.select_related("queue", "customer")
    ticket = rows.filter(number=number).first() if number is not None else None
    if ticket is None:
        raise UnknownTicket("No such ticket.", field="ticket")
    return Thread(ticket=survivor(ticket), matched_by="number", proven=True)


def _by_proof(evidence: ThreadEvidence) -> Thread | None:
    for delivery_id in evidence.proven_delivery_ids:
        row = (
            Delivery.objects.filter(id=delivery_id)
            .select_related("ticket__queue", "ticket__customer")
            .first()
        )
        if row is not None and row.ticket is not None:
            return Thread(ticket=survivor(row.ticket), matched_by="message_id", proven=True)
    for number in evidence.proven_numbers:
        ticket = Ticket.objects.select_related("queue", "customer").filter(number=number).first()
        if ticket is not None:
            return Thread(ticket=survivor(ticket), matched_by="reply_token", proven=True)
    return None


def _by_claim(evidence: ThreadEvidence) -> Thread | None:
    if evidence.claimed_external_ids:
        entry = (
            Interaction.objects.filter(
                kind="email",
                direction="inbound",
                external_id__in=evidence.claimed_external_ids,
            )
            .exclude(ticket=None)
            .select_related("ticket__queue", "ticket__customer")
            .order_by("-occurred_at", "-id")
            .first()
        )
        if entry is not None and entry.ticket is not None:
            return Thread(ticket=survivor(entry.ticket), matched_by="references", proven=False)
    for number in evidence.claimed_numbers:
        ticket = Ticket.objects.select_related("queue", "customer").filter(number=number).first()
        if ticket is not None:
            return Thread(ticket=survivor(ticket), matched_by="subject_number", proven=False)
    return None
