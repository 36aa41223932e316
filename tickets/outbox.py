"""What is on its way out: the only place that writes ``Delivery.state``.

A row is queued in the transaction that causes it. A sender claims rows with one conditional
update, which leases them and counts ``attempt``; the attempt is the fence, so that a sender that
lost its lease cannot write a result. Right before the bytes leave, :func:`hand_over` asks the
guards and stamps the row: a row that was stamped and never got a result *may* have left. Replies
are then sent again under the same Message-ID; at-most-once rows are marked uncertain instead.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from tickets import doorbell, lifecycle
from tickets.audit import event, record
from tickets.contracts import SYSTEM, Actor
from tickets.errors import Conflict, Refusal
from tickets.models import (
    ContactPoint,
    Delivery,
    DeliveryState,
    EventKind,
    Purpose,
    TicketEvent,
)
from tickets.signals import delivery_queued

LEASE: Final = timedelta(seconds=60)
SUPPRESSED: Final = "suppressed_recipient"
UNCERTAIN_AFTER: Final = timedelta(minutes=15)
RETURNS_WITHIN: Final = timedelta(days=14)
PAUSES: Final = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
OPEN_STATES: Final = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING})
ALLOWED: Final[dict[DeliveryState, frozenset[DeliveryState]]] = {
    DeliveryState.QUEUED: frozenset({DeliveryState.SENDING, DeliveryState.CANCELLED}),
    DeliveryState.SENDING: frozenset(
        {
            DeliveryState.QUEUED,
            DeliveryState.SENT,
            DeliveryState.FAILED,
            DeliveryState.CANCELLED,
            DeliveryState.UNCERTAIN,
        }
    ),
    DeliveryState.SENT: frozenset(
        {DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.FAILED}
    ),
    DeliveryState.DELIVERED: frozenset({DeliveryState.READ}),
    DeliveryState.READ: frozenset(),
    DeliveryState.FAILED: frozenset(
        {DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.DELIVERED}
    ),
    DeliveryState.CANCELLED: frozenset(),
    DeliveryState.UNCERTAIN: frozenset({DeliveryState.SENT, DeliveryState.DELIVERED}),
}

Guard = Callable[[Delivery, datetime], str | None]
Listener = Callable[[Delivery, datetime], None]
_GUARDS: Final[dict[str, Guard]] = {}
_LISTENERS: Final[dict[str, Listener]] = {}


class AlreadySent(Conflict):
    """It has left, or is leaving at this moment; it cannot be taken back."""

    code = "already_sent"


class DeliveryNotFound(Refusal):
    """There is no such delivery."""

    code = "not_found"


def register_guard(purpose: Purpose, guard: Guard) -> None:
    """Adds a last question before hand-over; an answer is the reason to cancel instead."""
    _GUARDS[purpose] = guard


def register_listener(purpose: Purpose, listener: Listener) -> None:
    """Tells the owner of a purpose about each new state, in the same transaction."""
    _LISTENERS[purpose] = listener


def queue(delivery: Delivery, *, at: datetime) -> Delivery:
    """Stores a new row in the caller's transaction and nudges a sender after commit."""
    delivery.state = DeliveryState.QUEUED
    delivery.created_at = at
    delivery.send_at = max(delivery.hold_until or at, at)
    delivery.save(force_insert=True)
    nudge(delivery)
    return delivery


def nudge(delivery: Delivery) -> None:
    """Says after commit that something waits; losing this costs seconds, not messages."""
    transaction.on_commit(
        partial(
            delivery_queued.send_robust,
            sender=Delivery,
            delivery_id=delivery.id,
            not_before=delivery.send_at,
        )
    )


def claim(*, at: datetime, limit: int = 20, kinds: tuple[str, ...] | None = None) -> list[Delivery]:
    """Takes due rows for 60 seconds; nobody else gets them until then.

    ``attempt`` of each is the fence for the results. ``kinds`` limits to channel kinds.
    """
    statement = """
        UPDATE tickets_delivery AS d
           SET state = 'sending', attempt = d.attempt + 1, handover_at = NULL,
               lease_until = clock_timestamp() + %s
         WHERE d.id IN (
               SELECT w.id FROM tickets_delivery w
                 JOIN tickets_channel c ON c.id = w.channel_id
                WHERE ((w.state = 'queued' AND w.send_at <= %s)
                   OR (w.state = 'sending' AND w.lease_until < clock_timestamp()
                       AND NOT (w.at_most_once AND w.handover_at IS NOT NULL)))
                  AND (%s::text[] IS NULL OR c.kind = ANY(%s::text[]))
                ORDER BY w.send_at, w.id
                LIMIT %s
                  FOR UPDATE OF w SKIP LOCKED)
     RETURNING d.id
    """
    wanted = list(kinds) if kinds is not None else None
    values: list[Any] = [LEASE, at, wanted, wanted, limit]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        ids = [row[0] for row in cursor.fetchall()]
    rows = Delivery.objects.filter(id__in=ids).select_related(
        "channel",
        "interaction",
        "interaction__agent",
        "ticket",
        "ticket__queue",
        "customer",
        "contact_point",
    )
    return sorted(rows, key=lambda row: (row.send_at, row.id))


def hand_over(delivery: Delivery, *, at: datetime) -> bool:
    """The last step before the bytes leave; ``False`` means that they must not.

    Asks the guards (a veto cancels the row) and stamps it, if this attempt still holds it.
    """
    veto = _veto(delivery, at)
    if veto is not None:
        state = DeliveryState.FAILED if veto == SUPPRESSED else DeliveryState.CANCELLED
        _end(delivery, state, at=at, error=veto)
        return False
    with transaction.atomic():
        return bool(_mine(delivery).filter(handover_at=None).update(handover_at=at))


def _veto(delivery: Delivery, at: datetime) -> str | None:
    point = delivery.contact_point
    if point is not None and not point.is_reachable():
        return SUPPRESSED
    guard = _GUARDS.get(delivery.purpose)
    return guard(delivery, at) if guard is not None else None


def mark_sent(delivery: Delivery, *, at: datetime, external_id: str = "") -> bool:
    """Records that it was accepted; ``False`` if the attempt was not ours any more."""
    with transaction.atomic():
        updated = _mine(delivery).update(
            state=DeliveryState.SENT,
            sent_at=at,
            external_id=external_id[:255],
            error="",
            lease_until=None,
        )
        if not updated:
            return False
        delivery.state, delivery.sent_at = DeliveryState.SENT, at
        _after(delivery, at)
    return True


def mark_failed(delivery: Delivery, *, at: datetime, error: str, permanent: bool) -> bool:
    """Records a definite failure before acceptance: waits and tries again, or gives up.

    A failed reply is written to its ticket, which comes back to us. ``False`` if the attempt
    was not ours any more.
    """
    if permanent or delivery.failures >= len(PAUSES):
        return _end(delivery, DeliveryState.FAILED, at=at, error=error)
    pause = PAUSES[delivery.failures]
    with transaction.atomic():
        return bool(
            _mine(delivery).update(
                state=DeliveryState.QUEUED,
                send_at=at + pause,
                failures=F("failures") + 1,
                handover_at=None,
                lease_until=None,
                error=error[:300],
            )
        )


def mark_unclear(delivery: Delivery, *, at: datetime, error: str) -> bool:
    """Records that the connection broke after the bytes left: nobody knows whether they arrived.

    A reply is tried again under the same Message-ID; an at-most-once row becomes uncertain.
    """
    if delivery.at_most_once:
        return _end(delivery, DeliveryState.UNCERTAIN, at=at, error=error)
    return mark_failed(delivery, at=at, error=error, permanent=False)


def mark_returned(
    delivery_id: str, *, at: datetime, to_value: str, error: str, unreachable: bool
) -> bool:
    """Records that an accepted delivery came back; ``False`` if that cannot be believed.

    It must have left in the last 14 days for the same address, and nobody may have confirmed its
    arrival. ``unreachable`` suppresses the address until the customer writes from it again.
    """
    with transaction.atomic():
        delivery = _returnable(delivery_id, at=at)
        if delivery is None or delivery.to_value.casefold() != to_value.casefold():
            return False
        if unreachable:
            _suppress(delivery, at=at, reason=error)
        if delivery.state == DeliveryState.SENT:
            delivery.state, delivery.error = DeliveryState.FAILED, error[:300]
            delivery.save(update_fields=["state", "error"])
            _after(delivery, at)
    return True


def mark_unwanted(delivery_id: str, *, at: datetime) -> bool:
    """Suppresses the address of a delivery its recipient complained about; ``False`` if there is
    no such delivery of the last 14 days."""
    with transaction.atomic():
        delivery = _returnable(delivery_id, at=at)
        if delivery is None:
            return False
        _suppress(delivery, at=at, reason="complaint")
    return True


def cancel(delivery_id: str, *, at: datetime, by: Actor) -> Delivery:
    """Takes back what has not left; raises :class:`AlreadySent`.

    The entry stays on the timeline, marked as cancelled.
    """
    with transaction.atomic():
        delivery = _locked(delivery_id)
        if delivery.state != DeliveryState.QUEUED:
            raise AlreadySent(delivery_id, state=delivery.state)
        delivery.state = DeliveryState.CANCELLED
        delivery.save(update_fields=["state"])
        if delivery.ticket is not None:
            ticket = lifecycle.locked(delivery.ticket.id)
            record(
                EventKind.DELIVERY_CANCELLED,
                ticket,
                at=at,
                by=by,
                interaction=delivery.interaction,
                data={"delivery": delivery.id},
            )
            lifecycle.wait_again(ticket)
            lifecycle.announce(ticket)
        _tell(delivery, at)
    return delivery


def retry(delivery_id: str, *, at: datetime) -> Delivery:
    """Sends a failed row once more; raises :class:`AlreadySent` for any other state."""
    with transaction.atomic():
        delivery = _locked(delivery_id)
        if delivery.state != DeliveryState.FAILED:
            raise AlreadySent(delivery_id, state=delivery.state)
        delivery.state = DeliveryState.QUEUED
        delivery.send_at, delivery.failures, delivery.error = at, 0, ""
        delivery.handover_at = delivery.lease_until = None
        delivery.save()
        nudge(delivery)
    return delivery


def settle_uncertain(at: datetime) -> int:
    """Marks at-most-once rows whose sender died after hand-over; they are never sent again."""
    rows = Delivery.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=Now()),
        state=DeliveryState.SENDING,
        at_most_once=True,
        handover_at__lt=at - UNCERTAIN_AFTER,
    )
    return sum(
        _end(row, DeliveryState.UNCERTAIN, at=at, error="sender_died")
        for row in rows.select_related("ticket", "interaction").order_by("id")[:500]
    )


def _mine(delivery: Delivery) -> Any:
    return Delivery.objects.filter(
        id=delivery.id, attempt=delivery.attempt, state=DeliveryState.SENDING
    )


def _locked(delivery_id: str) -> Delivery:
    row = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("ticket", "interaction")
        .filter(id=delivery_id)
        .first()
    )
    if row is None:
        raise DeliveryNotFound(delivery_id)
    return row


def _returnable(delivery_id: str, *, at: datetime) -> Delivery | None:
    """A delivery that left recently, locked; ``FAILED`` too, because reports come twice."""
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("ticket", "interaction")
        .filter(id=delivery_id, sent_at__gt=at - RETURNS_WITHIN)
        .filter(state__in=[DeliveryState.SENT, DeliveryState.FAILED])
        .first()
    )


def _suppress(delivery: Delivery, *, at: datetime, reason: str) -> None:
    if delivery.contact_point_id is not None:
        ContactPoint.objects.filter(id=delivery.contact_point_id, undeliverable_at=None).update(
            undeliverable_at=at, undeliverable_reason=reason[:60]
        )


def _end(delivery: Delivery, state: DeliveryState, *, at: datetime, error: str) -> bool:
    with transaction.atomic():
        updated = _mine(delivery).update(state=state, error=error[:300], lease_until=None)
        if not updated:
            return False
        delivery.state, delivery.error = state, error[:300]
        _after(delivery, at)
    return True


def _after(delivery: Delivery, at: datetime) -> None:
    """Consequences of a new state, in the same transaction."""
    if delivery.state == DeliveryState.FAILED and delivery.purpose == Purpose.REPLY:
        _come_back(delivery, at)
    elif delivery.ticket is not None:
        lifecycle.announce(delivery.ticket)
    _tell(delivery, at)


def _tell(delivery: Delivery, at: datetime) -> None:
    listener = _LISTENERS.get(delivery.purpose)
    if listener is not None:
        listener(delivery, at)


def _come_back(delivery: Delivery, at: datetime) -> None:
    if delivery.ticket_id is None:
        return
    ticket = lifecycle.locked(delivery.ticket_id)
    failed = event(
        EventKind.DELIVERY_FAILED,
        ticket,
        at=at,
        by=SYSTEM,
        interaction=delivery.interaction,
        data={"delivery": delivery.id, "error": delivery.error},
    )
    events = lifecycle.return_to_us(ticket, at=at, by=SYSTEM, why="delivery_failed")
    ticket.version += 1
    ticket.save()
    TicketEvent.objects.bulk_create([failed, *events])
    if ticket.assignee_id:
        doorbell.hint(f"agent:{ticket.assignee_id}", "delivery.failed", ticket=ticket.id)
    lifecycle.announce(ticket)
