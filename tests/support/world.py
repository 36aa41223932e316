"""Small pieces of a contact center that tests arrange before they act."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tickets import intake
from tickets.contracts import GivenPoint, InboundMessage, Receipt, Sender
from tickets.models import Agent, Channel, Queue, QueueMember, Ticket

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
_numbers = count(1)


def later(**span: float) -> datetime:
    """A moment after NOW."""
    return NOW + timedelta(**span)


def a_queue(key: str = "care", **fields: Any) -> Queue:
    return Queue.objects.get_or_create(key=key, defaults={"name": key.title(), **fields})[0]


def a_channel(kind: str = "email", address: str = "", **fields: Any) -> Channel:
    queue = fields.pop("queue", None) or a_queue()
    if kind == "email" and not address:
        address = f"help{next(_numbers)}@desk.example"
    name = fields.pop("name", f"{kind} {next(_numbers)}")
    return Channel.objects.create(kind=kind, name=name, address=address, queue=queue, **fields)


def an_agent(name: str = "Anna", queue: Queue | None = None, **fields: Any) -> Agent:
    agent = Agent.objects.create_user(
        f"{name.lower()}{next(_numbers)}@desk.example",
        "a long enough password",
        name=name,
        **fields,
    )
    QueueMember.objects.create(agent=agent, queue=queue or a_queue())
    return agent


def a_mail(channel: Channel, address: str = "jana@example.cz", **fields: Any) -> InboundMessage:
    points = fields.pop("points", (GivenPoint(kind="email", value=address),))
    return InboundMessage(
        channel_id=channel.id,
        external_id=fields.pop("external_id", f"m{next(_numbers)}@mail.example"),
        kind=fields.pop("kind", "email"),
        direction=fields.pop("direction", "inbound"),
        occurred_at=fields.pop("occurred_at", NOW),
        sender=Sender(name=fields.pop("name", "Jana Nováková"), points=points),
        subject=fields.pop("subject", "Where is my parcel?"),
        text=fields.pop("text", "It has not arrived."),
        **fields,
    )


def received(channel: Channel, address: str = "jana@example.cz", **fields: Any) -> Receipt:
    """A mail that went through the front door at the time it was written."""
    message = a_mail(channel, address, **fields)
    return intake.receive(message, at=message.occurred_at)


def ticket_of(receipt: Receipt) -> Ticket:
    assert receipt.ticket_id is not None
    return Ticket.objects.get(id=receipt.ticket_id)
