"""Where the stories are written down before they are stored, all at once."""

import random
import uuid
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from contactcenter.demo import files
from tickets.contracts import SYSTEM, Actor
from tickets.models import (
    Attachment,
    ContactPoint,
    Customer,
    CustomerMerge,
    Delivery,
    EventKind,
    Interaction,
    Message,
    TicketEvent,
)
from tickets.models.ids import encode

if TYPE_CHECKING:
    from contactcenter.demo.matter import Matter

DOCUMENT: Final = files.document()
PHOTOGRAPH: Final = files.photograph()


class Book:
    """Rows in the making, and ids that carry the time at which things happened."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._count = 0
        self.customers: list[Customer] = []
        self.points: list[ContactPoint] = []
        self.merges: list[CustomerMerge] = []
        self.matters: list[Matter] = []
        self.interactions: list[Interaction] = []
        self.messages: list[Message] = []
        self.events: list[TicketEvent] = []
        self.deliveries: list[Delivery] = []
        self.attachments: list[Attachment] = []

    def id_at(self, prefix: str, at: datetime) -> str:
        """A public id made at this moment; later calls give later ids for the same moment."""
        self._count += 1
        milliseconds = int(at.timestamp() * 1000)
        value = (milliseconds << 80) | (7 << 76) | ((self._count & 0xFFF) << 64)
        value |= (2 << 62) | self.rng.getrandbits(62)
        return encode(prefix, uuid.UUID(int=value))

    def attach(self, entry: Interaction, filename: str) -> None:
        """A file of an entry; its bytes are one of the two in :mod:`contactcenter.demo.files`."""
        is_document = filename.endswith(".pdf")
        content = DOCUMENT if is_document else PHOTOGRAPH
        self.attachments.append(
            Attachment(
                id=self.id_at("att", entry.occurred_at),
                interaction_id=entry.id,
                filename=filename,
                content_type="application/pdf" if is_document else "image/png",
                size=len(content),
                sha256=sha256(content).hexdigest(),
                created_at=entry.occurred_at,
            )
        )

    def event(
        self, kind: EventKind, matter: "Matter", *, at: datetime, by: Actor = SYSTEM, **rest: Any
    ) -> TicketEvent:
        """Writes down a change of a ticket, with assignee, queue and reason of this moment."""
        assignee = matter.assignee.row.id if matter.assignee else None
        row = TicketEvent(
            id=self.id_at("tev", at),
            kind=kind,
            ticket_id=matter.id,
            customer_id=matter.person.id,
            occurred_at=at,
            actor_kind=by.kind,
            actor_id=by.id,
            agent_id=rest.pop("agent_id", assignee),
            queue_id=matter.queue.id,
            channel_kind=matter.last_channel_kind,
            reason_id=matter.reason.id if matter.reason else None,
            **rest,
        )
        self.events.append(row)
        return row
