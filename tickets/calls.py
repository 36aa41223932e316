"""Telephone calls on the timeline: one entry a call, from ringing to the end."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from tickets import doorbell, intake, lifecycle
from tickets.cleaning import clean_json
from tickets.contracts import CUSTOMER, Actor, InboundMessage, Receipt
from tickets.customers import identity
from tickets.models import Direction, Interaction, Ticket
from tickets.models.one_statement import insert_together

SHORT_ABANDON: Final = timedelta(seconds=5)
_HEARD: Final = frozenset({"answered", "voicemail"})
_UNREACHED: Final = frozenset({"missed", "abandoned", "busy", "no_answer", "rejected"})


def record(message: InboundMessage, *, at: datetime, by: Actor = CUSTOMER) -> Receipt:
    """Writes what is known of a call now; call it again as more becomes known.

    The first time makes the entry, later times only correct its facts. A ticket opens once
    somebody talked, left a message, or gave up after at least five seconds: a misdial needs no
    work.
    """
    needs_ticket = _needs_ticket(message)
    first = message if needs_ticket else replace(message, ticket_mode="none")
    receipt = intake.receive(first, at=at, by=by)
    if not receipt.repeated:
        return receipt
    with transaction.atomic():
        identity.lock([f"{message.channel_id}:{message.external_id}"])
        entry = Interaction.objects.select_for_update(of=("self",)).get(id=receipt.interaction_id)
        _correct(entry, message)
        ticket = entry.ticket
        if ticket is None and needs_ticket:
            ticket = _open_ticket(entry, message, by=by)
        entry.save()
        if ticket is not None:
            lifecycle.announce(ticket)
    doorbell.hint(f"customer:{entry.customer_id}", "timeline.changed", interaction=entry.id)
    return replace(
        receipt,
        ticket_id=entry.ticket_id,
        ticket_number=ticket.number if ticket else None,
    )


def _needs_ticket(message: InboundMessage) -> bool:
    if message.direction != Direction.INBOUND or message.ticket_mode == "none":
        return False
    if message.call.outcome in _HEARD:
        return True
    if message.call.outcome not in _UNREACHED:
        return False
    ended = message.ended_at or message.occurred_at
    return ended - message.occurred_at >= SHORT_ABANDON


def _correct(entry: Interaction, message: InboundMessage) -> None:
    entry.occurred_at = min(entry.occurred_at, message.occurred_at)
    entry.ended_at = message.ended_at and max(message.ended_at, entry.occurred_at)
    entry.outcome = message.call.outcome
    entry.wait_seconds = message.call.wait_seconds
    entry.talk_seconds = message.call.talk_seconds
    entry.agent_id = message.agent_id or entry.agent_id
    entry.queue_id = message.queue_id or entry.queue_id
    entry.detail = {**entry.detail, **clean_json(dict(message.detail))}


def _open_ticket(entry: Interaction, message: InboundMessage, *, by: Actor) -> Ticket:
    assert entry.channel is not None
    ticket = Ticket(
        subject=message.subject[:500],
        queue=entry.channel.queue,
        customer_id=entry.customer_id,
        channel=entry.channel,
        opened_at=entry.occurred_at,
        last_entry_at=entry.occurred_at,
        last_inbound_at=entry.occurred_at,
        last_channel_kind=entry.channel_kind,
        last_direction=entry.direction,
        preview=entry.preview,
    )
    opened = lifecycle.open_new(ticket, at=entry.occurred_at, by=by, interaction=entry)
    insert_together(ticket, opened)
    entry.ticket = ticket
    return ticket
