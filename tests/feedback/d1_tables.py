"""D1 in the real tables: customers, tickets with their events, entries in ``(at, id)`` order."""

from dataclasses import dataclass, field
from typing import Any

from tests.feedback.golden import DATA, NOW, World, maybe, moment
from tickets.models import (
    Agent,
    Channel,
    ContactPoint,
    ContactReason,
    Customer,
    CustomerMerge,
    EventKind,
    Interaction,
    Queue,
    QueueMember,
    Ticket,
    TicketEvent,
)

DIRECTIONS = {"in": "inbound", "out": "outbound", "internal": "internal"}
FLAGS = {"auto": "auto_reply"}
KIND_OF_STATUS = {
    "new": EventKind.OPENED,
    "open": EventKind.STATUS_CHANGED,
    "pending": EventKind.STATUS_CHANGED,
    "resolved": EventKind.RESOLVED,
}


@dataclass
class Tables:
    """What was stored, by the names of the golden data set."""

    customers: dict[str, Customer] = field(default_factory=dict)
    queues: dict[str, Queue] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    reasons: dict[str, ContactReason] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)

    def name_of(self, interaction_id: str) -> str:
        return next(name for name, row in self.interactions.items() if row.id == interaction_id)


def stored(world: World | None = None) -> Tables:
    """Writes a world's facts. A second copy of a mail is left out: the tables refuse it."""
    world = world or World.d1()
    tables = Tables()
    _people_and_places(tables, world)
    for row in sorted(world.tickets.values(), key=lambda row: row["opened_at"]):
        tables.tickets[row["id"]] = _ticket(row, tables)
    for row in world.tickets.values():
        if row["merged_into"]:
            _merge(row, tables)
    known: set[str] = set()
    for row in sorted(world.interactions.values(), key=lambda row: (row["at"], row["id"])):
        if row["message_id"] is None or row["message_id"] not in known:
            tables.interactions[row["id"]] = _interaction(row, tables)
            known.add(row["message_id"] or "")
    return tables


def _people_and_places(tables: Tables, world: World) -> None:
    for row in DATA["queues"]:
        tables.queues[row["id"]] = Queue.objects.create(key=row["id"], name=row["id"].title())
    for row in DATA["agents"]:
        agent = Agent.objects.create_user(
            f"{row['id']}@desk.example", "long enough", name=row["id"]
        )
        QueueMember.objects.create(agent=agent, queue=tables.queues[row["queue"]])
        tables.agents[row["id"]] = agent
    for row in DATA["reasons"]:
        tables.reasons[row["code"]] = ContactReason.objects.create(
            key=row["code"].lower(),
            name=row["code"].title(),
            is_complaint=row["is_complaint"],
            fcr_eligible=row["fcr_eligible"],
        )
    for kind in ("email", "webform", "phone", "chat"):
        tables.channels[kind] = Channel.objects.create(
            kind=kind, name=kind, address=f"{kind}@desk.example", queue=tables.queues["care"]
        )
    for name in world.heads:
        customer = Customer.objects.create(name=f"Customer {name}", created_at=NOW)
        ContactPoint.objects.create(
            customer=customer,
            kind="email",
            value=f"{name.lower()}@mail.example",
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
        tables.customers[name] = customer
    for name, head in world.heads.items():
        if head != name:
            merge_customers(tables, name, head)


def merge_customers(tables: Tables, source: str, into: str) -> None:
    absorbed, head = tables.customers[source], tables.customers[into]
    CustomerMerge.objects.create(head=head, absorbed=absorbed, reason="same person", created_at=NOW)
    _customer_event(EventKind.CUSTOMER_MERGED, head)
    absorbed.merged_into = head
    absorbed.save()


def unmerge_customers(tables: Tables, source: str) -> None:
    absorbed = tables.customers[source]
    assert absorbed.merged_into is not None
    CustomerMerge.objects.filter(absorbed=absorbed).update(undone_at=NOW)
    _customer_event(EventKind.CUSTOMER_UNMERGED, absorbed.merged_into)
    absorbed.merged_into = None
    absorbed.save()


def _customer_event(kind: EventKind, customer: Customer) -> None:
    TicketEvent.objects.create(kind=kind, customer=customer, occurred_at=NOW, actor_kind="system")


def changed(tables: Tables, name: str, **fields: Any) -> None:
    """Corrects facts of an entry, with the event that says so."""
    entry = tables.interactions[name]
    for field_name, value in fields.items():
        setattr(entry, field_name, value)
    entry.save()
    TicketEvent.objects.create(
        kind=EventKind.INTERACTION_CHANGED,
        ticket=entry.ticket,
        customer=entry.customer,
        interaction=entry,
        occurred_at=NOW,
        actor_kind="system",
    )


def _ticket(row: dict[str, Any], tables: Tables) -> Ticket:
    last = row["status_events"][-1]
    ticket = Ticket.objects.create(
        subject=row["id"],
        status=last["status"],
        queue=tables.queues["care"],
        customer=tables.customers[row["customer"]],
        reason=tables.reasons[row["reason"]],
        opened_at=moment(row["opened_at"]),
        last_entry_at=moment(row["opened_at"]),
        resolved_at=moment(last["at"]) if last["status"] == "resolved" else None,
        resolution_seq=1 if last["status"] == "resolved" else 0,
    )
    before = ""
    for change in row["status_events"]:
        agent = tables.agents[change["by"]] if change["by"] else None
        TicketEvent.objects.create(
            kind=KIND_OF_STATUS[change["status"]],
            ticket=ticket,
            customer=ticket.customer,
            occurred_at=moment(change["at"]),
            actor_kind="agent" if agent else "customer",
            actor_id=agent.id if agent else "",
            agent=agent,
            queue=ticket.queue,
            reason=ticket.reason,
            from_status=before,
            to_status=change["status"],
            resolution_seq=1 if change["status"] == "resolved" else None,
            data={"asked": True} if change["status"] == "pending" else {},
        )
        before = change["status"]
    return ticket


def _merge(row: dict[str, Any], tables: Tables) -> None:
    ticket = tables.tickets[row["id"]]
    ticket.merged_into = tables.tickets[row["merged_into"]]
    ticket.save()
    TicketEvent.objects.create(
        kind=EventKind.MERGED,
        ticket=ticket,
        customer=ticket.customer,
        occurred_at=moment(row["merged_at"]),
        actor_kind="agent",
    )


def _interaction(row: dict[str, Any], tables: Tables) -> Interaction:
    arrived_on = tables.tickets.get(row["ticket"] or "")
    survivor = arrived_on.merged_into if arrived_on is not None else None
    flags = {FLAGS.get(flag, flag) for flag in row["flags"]} - {"spam"}
    entry = Interaction(
        kind=row["kind"],
        direction=DIRECTIONS[row["direction"]],
        channel=tables.channels.get(row["channel"]),
        channel_kind=row["channel"] if row["channel"] in tables.channels else "",
        customer=tables.customers[row["customer"]],
        ticket=survivor or arrived_on,
        origin_ticket=arrived_on if survivor is not None else None,
        agent=tables.agents.get(row["agent"] or ""),
        queue=tables.queues.get(row["queue"] or ""),
        reason=tables.reasons.get(row["reason"] or ""),
        external_id=row["message_id"] or "",
        in_reply_to=_message_id(row["in_reply_to"]),
        occurred_at=moment(row["at"]),
        ended_at=maybe(row["ended_at"]),
        received_at=moment(row["at"]),
        text=row["text"] or "",
        flags=sorted(flags),
        spam="spam" in row["flags"],
        outcome=row["outcome"] or "",
        wait_seconds=row["wait_seconds"],
        customer_message_count=row.get("customer_messages") or 0,
        match_verification="verified",
    )
    entry.save()
    return entry


def _message_id(entry: str | None) -> str:
    return "" if entry is None else f"<m-{entry}>"
