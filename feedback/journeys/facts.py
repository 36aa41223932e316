"""Reads the facts of customer clusters: interactions, ticket events, decisions, as plain rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet

from feedback.codes import OverrideKind
from feedback.journeys.rows import (
    Direction,
    Entry,
    History,
    Override,
    StatusChange,
    TicketLife,
)
from feedback.models import ContactOverride
from tickets.models import (
    Customer,
    Delivery,
    DeliveryState,
    EventKind,
    Interaction,
    Ticket,
    TicketEvent,
)

LIVE_FOR: Final = timedelta(hours=4)
"""How long an entry without an end may still be going on."""
_DIRECTIONS: Final = {
    "inbound": Direction.IN,
    "outbound": Direction.OUT,
    "internal": Direction.INTERNAL,
}
_NOT_SENT: Final = frozenset({DeliveryState.CANCELLED, DeliveryState.FAILED})
_OUR_PEOPLE: Final = frozenset({Customer.Standing.TEST, Customer.Standing.STAFF})


class Stored(NamedTuple):
    """What a derived row keeps of its interaction beyond what the rules look at."""

    channel_id: str | None
    verification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterFacts:
    """All facts of one person. ``going_on`` says that a call or chat has not ended yet."""

    head: str
    customers: frozenset[str]
    unidentified: frozenset[str]
    history: History
    stored: dict[str, Stored]
    going_on: bool


class _TicketRow(NamedTuple):
    id: str
    customer_id: str
    reason_id: str | None
    queue_id: str
    merged_into_id: str | None
    follow_up_of_id: str | None
    spam: bool


_TICKET_FIELDS: Final = tuple(_TicketRow.__annotations__)
_ENTRY_FIELDS: Final = (
    "id",
    "customer_id",
    "occurred_at",
    "ended_at",
    "kind",
    "channel_kind",
    "channel_id",
    "direction",
    "ticket_id",
    "origin_ticket_id",
    "reason_id",
    "queue_id",
    "agent_id",
    "flags",
    "spam",
    "outcome",
    "wait_seconds",
    "customer_message_count",
    "external_id",
    "in_reply_to",
    "match_verification",
)


def load(heads: Sequence[str], *, at: datetime) -> list[ClusterFacts]:
    """The facts of these heads' clusters, in a number of queries that does not grow with them.

    A head that was merged away meanwhile is left out: its new head has its own turn.
    """
    people = Customer.objects.filter(Q(id__in=heads, merged_into=None) | Q(merged_into__in=heads))
    members: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for customer, merged_into, standing in people.values_list("id", "merged_into", "standing"):
        members[merged_into or customer][customer] = standing
    return _Loader(members, at).clusters()


class _Loader:
    """Facts of a batch of clusters, indexed so that each takes its own."""

    def __init__(self, members: dict[str, dict[str, str]], at: datetime) -> None:
        self.members = members
        self.at = at
        customers = [customer for cluster in members.values() for customer in cluster]
        self.entries: defaultdict[str, list[Any]] = defaultdict(list)
        for row in self._entries(Interaction.objects.filter(customer__in=customers)):
            self.entries[row.customer_id].append(row)
        self.tickets = self._tickets(customers)
        self.ours: defaultdict[str, list[Any]] = defaultdict(list)
        ours = Interaction.objects.filter(ticket__in=self.tickets, direction="outbound")
        for row in self._entries(ours):
            self.ours[row.ticket_id].append(row)
        self._read_events()
        self._read_deliveries()
        self.overrides: defaultdict[str, list[Override]] = defaultdict(list)
        self._read_overrides(customers)

    def clusters(self) -> list[ClusterFacts]:
        return [self._cluster(head, people) for head, people in sorted(self.members.items())]

    # -- reading

    def _entries(self, rows: "QuerySet[Interaction]") -> Iterator[Any]:
        has_text = rows.annotate(has_text=~Q(text=""))
        return iter(has_text.values_list(*_ENTRY_FIELDS, "has_text", named=True))

    def _tickets(self, customers: list[str]) -> dict[str, _TicketRow]:
        """The customers' tickets and every one their entries, merges and follow-ups lead to."""
        found: dict[str, _TicketRow] = {}
        missing = {
            ticket
            for rows in self.entries.values()
            for row in rows
            for ticket in (row.ticket_id, row.origin_ticket_id)
            if ticket is not None
        }
        wanted = Q(customer__in=customers) | Q(id__in=missing)
        while True:
            for values in Ticket.objects.filter(wanted).values_list(*_TICKET_FIELDS):
                row = _TicketRow(*values)
                found[row.id] = row
            named = {
                ticket
                for row in found.values()
                for ticket in (row.merged_into_id, row.follow_up_of_id)
                if ticket is not None
            }
            missing = named - found.keys()
            if not missing:
                return found
            wanted = Q(id__in=missing)

    def _read_events(self) -> None:
        self.changes: defaultdict[str, list[StatusChange]] = defaultdict(list)
        self.merged_at: dict[str, datetime] = {}
        self.reopening: set[str] = set()
        rows = TicketEvent.objects.filter(ticket__in=self.tickets).filter(
            ~Q(to_status="") | Q(kind=EventKind.MERGED)
        )
        for row in rows.order_by("seq"):
            ticket = row.ticket_id or ""
            if row.kind == EventKind.MERGED:
                self.merged_at[ticket] = row.occurred_at
            if row.kind == EventKind.REOPENED and row.interaction_id is not None:
                self.reopening.add(row.interaction_id)
            if row.to_status:
                self._add_change(ticket, row)

    def _add_change(self, ticket: str, row: TicketEvent) -> None:
        """Events count in the order they were written.

        A message that was delayed reopens its ticket after the resolution it did not know of, so
        no change begins before the one written before it.
        """
        changes = self.changes[ticket]
        begins = max(row.occurred_at, changes[-1].at) if changes else row.occurred_at
        changes.append(
            StatusChange(
                at=begins,
                status=row.to_status,
                asked=row.to_status == "pending" and bool(row.data.get("asked")),
                queue=row.queue_id,
                agent=row.agent_id,
                channel_kind=row.channel_kind or None,
            )
        )

    def _read_deliveries(self) -> None:
        """Names under which what we sent is answered, and what was taken back or never arrived."""
        self.names = {
            row.external_id: row.id
            for rows in (*self.entries.values(), *self.ours.values())
            for row in rows
            if row.direction == "outbound" and row.external_id
        }
        self.unsent: set[str] = set()
        rows = Delivery.objects.filter(ticket__in=self.tickets, interaction__isnull=False)
        facts: Iterable[tuple[str, str | None, str]] = rows.values_list(
            "external_id", "interaction", "state"
        )
        for name, entry, state in facts:
            if entry is not None and name:
                self.names[name.strip("<>")] = entry
            if entry is not None and state in _NOT_SENT:
                self.unsent.add(entry)

    def _read_overrides(self, customers: list[str]) -> None:
        rows = ContactOverride.objects.filter(interaction__customer__in=customers, undone_at=None)
        for kind, entry, other, customer in rows.order_by("decided_at", "id").values_list(
            "kind", "interaction", "other", "interaction__customer"
        ):
            self.overrides[customer].append(
                Override(kind=OverrideKind(kind), entry=entry, other=other)
            )

    # -- one cluster

    def _cluster(self, head: str, people: dict[str, str]) -> ClusterFacts:
        rows = [row for customer in people for row in self.entries[customer]]
        tickets = self._reachable(people, rows)
        ours = [
            row
            for ticket in tickets
            for row in self.ours.get(ticket, ())
            if row.customer_id not in people
        ]
        firsts = _first_on_ticket(rows)
        entries = [
            self._entry(row, people, firsts) for row in (*rows, *ours) if row.id not in self.unsent
        ]
        return ClusterFacts(
            head=head,
            customers=frozenset(people),
            unidentified=frozenset(
                customer
                for customer, standing in people.items()
                if standing == Customer.Standing.UNIDENTIFIED
            ),
            history=History(
                entries=tuple(entries),
                tickets=tuple(self._life(self.tickets[ticket]) for ticket in sorted(tickets)),
                overrides=tuple(o for customer in people for o in self.overrides[customer]),
            ),
            stored={row.id: Stored(row.channel_id, row.match_verification) for row in rows},
            going_on=any(self._goes_on(row) for row in rows),
        )

    def _reachable(self, people: dict[str, str], rows: Iterable[Any]) -> set[str]:
        waiting = [row.id for row in self.tickets.values() if row.customer_id in people]
        for row in rows:
            waiting += filter(None, (row.ticket_id, row.origin_ticket_id))
        found: set[str] = set()
        while waiting:
            ticket = waiting.pop()
            if ticket not in found:
                found.add(ticket)
                facts = self.tickets[ticket]
                waiting += filter(None, (facts.merged_into_id, facts.follow_up_of_id))
        return found

    def _life(self, row: _TicketRow) -> TicketLife:
        return TicketLife(
            id=row.id,
            customer=row.customer_id,
            reason=row.reason_id,
            queue=row.queue_id,
            changes=tuple(self.changes[row.id]),
            merged_into=row.merged_into_id,
            merged_at=self.merged_at.get(row.id) if row.merged_into_id else None,
        )

    def _entry(self, row: Any, people: dict[str, str], firsts: dict[str, str]) -> Entry:
        ticket = self._arrived_on(row)
        counted = row.customer_message_count
        return Entry(
            id=row.id,
            customer=row.customer_id,
            at=row.occurred_at,
            ended_at=row.ended_at,
            kind=row.kind,
            channel_kind=row.channel_kind or row.kind,
            direction=_DIRECTIONS[row.direction],
            ticket=ticket,
            thread_ticket=self._thread(row, firsts),
            reason=row.reason_id,
            queue=row.queue_id,
            agent=row.agent_id,
            flags=self._flags(row, people, ticket),
            outcome=row.outcome or None,
            wait_seconds=row.wait_seconds,
            customer_messages=None if row.has_text and not counted else counted,
            message_key=row.external_id or None if row.kind == "email" else None,
            in_reply_to=self.names.get(row.in_reply_to.strip("<> ")),
            reopened_ticket=row.id in self.reopening,
        )

    def _arrived_on(self, row: Any) -> str | None:
        """The ticket it came to: where a merge moved it from, not where a split took it to."""
        origin: str | None = row.origin_ticket_id
        ticket: str | None = row.ticket_id
        was_merged = origin is not None and self.tickets[origin].merged_into_id is not None
        return origin if was_merged else ticket

    def _thread(self, row: Any, firsts: dict[str, str]) -> str | None:
        if firsts.get(row.ticket_id or "") != row.id:
            return None
        return self.tickets[row.ticket_id].follow_up_of_id

    def _flags(self, row: Any, people: dict[str, str], ticket: str | None) -> frozenset[str]:
        flags = set(row.flags)
        on_spam_ticket = ticket is not None and self.tickets[ticket].spam
        if row.direction == "inbound" and (row.spam or on_spam_ticket):
            flags.add("spam")
        if people.get(row.customer_id) in _OUR_PEOPLE:
            flags.add("staff")
        return frozenset(flags)

    def _goes_on(self, row: Any) -> bool:
        live = row.kind in {"call", "chat"} and row.ended_at is None
        return bool(live and row.occurred_at > self.at - LIVE_FOR)


def _first_on_ticket(rows: Iterable[Any]) -> dict[str, str]:
    """The customer's first entry on each ticket."""
    firsts: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.occurred_at, row.id)):
        if row.ticket_id is not None and row.direction == "inbound":
            firsts.setdefault(row.ticket_id, row.id)
    return firsts


def heads_of(customers: Iterable[str]) -> set[str]:
    """The heads of these customers' clusters."""
    rows = Customer.objects.filter(id__in=set(customers)).values_list("id", "merged_into")
    return {merged_into or customer for customer, merged_into in rows}
