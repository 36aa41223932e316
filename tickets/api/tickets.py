"""Tickets: listed, opened, read, changed."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from rest_framework.request import Request
from rest_framework.response import Response

from tickets import opening, ticket_changes
from tickets.access import (
    ReadOnly,
    require_work,
    visible_customers,
    visible_queues,
    visible_tickets,
)
from tickets.api import shapes, showing
from tickets.api.endpoint import Endpoint
from tickets.api.named import named_ticket, the_customer, the_ticket
from tickets.api.query import AnyOf
from tickets.api.query import When as Moments
from tickets.api.receiving import channel_for
from tickets.contracts import Sender
from tickets.models import (
    Agent,
    Channel,
    Customer,
    Interaction,
    InteractionKind,
    Priority,
    Queue,
    Status,
    Ticket,
    TicketEvent,
)
from tickets.models.ids import is_public_id
from tickets.wire.contact import KIND_OF_CHANNEL
from tickets.wire.fields import Choice, Field, Free, Id, ListOf, Moment, Object, Text
from tickets.wire.flaws import Flaw, NotValid
from tickets.wire.points import POINT, given_points
from tickets.wire.references import named_in

TAGS: Final = ListOf(item=Text(limit=50, least=1), most=50)
ORDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "-updated_at": ("-updated_at", "-id"),
    "due_at": ("sort_at", "id"),
    "priority": ("-urgency", "-id"),
}
_URGENCY: Final = {"urgent": 3, "high": 2, "normal": 1, "low": 0}
_SETTABLE: Final = ("open", "pending", "on_hold")


def read_for_showing(rows: "QuerySet[Ticket]") -> "QuerySet[Any]":
    """The rows with everything an answer shows."""
    entries = Interaction.objects.filter(ticket=OuterRef("pk")).order_by("-id").values("id")[:1]
    events = TicketEvent.objects.filter(ticket=OuterRef("pk")).order_by("-id").values("id")[:1]
    return rows.select_related(
        "queue", "assignee", "customer__merged_into", "channel", "reason", "disposition"
    ).annotate(newest_entry=Subquery(entries), newest_event=Subquery(events))


def shown(row: Any) -> dict[str, Any]:
    """A row of :func:`read_for_showing` as an answer."""
    ids = [row.newest_entry or "", row.newest_event or ""]
    newest = max(ids, key=lambda text: text.partition("_")[2])
    return showing.ticket(row, last_entry=newest)


def answer(ticket_id: str, *, status: int = 200) -> Response:
    """The ticket as it is now, with its version."""
    row = read_for_showing(Ticket.objects.filter(id=ticket_id)).get()
    return Response(shown(row), status=status, headers={"ETag": showing.etag(row)})


class Tickets(Endpoint):
    """Matters of customers."""

    required_scopes = {"GET": "tickets:read", "POST": "tickets:write"}
    bodies = {
        "POST": Object(
            name="TicketIn",
            fields={
                "customer": Id(prefix="cus"),
                "contact_points": ListOf(item=POINT, most=20),
                "name": Text(limit=200, nullable=True),
                "subject": Text(limit=500, nullable=True),
                "queue": Text(limit=50, nullable=True, about="Id or key."),
                "priority": Choice(of=tuple(Priority.values)),
                "reason": Text(limit=80, nullable=True),
                "body": Text(
                    limit=1024 * 1024,
                    lines=True,
                    nullable=True,
                    about="With a channel what the customer said; else an internal note.",
                ),
                "kind": Choice(of=tuple(InteractionKind.values)),
                "channel": Id(prefix="chn", nullable=True),
                "external_id": Text(limit=200, nullable=True),
                "tags": TAGS,
                "metadata": Free(nullable=True),
            },
        )
    }
    answers = {"GET": {200: shapes.TICKET}, "POST": {201: shapes.TICKET, 200: shapes.TICKET}}
    filters: ClassVar[dict[str, Field]] = {
        "status": AnyOf(of=tuple(Status.values)),
        "queue": AnyOf(about="Ids or keys."),
        "assignee": AnyOf(about="Ids, or none."),
        "customer": Id(prefix="cus"),
        "reason": AnyOf(),
        "due_before": Moments(),
        "updated_after": Moments(),
        "q": Text(limit=200, least=1, about="Part of the subject, or a number."),
        "order": Choice(of=tuple(ORDERS)),
    }
    names = {"GET": "tickets_list", "POST": "tickets_open"}
    pages = True
    order: tuple[str, ...] = ("-id",)

    def get(self, request: Request) -> Response:
        """Tickets the caller may see, newest first unless order says otherwise."""
        asked = self.query()
        self.order = ORDERS[asked["order"]] if "order" in asked else ("-id",)
        rows = visible_tickets(self.caller).filter(merged_into=None)
        rows = _narrowed(rows, asked)
        if asked.get("order") == "priority":
            rows = rows.annotate(urgency=_urgency())
        return self.page(read_for_showing(rows), shown)

    def post(self, request: Request) -> Response:
        """Opens a ticket; the same channel and external id again answers 200."""
        self.query()
        ticket, is_new = opening.open_ticket(self._new(self.body()), at=self.at, by=self.by)
        return answer(ticket.id, status=201 if is_new else 200)

    def _new(self, given: dict[str, Any]) -> opening.NewTicket:
        references = named_in({"reason": given.get("reason")})
        channel = self._channel(given)
        customer, sender = self._person(given, channel)
        queue = self._queue(given.get("queue"), channel)
        external_id = given.get("external_id") or ""
        if external_id and channel is None:
            raise NotValid(Flaw("/channel", "required"))
        text = given.get("body") or ""
        kind = given.get("kind") or (KIND_OF_CHANNEL.get(channel.kind, "") if channel else "")
        if text and channel is not None and kind in {"", "note", "event"}:
            raise NotValid(Flaw("/kind", "invalid" if kind else "required"))
        return opening.NewTicket(
            queue=queue,
            sender=sender,
            customer=customer,
            subject=given.get("subject") or "",
            text=text,
            kind=kind,
            priority=given.get("priority", Priority.NORMAL),
            reason=references.reason,
            channel=channel,
            external_id=external_id,
            tags=tuple(dict.fromkeys(given.get("tags") or ())),
            metadata=given.get("metadata") or {},
        )

    def _channel(self, given: Mapping[str, Any]) -> Channel | None:
        if given.get("channel") is None and self.caller.channel_id is None:
            return None
        named = {name: given[name] for name in ("channel",) if given.get(name) is not None}
        return channel_for(named, self.caller)

    def _person(
        self, given: Mapping[str, Any], channel: Channel | None
    ) -> tuple[Customer | None, Sender]:
        if ("customer" in given) == ("contact_points" in given):
            raise NotValid(Flaw("/customer", "required"))
        if "customer" in given:
            person = the_customer(visible_customers(self.caller), given["customer"])
            return person, Sender()
        points, _, flaws = given_points(
            given["contact_points"],
            region=channel.default_region if channel else "CZ",
            trusted=self.caller.trust_identifiers,
        )
        if flaws:
            raise NotValid(*(Flaw(f"/contact_points{item.pointer}", item.code) for item in flaws))
        return None, Sender(name=given.get("name") or "", points=points)

    def _queue(self, named: str | None, channel: Channel | None) -> Queue:
        if named is None and channel is not None:
            return channel.queue
        queue = queue_named(visible_queues(self.caller), named) if named else None
        if queue is None:
            raise NotValid(Flaw("/queue", "invalid" if named else "required"))
        if queue.id in self.caller.read_only_queue_ids:
            raise ReadOnly(queue=queue.id)
        return queue


class TicketDetail(Endpoint):
    """One ticket, by id or number."""

    required_scopes = {"GET": "tickets:read", "PATCH": "tickets:write"}
    bodies = {
        "PATCH": Object(
            name="TicketPatch",
            fields={
                "subject": Text(limit=500),
                "queue": Text(limit=50, about="Id or key."),
                "assignee": Id(prefix="agt", nullable=True),
                "priority": Choice(of=tuple(Priority.values)),
                "reason": Text(limit=80, nullable=True),
                "tags": TAGS,
                "snoozed_until": Moment(nullable=True),
                "metadata": Free(nullable=True),
                "status": Choice(of=(*_SETTABLE, "resolved", "closed")),
            },
        )
    }
    answers = {"GET": {200: shapes.TICKET}, "PATCH": {200: shapes.TICKET}}
    names = {"GET": "tickets_get", "PATCH": "tickets_change"}

    def get(self, request: Request, ticket: str) -> Response:
        """The ticket."""
        self.query()
        row = the_ticket(read_for_showing(visible_tickets(self.caller)), ticket)
        return Response(shown(row), headers={"ETag": showing.etag(row)})

    def patch(self, request: Request, ticket: str) -> Response:
        """Changes the fields that are present, all or none. If-Match is optional."""
        self.query()
        given = self.body()
        if given.get("status") in {"resolved", "closed"}:
            raise NotValid(Flaw("/status", "invalid"))
        row = the_ticket(visible_tickets(self.caller), ticket)
        require_work(self.caller, row)
        ticket_changes.change(
            row.id,
            self._rows(given),
            at=self.at,
            by=self.by,
            seen_version=self.seen_version(),
        )
        return answer(row.id)

    def _rows(self, given: dict[str, Any]) -> dict[str, Any]:
        """What the words name."""
        changes = dict(given)
        if "reason" in given:
            changes["reason"] = named_in({"reason": given["reason"]}).reason
        if "queue" in given:
            changes["queue"] = queue_named(visible_queues(self.caller), given["queue"])
            if changes["queue"] is None:
                raise NotValid(Flaw("/queue", "invalid"))
        if given.get("assignee") is not None:
            changes["assignee"] = Agent.objects.filter(id=given["assignee"]).first()
            if changes["assignee"] is None:
                raise NotValid(Flaw("/assignee", "unknown_agent"))
        if "tags" in given:
            changes["tags"] = list(dict.fromkeys(given["tags"]))
        if given.get("metadata", {}) is None:
            changes["metadata"] = {}
        return changes


def queue_named(rows: "QuerySet[Queue]", text: str) -> Queue | None:
    """The queue with this id or key."""
    if text.startswith("que_"):
        return next((row for row in rows if row.id == text), None)
    return rows.filter(key=text).first()


def _urgency() -> Case:
    return Case(
        *(When(priority=name, then=Value(rank)) for name, rank in _URGENCY.items()),
        output_field=IntegerField(),
    )


def _narrowed(rows: Any, asked: dict[str, Any]) -> Any:
    if "status" in asked:
        rows = rows.filter(status__in=asked["status"])
    if "queue" in asked:
        ids = [name for name in asked["queue"] if is_public_id("que", name)]
        rows = rows.filter(Q(queue__in=ids) | Q(queue__key__in=asked["queue"]))
    if "assignee" in asked:
        ids = [name for name in asked["assignee"] if is_public_id("agt", name)]
        nobody = Q(assignee=None) if "none" in asked["assignee"] else Q(pk__in=[])
        rows = rows.filter(Q(assignee__in=ids) | nobody)
    if "customer" in asked:
        rows = rows.filter(customer__in=Customer.objects.cluster_of(asked["customer"]))
    if "reason" in asked:
        rows = rows.filter(reason__key__in=asked["reason"])
    if "due_before" in asked:
        rows = rows.filter(due_at__lt=asked["due_before"])
    if "updated_after" in asked:
        rows = rows.filter(updated_at__gte=asked["updated_after"])
    if "q" in asked:
        rows = rows.filter(Q(subject__icontains=asked["q"]) | named_ticket(asked["q"]))
    return rows
