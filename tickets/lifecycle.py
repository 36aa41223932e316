"""A ticket's status: what may follow what, and the only place that writes it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from tickets import doorbell, ticks
from tickets.audit import event
from tickets.contracts import Actor
from tickets.errors import Conflict, Refusal
from tickets.models import (
    NEVER_DUE,
    OUR_TURN,
    Delivery,
    DeliveryState,
    Disposition,
    EventKind,
    Interaction,
    Purpose,
    Status,
    Ticket,
    TicketEvent,
)

ALLOWED: Final[dict[Status, frozenset[Status]]] = {
    Status.NEW: frozenset({Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.RESOLVED}),
    Status.OPEN: frozenset({Status.PENDING, Status.ON_HOLD, Status.RESOLVED}),
    Status.PENDING: frozenset({Status.OPEN, Status.ON_HOLD, Status.RESOLVED}),
    Status.ON_HOLD: frozenset({Status.OPEN, Status.PENDING, Status.RESOLVED}),
    Status.RESOLVED: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}
TIMES_OF: Final = ("status", "resolved_at", "closed_at", "due_at", "sort_at", "version")


class InvalidTransition(Conflict):
    """The status cannot follow the present one."""

    code = "invalid_transition"


class TicketNotFound(Refusal):
    """There is no such ticket, or the caller may not see it."""

    code = "not_found"


def locked(ticket_id: str) -> Ticket:
    """The ticket, locked until the transaction ends; raises :class:`TicketNotFound`."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("queue", "customer")
    row = rows.filter(id=ticket_id).first()
    if row is None:
        raise TicketNotFound(ticket_id)
    return row


def survivor(ticket: Ticket) -> Ticket:
    """The ticket that a merged-away one lives on in; itself otherwise."""
    while ticket.merged_into_id is not None:
        ticket = Ticket.objects.select_related("queue", "customer").get(id=ticket.merged_into_id)
    return ticket


def open_new(
    ticket: Ticket, *, at: datetime, by: Actor, interaction: Interaction | None = None
) -> TicketEvent:
    """Starts an unsaved ticket's life: status new, its clock running; returns the unsaved event."""
    ticket.status = Status.NEW
    start_clock(ticket, at=at)
    return event(
        EventKind.OPENED, ticket, at=at, by=by, interaction=interaction, to_status=Status.NEW
    )


def start_clock(ticket: Ticket, *, at: datetime) -> None:
    """The customer waits for us from ``at`` on; a clock that runs already is left alone."""
    if ticket.due_at is None and ticket.status in OUR_TURN:
        ticket.due_at = at + timedelta(minutes=ticket.queue.answer_within_minutes)
    ticket.sort_at = ticket.due_at or NEVER_DUE


def wait_again(ticket: Ticket) -> None:
    """The clock of a locked ticket whose answer was taken back: it counts from the question.

    Left alone if another answer is on its way, or if it is not our turn.
    """
    asked = ticket.last_inbound_at
    if asked is None or ticket.due_at is not None or not ticket.is_our_turn:
        return
    answers = Delivery.objects.filter(ticket=ticket, purpose=Purpose.REPLY, created_at__gte=asked)
    if not answers.exclude(state=DeliveryState.CANCELLED).exists():
        start_clock(ticket, at=asked)
        ticket.save(update_fields=["due_at", "sort_at"])


def stop_clock(ticket: Ticket) -> None:
    """Nobody waits for us any more: answered, or somebody else's turn."""
    ticket.due_at = None
    ticket.sort_at = NEVER_DUE


def contact_arrived(
    ticket: Ticket, *, at: datetime, by: Actor, interaction: Interaction
) -> list[TicketEvent]:
    """What a customer's new message does to a locked ticket's status; returns unsaved events.

    Pending, on hold and resolved tickets open again. The caller saves the ticket. A closed
    ticket raises :class:`InvalidTransition`: its follow-up is a new ticket.
    """
    if ticket.status == Status.CLOSED:
        raise InvalidTransition("closed tickets stay closed", ticket=ticket.number)
    events: list[TicketEvent] = []
    if ticket.status == Status.RESOLVED:
        events.append(_reopen(ticket, at=at, by=by, interaction=interaction))
    elif ticket.status not in OUR_TURN:
        events.append(_move(ticket, Status.OPEN, at=at, by=by, interaction=interaction))
    ticket.snoozed_until = None
    start_clock(ticket, at=at)
    return events


def change_status(
    ticket_id: str, status: Status, *, at: datetime, by: Actor, data: dict[str, Any] | None = None
) -> Ticket:
    """Moves a ticket to open, pending or on hold; raises :class:`InvalidTransition`.

    The status it already has is left alone. Use :func:`resolve` and :func:`close` for the ends.
    """
    with transaction.atomic():
        ticket = locked(ticket_id)
        if ticket.status == status:
            return ticket
        _check(ticket, status)
        if status in {Status.RESOLVED, Status.CLOSED}:
            raise InvalidTransition(f"{ticket.status} to {status}", ticket=ticket.number)
        if ticket.status == Status.RESOLVED:
            row = _reopen(ticket, at=at, by=by)
        else:
            row = _move(ticket, status, at=at, by=by, data=data)
        if status == Status.OPEN and ticket.last_direction == "inbound":
            start_clock(ticket, at=at)
        elif status != Status.OPEN:
            stop_clock(ticket)
        _save(ticket, row)
    return ticket


def resolve(
    ticket_id: str,
    *,
    at: datetime,
    by: Actor,
    disposition: Disposition | None = None,
    data: dict[str, Any] | None = None,
) -> Ticket:
    """Marks a ticket resolved and keeps who had it, where, and why at this moment.

    Raises :class:`InvalidTransition` if it is resolved or closed already.
    """
    with transaction.atomic():
        ticket = locked(ticket_id)
        _check(ticket, Status.RESOLVED)
        before = ticket.status
        ticket.status = Status.RESOLVED
        ticket.resolved_at = at
        ticket.resolution_seq += 1
        ticket.snoozed_until = None
        if disposition is not None:
            ticket.disposition = disposition
        stop_clock(ticket)
        row = event(
            EventKind.RESOLVED,
            ticket,
            at=at,
            by=by,
            from_status=before,
            to_status=Status.RESOLVED,
            resolution_seq=ticket.resolution_seq,
            agent_id=ticket.assignee_id or by.agent_id,
            data={**(data or {}), "disposition": disposition.key if disposition else ""},
        )
        _save(ticket, row)
    ticks.wake("resolved")
    return ticket


def reopen(ticket_id: str, *, at: datetime, by: Actor) -> Ticket:
    """Opens a resolved ticket again; raises :class:`InvalidTransition` for any other."""
    with transaction.atomic():
        ticket = locked(ticket_id)
        _check(ticket, Status.OPEN, only_from=Status.RESOLVED)
        row = _reopen(ticket, at=at, by=by)
        start_clock(ticket, at=at)
        _save(ticket, row)
    return ticket


def close(ticket_id: str, *, at: datetime, by: Actor) -> Ticket:
    """Ends a resolved ticket for good; raises :class:`InvalidTransition` for any other."""
    with transaction.atomic():
        ticket = locked(ticket_id)
        _check(ticket, Status.CLOSED)
        row = event(
            EventKind.CLOSED,
            ticket,
            at=at,
            by=by,
            from_status=ticket.status,
            to_status=Status.CLOSED,
        )
        ticket.status = Status.CLOSED
        ticket.closed_at = at
        stop_clock(ticket)
        _save(ticket, row)
    return ticket


def return_to_us(ticket: Ticket, *, at: datetime, by: Actor, why: str) -> list[TicketEvent]:
    """Opens a locked ticket that waited for others because what it waited on failed.

    The assignee stays. The caller saves the ticket and the returned events.
    """
    if ticket.status in OUR_TURN or ticket.status == Status.CLOSED:
        events = []
    elif ticket.status == Status.RESOLVED:
        events = [_reopen(ticket, at=at, by=by, data={"why": why})]
    else:
        events = [_move(ticket, Status.OPEN, at=at, by=by, data={"why": why})]
    start_clock(ticket, at=at)
    return events


def _check(ticket: Ticket, status: Status, only_from: Status | None = None) -> None:
    present = Status(ticket.status)
    allowed = status in ALLOWED[present] and (only_from is None or present == only_from)
    if not allowed or ticket.merged_into_id is not None:
        raise InvalidTransition(f"{present} to {status}", ticket=ticket.number)


def _move(ticket: Ticket, status: Status, *, at: datetime, by: Actor, **rest: Any) -> TicketEvent:
    _check(ticket, status)
    row = event(
        EventKind.STATUS_CHANGED,
        ticket,
        at=at,
        by=by,
        from_status=ticket.status,
        to_status=status,
        **rest,
    )
    ticket.status = status
    return row


def _reopen(ticket: Ticket, *, at: datetime, by: Actor, **rest: Any) -> TicketEvent:
    row = event(
        EventKind.REOPENED,
        ticket,
        at=at,
        by=by,
        from_status=ticket.status,
        to_status=Status.OPEN,
        **rest,
    )
    ticket.status = Status.OPEN
    ticket.resolved_at = None
    ticket.reopen_count += 1
    return row


def _save(ticket: Ticket, *events: TicketEvent) -> None:
    ticket.version += 1
    ticket.save()
    TicketEvent.objects.bulk_create(events)
    announce(ticket)


def announce(ticket: Ticket, *, type_: str = "ticket.changed") -> None:
    """Hints open pages, after commit, that this ticket changed."""
    facts = {"ticket": ticket.id, "number": ticket.number, "queue": ticket.queue_id}
    doorbell.hint(f"ticket:{ticket.id}", type_, **facts)
    doorbell.hint(f"queue:{ticket.queue_id}", type_, **facts)
