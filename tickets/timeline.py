"""The customer's whole history as one stream, merged from registered sources.

Nothing is stored for it. Each source gives its newest rows before a cursor with one indexed
query, so a page costs the same whatever the history's length. The order is total:
``(occurred_at, source, id)``, newest first.
"""

import base64
import heapq
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from tickets.errors import Invalid
from tickets.models import Customer, Direction, EventKind, Interaction, TicketEvent

MAX_PAGE: Final = 200


class BadCursor(Invalid):
    """The cursor was not made by this product."""

    code = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the timeline. ``kind`` names its template; ``row`` is the source's own object."""

    source: str
    id: str
    kind: str
    occurred_at: datetime
    ticket_id: str | None
    row: Any

    @property
    def order(self) -> tuple[datetime, str, str]:
        """The place in the total order."""
        return (self.occurred_at, self.source, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Everything before this place is still to come."""

    occurred_at: datetime
    source: str
    id: str

    def encode(self) -> str:
        """Opaque text for an address."""
        raw = json.dumps([self.occurred_at.isoformat(), self.source, self.id])
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """The place; raises :class:`BadCursor`."""
        try:
            padded = text + "=" * (-len(text) % 4)
            moment, source, row_id = json.loads(base64.urlsafe_b64decode(padded))
            when = datetime.fromisoformat(moment)
            if when.tzinfo is None or not isinstance(source, str) or not isinstance(row_id, str):
                raise BadCursor("Not a cursor.", field="cursor")
            return cls(occurred_at=when.astimezone(UTC), source=source, id=row_id)
        except (ValueError, TypeError, OverflowError) as error:
            raise BadCursor("Not a cursor.", field="cursor") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a page wants: whose history, before which place, how many, and narrowed to what.

    ``ticket_id`` with ``since`` gives the desk's default: this ticket, and everything of the
    customer since then.
    """

    customer_ids: tuple[str, ...]
    limit: int = 50
    before: Cursor | None = None
    ticket_id: str | None = None
    since: datetime | None = None
    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    channel_id: str | None = None
    queue_ids: frozenset[str] | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, newest first, and the place where the next one starts."""

    entries: tuple[Entry, ...]
    next: Cursor | None


Fetch = Callable[[Question], list[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where rows of one type come from."""

    name: str
    fetch: Fetch = field(repr=False)


_SOURCES: Final[dict[str, Source]] = {}


def register(name: str, fetch: Fetch) -> None:
    """Adds a source; called once at start by the app that owns the rows."""
    _SOURCES[name] = Source(name=name, fetch=fetch)


def sources() -> tuple[str, ...]:
    """Names of all sources."""
    return tuple(sorted(_SOURCES))


def page(question: Question) -> Page:
    """The newest entries of the question, at most 200; raises :class:`BadCursor`."""
    limit = min(max(question.limit, 1), MAX_PAGE)
    wanted = [
        source
        for name, source in sorted(_SOURCES.items())
        if not question.types or name in question.types
    ]
    streams = _streams(wanted, question)
    merged = heapq.merge(*streams, key=lambda entry: entry.order, reverse=True)
    rows = tuple(entry for _, entry in zip(range(limit + 1), merged, strict=False))
    more = len(rows) > limit
    rows = rows[:limit]
    last = rows[-1] if more else None
    following = (
        Cursor(occurred_at=last.occurred_at, source=last.source, id=last.id) if last else None
    )
    return Page(entries=rows, next=following)


def _streams(wanted: Iterable[Source], question: Question) -> list[Iterable[Entry]]:
    try:
        return [source.fetch(question) for source in wanted]
    except ValidationError as error:
        if question.before is None:
            raise
        # A forged cursor: well-formed, but with an id that its source never gives.
        raise BadCursor("Not a cursor.", field="cursor") from error


def cluster_ids(customer: Customer) -> tuple[str, ...]:
    """The ids whose entries make up this person's history: the head and all absorbed."""
    return tuple(
        Customer.objects.cluster_of(customer.head_id).order_by("id").values_list("id", flat=True)
    )


def before_cursor(source: str, cursor: Cursor | None) -> Q:
    """The rows of a source that come after the cursor's place, newest first."""
    if cursor is None:
        return Q()
    if source < cursor.source:
        return Q(occurred_at__lte=cursor.occurred_at)
    earlier = Q(occurred_at__lt=cursor.occurred_at)
    if source > cursor.source:
        return earlier
    # The bound on the time stands alone as well, so that the index starts there at any depth.
    not_later = Q(occurred_at__lte=cursor.occurred_at)
    return not_later & (earlier | Q(occurred_at=cursor.occurred_at, id__lt=cursor.id))


def narrowed(rows: "QuerySet[Any]", source: str, question: Question) -> "QuerySet[Any]":
    """A source's rows for the question, in the total order and at most a page and one."""
    rows = rows.filter(customer__in=question.customer_ids)
    if question.ticket_id and question.since:
        rows = rows.filter(Q(ticket=question.ticket_id) | Q(occurred_at__gte=question.since))
    elif question.ticket_id:
        rows = rows.filter(ticket=question.ticket_id)
    elif question.since:
        rows = rows.filter(occurred_at__gte=question.since)
    if question.queue_ids is not None:
        rows = rows.filter(Q(ticket=None) | Q(ticket__queue__in=question.queue_ids))
    rows = rows.filter(before_cursor(source, question.before))
    return rows.order_by("-occurred_at", "-id")[: min(question.limit, MAX_PAGE) + 1]


def _interactions(question: Question) -> list[Entry]:
    rows = Interaction.objects.select_related(
        "agent", "channel", "contact_point", "ticket", "customer"
    ).defer("html", "full_text")
    if question.kinds:
        rows = rows.filter(kind__in=question.kinds)
    if question.channel_id:
        rows = rows.filter(channel=question.channel_id)
    if question.text:
        rows = rows.filter(Q(text__icontains=question.text) | Q(subject__icontains=question.text))
    return [
        Entry(
            source="interaction",
            id=row.id,
            kind=row.kind,
            occurred_at=row.occurred_at,
            ticket_id=row.ticket_id,
            row=row,
        )
        for row in narrowed(rows, "interaction", question)
    ]


def _ticket_events(question: Question) -> list[Entry]:
    if question.kinds or question.channel_id or question.text:
        return []
    rows = TicketEvent.objects.exclude(kind=EventKind.OPENED).select_related("agent", "ticket")
    return [
        Entry(
            source="ticket_event",
            id=row.id,
            kind="ticket_event",
            occurred_at=row.occurred_at,
            ticket_id=row.ticket_id,
            row=row,
        )
        for row in narrowed(rows, "ticket_event", question)
    ]


def contacts_since(
    customer_ids: "Collection[str] | QuerySet[Any, Any]", since: datetime
) -> "QuerySet[Interaction]":
    """What the customer did since then: inbound entries that are not automatic."""
    return (
        Interaction.objects.inbound()
        .filter(customer__in=customer_ids, occurred_at__gte=since, spam=False)
        .exclude(flags__overlap=["auto_reply", "ack", "bulk"])
        .exclude(kind="event")
    )


def hidden_count(question: Question) -> int:
    """How many entries of the history lie in queues the reader may not open."""
    if question.queue_ids is None:
        return 0
    return (
        Interaction.objects.filter(customer__in=question.customer_ids)
        .exclude(ticket=None)
        .exclude(ticket__queue__in=question.queue_ids)
        .exclude(direction=Direction.INTERNAL)
        .count()
    )


register("interaction", _interactions)
register("ticket_event", _ticket_events)
