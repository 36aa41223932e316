"""Operations: customers, tickets, interactions and everything that happens to them."""

from tickets.models.agent import Agent
from tickets.models.channel import Channel, ChannelKind
from tickets.models.customer import (
    ContactPoint,
    Customer,
    CustomerMerge,
    PointKind,
    Verification,
)
from tickets.models.delivery import Delivery, DeliveryState, Purpose
from tickets.models.event import ActorKind, EventKind, TicketEvent
from tickets.models.interaction import (
    Attachment,
    Direction,
    Interaction,
    InteractionKind,
    Message,
    MessageRole,
    Mood,
)
from tickets.models.queue import ContactReason, Disposition, Queue, QueueMember
from tickets.models.tick_run import TickRun
from tickets.models.ticket import (
    NEVER_DUE,
    OUR_TURN,
    UNRESOLVED,
    Draft,
    Priority,
    Status,
    Ticket,
    TicketThread,
)

__all__ = [
    "NEVER_DUE",
    "OUR_TURN",
    "UNRESOLVED",
    "ActorKind",
    "Agent",
    "Attachment",
    "Channel",
    "ChannelKind",
    "ContactPoint",
    "ContactReason",
    "Customer",
    "CustomerMerge",
    "Delivery",
    "DeliveryState",
    "Direction",
    "Disposition",
    "Draft",
    "EventKind",
    "Interaction",
    "InteractionKind",
    "Message",
    "MessageRole",
    "Mood",
    "PointKind",
    "Priority",
    "Purpose",
    "Queue",
    "QueueMember",
    "Status",
    "TickRun",
    "Ticket",
    "TicketEvent",
    "TicketThread",
    "Verification",
]
