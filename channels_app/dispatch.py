"""Sends what is due: claim, ask the guards, hand over, write the result."""

from collections import defaultdict
from datetime import datetime
from typing import Final

import structlog

from channels_app import outgoing, registry
from channels_app.driver import DeliveryFailed, DeliveryUnclear, Session
from tickets import outbox
from tickets.cleaning import clean_line
from tickets.models import Delivery

BATCH: Final = 20
_log = structlog.get_logger(__name__)


def dispatch_due(at: datetime, *, batches: int = 10) -> int:
    """Sends up to ``batches`` × 20 due deliveries, each mailbox over one connection.

    Returns how many were handed over.
    """
    sent = 0
    for _ in range(batches):
        claimed = outbox.claim(at=at, limit=BATCH, kinds=tuple(registry.DRIVERS))
        if not claimed:
            break
        by_channel: defaultdict[str, list[Delivery]] = defaultdict(list)
        for delivery in claimed:
            by_channel[delivery.channel_id].append(delivery)
        for deliveries in by_channel.values():
            sent += _send_all(deliveries, at=at)
    return sent


def _send_all(deliveries: list[Delivery], *, at: datetime) -> int:
    """One channel's share; a way out that cannot be opened fails the rest, to be tried again."""
    channel = deliveries[0].channel
    done = 0
    waiting = list(deliveries)
    try:
        with registry.driver(channel.kind).session(channel, at=at) as session:
            while waiting:
                done += _send(waiting[0], session, at=at)
                waiting.pop(0)
    except DeliveryFailed as error:
        _log.warning("channel_cannot_send", channel=channel.id, kind=channel.kind)
        for delivery in waiting:
            outbox.mark_failed(
                delivery, at=at, error=clean_line(str(error), 300), permanent=error.permanent
            )
    return done


def _send(delivery: Delivery, session: Session, *, at: datetime) -> bool:
    message = outgoing.message_of(delivery)
    if not outbox.hand_over(delivery, at=at):
        return False
    try:
        external_id = session.send(message)
    except DeliveryFailed as error:
        outbox.mark_failed(
            delivery, at=at, error=clean_line(str(error), 300), permanent=error.permanent
        )
        return False
    except DeliveryUnclear as error:
        outbox.mark_unclear(delivery, at=at, error=clean_line(str(error), 300))
        return False
    outbox.mark_sent(delivery, at=at, external_id=external_id)
    return True
