"""The one door in: every contact of every channel passes :func:`receive`."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from tickets import attachments, doorbell, follow_up, lifecycle
from tickets.audit import event
from tickets.cleaning import clean_line, clean_text, preview_of
from tickets.contracts import CUSTOMER, SYSTEM, Actor, InboundMessage, Receipt
from tickets.customers import identity
from tickets.customers.identity import Match
from tickets.customers.points import Point
from tickets.entries import entry_of
from tickets.errors import Conflict, Invalid
from tickets.models import (
    Channel,
    ContactPoint,
    ContactReason,
    Customer,
    Direction,
    Disposition,
    EventKind,
    Interaction,
    InteractionKind,
    Message,
    MessageRole,
    Status,
    Ticket,
    TicketEvent,
)
from tickets.models.one_statement import insert_together
from tickets.thanks import only_says_thanks

_QUIET: Final = frozenset({"auto_reply", "bulk", "ack"})


class ChannelDisabled(Conflict):
    """The channel is switched off."""

    code = "channel_disabled"


class UnknownReason(Invalid):
    """No contact reason has this key."""

    code = "unknown_reason"


@dataclass(slots=True, kw_only=True)
class _Work:
    """What one call gathers before it writes."""

    message: InboundMessage
    channel: Channel
    at: datetime
    by: Actor
    points: tuple[Point, ...]
    reason: ContactReason | None = None
    disposition: Disposition | None = None
    thread: follow_up.Thread | None = None
    entry: Interaction | None = None


def receive(
    message: InboundMessage,
    *,
    at: datetime,
    by: Actor = CUSTOMER,
    channel: Channel | None = None,
    reason: ContactReason | None = None,
) -> Receipt:
    """Records one contact: customer, ticket, entry and audit in one transaction.

    The same ``(channel, external_id)`` again gives the same receipt with ``repeated`` set and
    writes nothing. ``at`` is when we received it. Raises :class:`ChannelDisabled`,
    :class:`UnknownReason` and :class:`tickets.follow_up.UnknownTicket`. ``channel`` and
    ``reason`` may be given by a caller that has read them already.
    """
    return received(message, at=at, by=by, channel=channel, reason=reason)[0]


def received(
    message: InboundMessage,
    *,
    at: datetime,
    by: Actor = CUSTOMER,
    channel: Channel | None = None,
    reason: ContactReason | None = None,
    disposition: Disposition | None = None,
) -> tuple[Receipt, Interaction]:
    """As :func:`receive`, with the entry that was written, or was there already."""
    if channel is None:
        channel = Channel.objects.select_related("queue").get(id=message.channel_id)
    if not channel.enabled:
        raise ChannelDisabled(channel.name, channel=channel.id)
    work = _Work(
        message=message,
        channel=channel,
        at=at,
        by=by,
        points=identity.points_of(message.sender),
        reason=reason or _reason(message.reason_key),
        disposition=disposition or _disposition(message.disposition_key),
    )
    try:
        with transaction.atomic():
            receipt = _receive(work)
        assert work.entry is not None
        return receipt, work.entry
    except IntegrityError:
        # Somebody without our locks (an import, an older release) was faster: read what they wrote.
        with transaction.atomic():
            known = _known(message, channel)
            if known is None:
                raise
            return _receipt_of(known), known


def _receive(work: _Work) -> Receipt:
    message = work.message
    identity.lock(_lock_texts(work))
    known = _known(message, work.channel)
    if known is not None:
        work.entry = known
        return _repeated(known, work)
    work.thread = follow_up.thread_of(message, work.channel)
    match = _match(work)
    joins = work.thread is not None and (
        work.thread.proven
        or follow_up.participates(work.thread, _addresses(work.points), _existing(match))
    )
    decision = follow_up.decide(message, work.thread, joins=joins, at=work.at)
    if decision.ticket is not None:
        return _join(work, match, decision)
    return _open(work, match, decision)


def _lock_texts(work: _Work) -> list[str]:
    """What must not be received twice at a time: the message, its conversation, its people."""
    message, channel_id = work.message, work.channel.id
    texts = [f"{channel_id}:{message.external_id}", *(point.lock_text for point in work.points)]
    if message.kind == InteractionKind.EMAIL:
        texts.append(f"email:{message.external_id}")
    if message.thread_key:
        texts.append(f"thread:{channel_id}:{message.thread_key}")
    return texts


def _known(message: InboundMessage, channel: Channel) -> Interaction | None:
    if not message.external_id:
        return None
    same = Interaction.objects.filter(channel=channel, external_id=message.external_id)
    # Most messages are new: asking for the id alone costs a fifth of asking for the rows.
    ids = list(same.values_list("id", flat=True)[:1])
    is_mail = (message.kind, message.direction) == (InteractionKind.EMAIL, Direction.INBOUND)
    if not ids and is_mail:
        elsewhere = Interaction.objects.filter(
            kind=InteractionKind.EMAIL,
            direction=Direction.INBOUND,
            external_id=message.external_id,
        )
        ids = list(elsewhere.values_list("id", flat=True)[:1])
    return Interaction.objects.select_related("ticket").get(id=ids[0]) if ids else None


def _repeated(known: Interaction, work: _Work) -> Receipt:
    """The same message again; one that reached us through a second address is noted."""
    if known.channel_id != work.channel.id and known.ticket is not None:
        ways = known.detail.setdefault("delivered_to", [])
        if work.channel.address and work.channel.address not in ways:
            ways.append(work.channel.address)
            known.save(update_fields=["detail"])
            event(
                EventKind.DUPLICATE_RECEIVED,
                known.ticket,
                at=work.at,
                by=SYSTEM,
                interaction=known,
                data={"channel": work.channel.id},
            ).save(force_insert=True)
    return _receipt_of(known)


def _match(work: _Work) -> Match:
    if work.message.sender.customer_id:
        customer = Customer.objects.get(id=work.message.sender.customer_id)
        return Match(
            customer=customer, is_new=False, point=None, method="given", verification="verified"
        )
    by_thread = None
    if work.thread is not None and work.thread.proven:
        by_thread = work.thread.ticket.customer
    return identity.recognise(
        work.message.sender,
        work.points,
        identity.stored(work.points),
        at=work.at,
        known_by_thread=by_thread,
    )


def _existing(match: Match) -> Customer | None:
    return None if match.is_new else match.customer


def _addresses(points: tuple[Point, ...]) -> frozenset[str]:
    return frozenset(point.value for point in points if point.kind == "email")


def _reason(key: str) -> ContactReason | None:
    if not key:
        return None
    found = ContactReason.objects.filter(key=key).first()
    if found is None:
        raise UnknownReason(key, field="reason")
    return found


def _disposition(key: str) -> Disposition | None:
    return Disposition.objects.filter(key=key).first() if key else None


def _entry(work: _Work, match: Match) -> Interaction:
    entry = entry_of(work.message, work.channel, match, work.reason, at=work.at)
    entry.disposition = work.disposition
    work.entry = entry
    return entry


def _open(work: _Work, match: Match, decision: follow_up.Decision) -> Receipt:
    """Writes the entry together with its new ticket, if it opens one."""
    entry = _entry(work, match)
    ticket: Ticket | None = None
    events: list[TicketEvent] = []
    if decision.opens_new:
        ticket = _new_ticket(work, match, decision)
        events.append(
            lifecycle.open_new(ticket, at=entry.occurred_at, by=work.by, interaction=entry)
        )
        entry.ticket = ticket
        entry.queue_id = entry.queue_id or ticket.queue_id
        _show_last(ticket, entry)
    rows: list[Any] = [match.customer] if match.is_new else []
    rows += match.new_points
    if ticket is not None:
        rows.append(ticket)
        rows += follow_up.new_threads(work.message, work.thread, ticket)
    rows += [entry, *events]
    insert_together(*rows)
    if ticket is not None:
        follow_up.continue_thread(work.message, work.thread, ticket)
    return _finish(work, match, entry, ticket, decision, created=ticket is not None)


def _join(work: _Work, match: Match, decision: follow_up.Decision) -> Receipt:
    """Writes the entry on an existing ticket, which may open again."""
    assert decision.ticket is not None
    ticket = lifecycle.locked(decision.ticket.id)
    if ticket.merged_into_id is not None:
        ticket = lifecycle.locked(lifecycle.survivor(ticket).id)
    entry = _entry(work, match)
    entry.ticket = ticket
    entry.queue_id = entry.queue_id or ticket.queue_id
    events: list[TicketEvent] = []
    if entry.direction == Direction.INBOUND and not work.message.imported:
        if ticket.status == Status.RESOLVED and only_says_thanks(entry.text):
            entry.flags = sorted({*entry.flags, "ack"})
        if not _QUIET & set(entry.flags):
            events = lifecycle.contact_arrived(
                ticket, at=entry.occurred_at, by=work.by, interaction=entry
            )
    rows: list[Any] = [match.customer] if match.is_new else []
    insert_together(*rows, *match.new_points, entry, *events)
    _show_last(ticket, entry)
    ticket.version += 1
    ticket.save()
    return _finish(work, match, entry, ticket, decision, created=False)


def _new_ticket(work: _Work, match: Match, decision: follow_up.Decision) -> Ticket:
    message = work.message
    opened = message.occurred_at.astimezone(UTC)
    return Ticket(
        subject=clean_line(message.subject) or preview_of(message.text)[:100],
        queue=work.channel.queue,
        customer=match.customer,
        channel=work.channel,
        reason=work.reason,
        language=message.language[:8],
        opened_at=opened,
        last_entry_at=opened,
        follow_up_of=decision.follow_up_of,
        assignee_id=None,
    )


def _show_last(ticket: Ticket, entry: Interaction) -> None:
    """What a worklist shows of a ticket follows its newest public entry."""
    if entry.direction == Direction.INTERNAL or entry.occurred_at < ticket.last_entry_at:
        return
    ticket.last_entry_at = entry.occurred_at
    ticket.last_channel_kind = entry.channel_kind
    ticket.last_direction = entry.direction
    ticket.preview = entry.preview
    if entry.direction == Direction.INBOUND:
        ticket.last_inbound_at = entry.occurred_at


def _finish(
    work: _Work,
    match: Match,
    entry: Interaction,
    ticket: Ticket | None,
    decision: follow_up.Decision,
    *,
    created: bool,
) -> Receipt:
    _write_lines(work, entry)
    attachments.keep_for(entry, work.message.attachments, at=work.at)
    if match.touched:
        ContactPoint.objects.bulk_update(
            match.touched,
            ["verification", "source", "last_seen_at", "undeliverable_at", "undeliverable_reason"],
        )
    if ticket is not None:
        lifecycle.announce(ticket, type_="ticket.created" if created else "ticket.changed")
    doorbell.hint(f"customer:{match.customer.head_id}", "timeline.changed", interaction=entry.id)
    return replace(
        _receipt_of(entry),
        ticket_created=created,
        matched_by=decision.matched_by,
        candidates=match.candidates,
        repeated=False,
    )


def _write_lines(work: _Work, entry: Interaction) -> None:
    Message.objects.bulk_create(
        Message(
            interaction=entry,
            seq=position,
            client_id=line.client_id,
            role=MessageRole(line.role),
            author_name=clean_line(line.author_name, 200),
            text=clean_text(line.text),
            sent_at=line.sent_at,
        )
        for position, line in enumerate(work.message.lines, start=1)
    )


def _receipt_of(entry: Interaction) -> Receipt:
    ticket = entry.ticket
    return Receipt(
        interaction_id=entry.id,
        seq=entry.seq,
        customer_id=entry.customer_id,
        contact_point_id=entry.contact_point_id,
        ticket_id=entry.ticket_id,
        ticket_number=ticket.number if ticket else None,
        ticket_created=False,
        matched_by="external_id",
        match_method=entry.match_method,
        match_verification=entry.match_verification,
        repeated=True,
    )
