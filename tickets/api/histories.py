"""What we know of a person: who is calling, the whole history, the card."""

from datetime import timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.db.models import Count
from rest_framework.request import Request
from rest_framework.response import Response

from tickets import context, timeline
from tickets.access import visible_channels, visible_customers, visible_tickets
from tickets.api import entry_shows, shapes, showing
from tickets.api.endpoint import Endpoint
from tickets.api.named import the_customer
from tickets.api.query import AnyOf, Whole
from tickets.api.shapes import small, text
from tickets.contracts import GivenPoint
from tickets.customers import lookup
from tickets.models import ContactPoint, Customer, Interaction, InteractionKind, Ticket
from tickets.wire.document import Malformed
from tickets.wire.fields import Field, Free, Id, ListOf, Object, Text
from tickets.wire.flaws import Flaw

WINDOW: Final = timedelta(days=30)
RECENT: Final = 3
OTHERS: Final = (*("chain", "effort", "last_scores", "incidents", "callbacks", "promises"),)
_TREND: Final = {"happy": 2, "pleased": 1, "neutral": 0, "disappointed": -1, "angry": -2}


class Lookup(Endpoint):
    """Who might this be? Writes nothing."""

    required_scopes = {"GET": ("customers:read", "calls:write")}
    answers = {"GET": {200: shapes.LOOKUP}}
    filters: ClassVar[dict[str, Field]] = {
        "phone": Text(limit=254),
        "email": Text(limit=254),
        "external": Text(limit=300, about="namespace:value"),
        "channel": Id(prefix="chn", about="Whose region numbers without a prefix belong to."),
    }
    names = {"GET": "customers_lookup"}

    def get(self, request: Request) -> Response:
        """Customers who have exactly this number, address or id."""
        asked = self.query()
        named = [name for name in ("phone", "email", "external") if name in asked]
        if len(named) != 1:
            raise Malformed("one of", flaws=(Flaw("/phone", "required"),))
        given = self._point(named[0], asked[named[0]], asked.get("channel"))
        answer = lookup.look_up(given, visible_customers(self.caller))
        return Response(
            {
                "match": answer.match,
                "number": answer.value if named[0] == "phone" and answer.value else None,
                "customers": [_found(item) for item in answer.customers],
            }
        )

    def _point(self, kind: str, value: str, channel_id: str | None) -> GivenPoint:
        namespace, region = "", "CZ"
        if kind == "external":
            namespace, _, value = value.partition(":")
        if channel_id is not None:
            channel = visible_channels(self.caller).filter(id=channel_id).first()
            region = channel.default_region if channel is not None else region
        return GivenPoint(kind=kind, value=value, namespace=namespace, region=region)


def _found(item: lookup.Found) -> dict[str, Any]:
    customer = item.customer
    return {
        "id": customer.id,
        "name": customer.name,
        "company": customer.company or None,
        "vip": customer.vip,
        "open_tickets": item.open_tickets,
        "last_contact_at": showing.when(item.last_contact_at),
        "verification": item.verification,
        "url": f"/desk/customers/{customer.id}/",
    }


class CustomerTimeline(Endpoint):
    """The whole cluster's history as one stream, newest first; nothing is stored for it."""

    required_scopes = {"GET": "customers:read"}
    filters: ClassVar[dict[str, Field]] = {
        "cursor": Text(limit=2000),
        "limit": Whole(most=200),
        "type": AnyOf(),
        "channel": Id(prefix="chn"),
        "kind": AnyOf(of=tuple(InteractionKind.values)),
        "ticket": Id(prefix="tkt"),
        "q": Text(limit=200, least=1),
    }
    answers = {
        "GET": {
            200: Object(
                name="Timeline",
                answer=True,
                fields={
                    "customer": small({"id": Id(prefix="cus"), "merged": ListOf(item=text())}),
                    "next": text(nullable=True),
                    "previous": text(nullable=True),
                    "results": ListOf(item=Free()),
                },
            )
        }
    }
    names = {"GET": "customers_timeline"}

    def get(self, request: Request, customer_id: str) -> Response:
        """One page; follow next until it is null."""
        asked = self.query()
        if asked.get("limit") == 0:
            raise Malformed("limit", flaws=(Flaw("/limit", "invalid"),))
        customer = the_customer(visible_customers(self.caller), customer_id, tail="timeline/")
        cluster = timeline.cluster_ids(customer)
        question = timeline.Question(
            customer_ids=cluster,
            limit=asked.get("limit", 50),
            before=timeline.Cursor.decode(asked["cursor"]) if "cursor" in asked else None,
            ticket_id=asked.get("ticket"),
            types=frozenset(asked.get("type", ())),
            kinds=frozenset(asked.get("kind", ())),
            channel_id=self.caller.channel_id or asked.get("channel"),
            queue_ids=self.caller.queue_ids,
            text=asked.get("q", ""),
        )
        page = timeline.page(question)
        answer = {
            "customer": {"id": customer.id, "merged": [i for i in cluster if i != customer.id]},
            "next": self._next(page.next),
            "previous": None,
            "results": [entry_shows.shown(entry) for entry in page.entries],
        }
        hidden = timeline.hidden_count(question)
        return Response({**answer, "hidden": hidden} if hidden else answer)

    def _next(self, cursor: timeline.Cursor | None) -> str | None:
        if cursor is None:
            return None
        query = {**self.request.query_params.dict(), "cursor": cursor.encode()}
        return f"{self.request.path}?{urlencode(query)}"


class CustomerContext(Endpoint):
    """The agent's card: what matters in the moment of contact."""

    required_scopes = {"GET": "customers:read"}
    answers = {"GET": {200: Free()}}
    names = {"GET": "customers_context"}

    def get(self, request: Request, customer_id: str) -> Response:
        """Blocks of every part of the product; null where a part says nothing."""
        self.query()
        customer = the_customer(visible_customers(self.caller), customer_id, tail="context/")
        cluster = timeline.cluster_ids(customer)
        open_tickets = list(self._open_tickets(cluster))
        page = timeline.page(
            timeline.Question(
                customer_ids=cluster,
                limit=RECENT,
                types=frozenset({"interaction"}),
                channel_id=self.caller.channel_id,
                queue_ids=self.caller.queue_ids,
            )
        )
        subject = context.Subject(customer_ids=cluster, ticket=None, at=self.at)
        recent = timeline.contacts_since(cluster, self.at - WINDOW)
        return Response(
            {
                "open_tickets": [_short(row) for row in open_tickets],
                "recent": [entry_shows.shown(entry) for entry in page.entries],
                "contacts_30d": recent.count(),
                **context.blocks(subject, OTHERS),
                "mood": _mood(cluster),
                "preferred": _preferred(customer, cluster),
                "undeliverable": _undeliverable(cluster),
            }
        )

    def _open_tickets(self, cluster: tuple[str, ...]) -> Any:
        rows = visible_tickets(self.caller).filter(customer__in=cluster, merged_into=None)
        return rows.unresolved().order_by("-last_entry_at", "-id")[:20]


def _short(row: Ticket) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "subject": row.subject,
        "status": row.status,
        "due_at": showing.when(row.due_at),
    }


def _mood(cluster: tuple[str, ...]) -> dict[str, str] | None:
    """The last known mood, and whether it got better or worse since the one before."""
    rows = (
        Interaction.objects.filter(customer__in=cluster)
        .exclude(mood="")
        .order_by("-occurred_at", "-id")
        .values_list("mood", flat=True)[:2]
    )
    moods = list(rows)
    if not moods:
        return None
    step = _TREND[moods[0]] - _TREND[moods[-1]]
    return {"last": moods[0], "trend": "up" if step > 0 else "down" if step < 0 else "same"}


def _preferred(customer: Customer, cluster: tuple[str, ...]) -> dict[str, str | None] | None:
    kinds = (
        Interaction.objects.inbound()
        .filter(customer__in=cluster)
        .exclude(channel_kind="")
        .values("channel_kind")
        .annotate(number=Count("id"))
        .order_by("-number", "channel_kind")[:1]
    )
    kind = next((row["channel_kind"] for row in kinds), None)
    if kind is None and not customer.language:
        return None
    return {"channel_kind": kind, "language": customer.language or None}


def _undeliverable(cluster: tuple[str, ...]) -> list[str]:
    rows = ContactPoint.objects.filter(customer__in=cluster, undeliverable_at__isnull=False)
    return sorted(set(rows.values_list("kind", flat=True)))
