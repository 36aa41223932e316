"""One ticket in the making: the same rules of status and clock as the product's own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter.demo.book import Book
from contactcenter.demo.company import Worker
from contactcenter.demo.people import Person
from tickets.contracts import CUSTOMER, SYSTEM, Actor
from tickets.models import (
    NEVER_DUE,
    OUR_TURN,
    Channel,
    ContactReason,
    Direction,
    Disposition,
    EventKind,
    Interaction,
    Priority,
    Queue,
    Status,
    Ticket,
    TicketEvent,
)

CLOSES_AFTER: Final = timedelta(days=14)
ENDED: Final = frozenset({Status.RESOLVED, Status.CLOSED})


def acting(worker: Worker | None) -> Actor:
    """The agent as whoever does something; nobody means the product itself."""
    return Actor.agent(worker.row.id) if worker else SYSTEM


@dataclass(slots=True, kw_only=True)
class Matter:
    """A ticket, its entries and its resolutions; :meth:`row` gives the model instance."""

    book: Book
    id: str
    person: Person
    queue: Queue
    channel: Channel
    subject: str
    opened_at: datetime
    reason: ContactReason | None = None
    priority: Priority = Priority.NORMAL
    status: Status = Status.NEW
    assignee: Worker | None = None
    disposition: Disposition | None = None
    follow_up_of: "Matter | None" = None
    merged_into: "Matter | None" = None
    spam: bool = False
    number: int = 0
    due_at: datetime | None = None
    first_replied_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    snoozed_until: datetime | None = None
    last_entry_at: datetime | None = None
    last_inbound_at: datetime | None = None
    last_channel_kind: str = ""
    last_direction: str = ""
    preview: str = ""
    changed_at: datetime | None = None
    reopen_count: int = 0
    version: int = 1
    tags: list[str] = field(default_factory=list)
    entries: list[Interaction] = field(default_factory=list)
    resolutions: list[TicketEvent] = field(default_factory=list)

    def came(self, entry: Interaction, *, quiet: bool = False) -> None:
        """The customer got in touch; ``quiet`` messages (thanks, automatic ones) change nothing."""
        at = entry.occurred_at
        first = not self.entries
        self._keep(entry)
        self._show(entry)
        self.last_inbound_at = at
        if first:
            self.event(
                EventKind.OPENED, at=at, by=CUSTOMER, to_status=Status.NEW, interaction_id=entry.id
            )
        elif not quiet and self.status == Status.RESOLVED:
            self._reopen(at, by=CUSTOMER, interaction_id=entry.id)
        elif not quiet and self.status not in OUR_TURN:
            self.move(Status.OPEN, at=at, by=CUSTOMER, interaction_id=entry.id)
        if not quiet:
            self.snoozed_until = None
            self._start_clock(at)

    def answered(self, entry: Interaction) -> None:
        """An agent spoke to the customer: the clock stops, and a new ticket is open."""
        at = entry.occurred_at
        self._keep(entry)
        self._show(entry)
        self.first_replied_at = self.first_replied_at or at
        self.due_at = None
        self.version += 1
        if self.status == Status.NEW:
            self.move(Status.OPEN, at=at, by=acting(self.assignee))

    def spoke(self, at: datetime) -> None:
        """An agent joined a call, chat or visit at this moment."""
        self.first_replied_at = self.first_replied_at or at
        self.due_at = None
        self.version += 1
        if self.status == Status.NEW:
            self.move(Status.OPEN, at=at, by=acting(self.assignee))

    def add(self, entry: Interaction) -> None:
        """An entry that changes nothing: a note, a receipt."""
        self._keep(entry)

    def move(self, status: Status, *, at: datetime, by: Actor, **rest: Any) -> None:
        """Changes the status to open, pending or on hold."""
        self.event(
            EventKind.STATUS_CHANGED,
            at=at,
            by=by,
            from_status=self.status,
            to_status=status,
            **rest,
        )
        self.status = status
        self.version += 1
        if status not in OUR_TURN:
            self.due_at = None

    def assign(self, worker: Worker | None, *, at: datetime, by: Worker | None = None) -> None:
        """Gives the ticket to an agent, who takes it unless somebody else hands it out."""
        if worker is self.assignee:
            return
        before = self.assignee.row.id if self.assignee else ""
        self.assignee = worker
        self.version += 1
        self.event(
            EventKind.ASSIGNED if worker else EventKind.UNASSIGNED,
            at=at,
            by=acting(by or worker),
            data={"from": before, "to": worker.row.id if worker else ""},
        )

    def transfer(
        self, queue: Queue, worker: Worker | None, *, at: datetime, by: Worker | None
    ) -> None:
        """Moves the ticket to another queue, to one of its agents or to nobody."""
        data = {
            "from_queue": self.queue.id,
            "to_queue": queue.id,
            "from_agent": self.assignee.row.id if self.assignee else "",
            "to_agent": worker.row.id if worker else "",
        }
        self.event(EventKind.TRANSFERRED, at=at, by=acting(by), data=data)
        self.queue, self.assignee = queue, worker
        self.version += 1

    def classify(self, reason: ContactReason, *, at: datetime, by: Worker | None) -> None:
        """Says why the customer came."""
        if self.reason is reason:
            return
        data = {"field": "reason", "from": "", "to": reason.key}
        self.reason = reason
        self.version += 1
        self.event(EventKind.FIELD_CHANGED, at=at, by=acting(by), data=data)

    def prioritise(self, priority: Priority, *, at: datetime, by: Worker | None) -> None:
        """Says how urgent it is."""
        data = {"field": "priority", "from": str(self.priority), "to": str(priority)}
        self.priority = priority
        self.version += 1
        self.event(EventKind.FIELD_CHANGED, at=at, by=acting(by), data=data)

    def resolve(
        self, *, at: datetime, by: Worker | None, disposition: Disposition, why: str = ""
    ) -> None:
        """Ends the ticket unless the customer comes back."""
        self.disposition = disposition
        data = {"disposition": disposition.key, **({"why": why} if why else {})}
        row = self.event(
            EventKind.RESOLVED,
            at=at,
            by=acting(by),
            from_status=self.status,
            to_status=Status.RESOLVED,
            resolution_seq=len(self.resolutions) + 1,
            agent_id=self.assignee.row.id if self.assignee else by and by.row.id,
            data=data,
        )
        self.resolutions.append(row)
        self.status, self.resolved_at, self.due_at = Status.RESOLVED, at, None
        self.snoozed_until = None
        self.version += 1

    def close_if_old(self, now: datetime) -> None:
        """Two weeks after its resolution a ticket is closed for good."""
        if self.status != Status.RESOLVED or self.resolved_at is None:
            return
        at = self.resolved_at + CLOSES_AFTER
        if at <= now and self.merged_into is None:
            self.event(
                EventKind.CLOSED, at=at, from_status=Status.RESOLVED, to_status=Status.CLOSED
            )
            self.status, self.closed_at = Status.CLOSED, at

    def absorb(self, other: "Matter", *, at: datetime, by: Worker | None) -> None:
        """Merges another ticket of the customer into this one; its entries move here."""
        other.event(EventKind.MERGED, at=at, by=acting(by), data={"into": self.id})
        self.event(EventKind.MERGED, at=at, by=acting(by), data={"absorbed": other.id})
        other.merged_into, other.due_at = self, None
        other.status, other.closed_at = Status.CLOSED, at
        for entry in other.entries:
            entry.origin_ticket_id, entry.ticket_id = other.id, self.id
            self.entries.append(entry)
            if entry.direction == Direction.INBOUND:
                self._show(entry)
                self.last_inbound_at = max(entry.occurred_at, self.last_inbound_at or at)
        other.entries = []
        self.version += 1

    def event(
        self, kind: EventKind, *, at: datetime, by: Actor = SYSTEM, **rest: Any
    ) -> TicketEvent:
        """Writes down a change, in the order in which they are made."""
        self.changed_at = at
        return self.book.event(kind, self, at=at, by=by, **rest)

    def after_all(self, at: datetime) -> datetime:
        """The moment, or half a minute after the newest change if that is later."""
        return max(at, (self.changed_at or self.opened_at) + timedelta(seconds=30))

    def row(self) -> Ticket:
        """The ticket as it stands now."""
        return Ticket(
            id=self.id,
            number=self.number,
            subject=self.subject,
            status=self.status,
            priority=self.priority,
            queue_id=self.queue.id,
            assignee_id=self.assignee.row.id if self.assignee else None,
            customer_id=self.person.id,
            channel_id=self.channel.id,
            follow_up_of_id=self.follow_up_of.id if self.follow_up_of else None,
            merged_into_id=self.merged_into.id if self.merged_into else None,
            reason_id=self.reason.id if self.reason else None,
            disposition_id=self.disposition.id if self.disposition else None,
            language=self.person.language,
            spam=self.spam,
            opened_at=self.opened_at,
            first_replied_at=self.first_replied_at,
            resolved_at=self.resolved_at,
            closed_at=self.closed_at,
            snoozed_until=self.snoozed_until,
            due_at=self.due_at,
            sort_at=self.due_at or NEVER_DUE,
            reopen_count=self.reopen_count,
            resolution_seq=len(self.resolutions),
            last_entry_at=self.last_entry_at or self.opened_at,
            last_inbound_at=self.last_inbound_at,
            last_channel_kind=self.last_channel_kind,
            last_direction=self.last_direction,
            preview=self.preview,
            tags=self.tags,
            version=self.version,
        )

    def _keep(self, entry: Interaction) -> None:
        entry.ticket_id = self.id
        entry.queue_id = entry.queue_id or self.queue.id
        self.entries.append(entry)

    def _show(self, entry: Interaction) -> None:
        if self.last_entry_at is not None and entry.occurred_at < self.last_entry_at:
            return
        self.last_entry_at = entry.occurred_at
        self.last_channel_kind = entry.channel_kind
        self.last_direction = entry.direction
        self.preview = entry.preview

    def _start_clock(self, at: datetime) -> None:
        if self.due_at is None and self.status in OUR_TURN:
            self.due_at = at + timedelta(minutes=self.queue.answer_within_minutes)

    def _reopen(self, at: datetime, *, by: Actor, **rest: Any) -> None:
        self.event(
            EventKind.REOPENED,
            at=at,
            by=by,
            from_status=Status.RESOLVED,
            to_status=Status.OPEN,
            **rest,
        )
        self.status, self.resolved_at = Status.OPEN, None
        self.reopen_count += 1
        self.version += 1
