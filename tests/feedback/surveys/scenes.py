"""What survey tests arrange: a resolved ticket and a question that has left."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from feedback.models import Invitation, SurveyDefinition
from feedback.surveys import decisions, definitions, sending
from tests.support.world import NOW, a_channel, an_agent, received, ticket_of
from tickets import lifecycle, outbox, replies
from tickets.contracts import Actor
from tickets.models import Channel, Delivery, Purpose, Ticket
from tickets.replies import ReplyText

DAY = timedelta(days=1)
DUE = NOW + DAY
"""A Sunday, 11:00 in Prague: inside the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A survey mail as its driver got it, and the token that stood in it."""

    delivery: Delivery
    token: str


def a_survey(**fields: Any) -> SurveyDefinition:
    fields.setdefault("key", "effort")
    fields.setdefault("name", "Effort")
    return definitions.create(at=NOW, **fields)


def a_handled_ticket(
    address: str = "jana@example.cz",
    *,
    channel: Channel | None = None,
    at: datetime = NOW,
    **mail: Any,
) -> Ticket:
    """A customer wrote two hours ago and an agent, who has the ticket, answered an hour ago."""
    channel = channel or a_channel()
    mail.setdefault("occurred_at", at - timedelta(hours=2))
    ticket = ticket_of(received(channel, address, **mail))
    by = Actor.agent(an_agent(queue=channel.queue).id)
    a_mailbox(channel)
    text = ReplyText(text="It is on its way.")
    with suppress(replies.NoReachableContactPoint):
        replies.reply(ticket.id, text, at=at - timedelta(hours=1), by=by)
    return Ticket.objects.get(id=ticket.id)


def a_mailbox(channel: Channel) -> Channel:
    found = Channel.objects.of_kind("email").first()
    return found or a_channel(queue=channel.queue)


def resolved(ticket: Ticket, *, at: datetime = NOW, **data: Any) -> Ticket:
    by = Actor.agent(an_agent(queue=ticket.queue).id)
    return lifecycle.resolve(ticket.id, at=at, by=by, data=data)


def a_resolved_ticket(address: str = "jana@example.cz", **fields: Any) -> Ticket:
    at = fields.get("at", NOW)
    return resolved(a_handled_ticket(address, **fields), at=at)


def the_decision(ticket: Ticket, seq: int = 1) -> Invitation:
    return Invitation.objects.get(ticket=ticket, resolution_seq=seq)


def decided(ticket: Ticket, *, at: datetime = NOW) -> Invitation:
    decisions.decide(at)
    return the_decision(ticket, Ticket.objects.get(id=ticket.id).resolution_seq)


def claimed(*, at: datetime) -> list[Delivery]:
    """Survey deliveries a sender has just taken; replies of the arrangement are left to it."""
    return [row for row in outbox.claim(at=at, limit=100) if row.purpose == Purpose.SURVEY]


def token_in(delivery: Delivery) -> str:
    found = re.search(r"/s/([A-Za-z0-9_-]{32})/", delivery.content["text"])
    assert found is not None
    return found.group(1)


def a_sent_letter(ticket: Ticket | None = None, *, at: datetime = DUE) -> Letter:
    """The question of a resolved ticket, accepted by the receiving server at ``at``."""
    if ticket is None:
        if not SurveyDefinition.objects.exists():
            a_survey()
        ticket = a_resolved_ticket()
    decided(ticket)
    sending.dispatch(at)
    [delivery] = claimed(at=at)
    token = token_in(delivery)
    assert outbox.hand_over(delivery, at=at)
    assert outbox.mark_sent(delivery, at=at, external_id="x@desk.example")
    return Letter(delivery=delivery, token=token)


def the_asked() -> Invitation:
    """The only invitation there is, as it stands now."""
    return Invitation.objects.get()
