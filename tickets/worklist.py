"""Which tickets an agent sees, in what order, page by page."""

import base64
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Q, TextField, Value

from tickets.errors import Invalid
from tickets.models import Agent, Ticket
from tickets.models.ticket import TicketQuerySet

PAGE: Final = 50
TABS: Final = ("mine", "unassigned", "queues", "all")


class UnknownTab(Invalid):
    """There is no such worklist."""

    code = "unknown_tab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page ends; the next one starts behind it."""

    moment: datetime
    id: str

    def encode(self) -> str:
        """Opaque text for an address."""
        raw = json.dumps([self.moment.isoformat(), self.id]).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Place":
        """The place; raises :class:`tickets.errors.Invalid`."""
        try:
            moment, row_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            when = datetime.fromisoformat(moment)
            return cls(moment=when.astimezone(UTC), id=str(row_id))
        except (ValueError, TypeError, OverflowError) as error:
            raise Invalid("Not a cursor.", field="after") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistPage:
    """Tickets with customer, assignee and queue loaded, and where the next page starts."""

    tickets: tuple[Ticket, ...]
    next: Place | None


def page(
    agent: Agent,
    tab: str,
    *,
    at: datetime,
    after: Place | None = None,
    limit: int = PAGE,
    queues: Collection[str] | None = None,
) -> WorklistPage:
    """One page of a worklist: what is due next comes first.

    *all* is newest activity first and holds ended tickets too. ``queues`` saves the look-up of
    the agent's queues. Raises :class:`UnknownTab`.
    """
    if tab not in TABS:
        raise UnknownTab(tab)
    newest_first = tab == "all"
    order = ("-last_entry_at", "-id") if newest_first else ("sort_at", "id")
    queues = queue_ids(agent) if queues is None else queues
    rows = _of_tab(agent, tab, at=at).filter(_behind(after, newest_first=newest_first))
    if tab == "mine" or len(queues) < 2:
        rows = rows.filter(queue__in=queues)
    else:
        rows = Ticket.objects.filter(id__in=_first(rows, queues, order, limit + 1))
    shown = rows.order_by(*order).select_related("customer", "assignee", "queue", "channel")
    found = list(shown[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    place = None
    if last is not None:
        place = Place(moment=last.last_entry_at if newest_first else last.sort_at, id=last.id)
    return WorklistPage(tickets=tuple(found[:limit]), next=place)


def counts(
    agent: Agent, *, at: datetime, most: int = 100, queues: Collection[str] | None = None
) -> dict[str, int]:
    """How many tickets each working tab holds, counted up to ``most``, in one query."""
    tabs = ("mine", "unassigned", "queues")
    queues = queue_ids(agent) if queues is None else queues
    first, *others = [
        _of_tab(agent, tab, at=at)
        .filter(queue__in=queues)
        .annotate(tab=Value(tab, output_field=TextField()))
        .values_list("tab", flat=True)[:most]
        for tab in tabs
    ]
    found = Counter(first.union(*others, all=True))
    return {tab: found[tab] for tab in tabs}


def queue_ids(agent: Agent) -> list[str]:
    """The queues the agent is a member of."""
    return list(agent.memberships.values_list("queue_id", flat=True))


def _of_tab(agent: Agent, tab: str, *, at: datetime) -> TicketQuerySet:
    """The tab's tickets in whatever queue."""
    rows = Ticket.objects.filter(merged_into=None)
    if tab == "all":
        return rows
    rows = rows.unresolved().awake(at)
    if tab == "mine":
        return rows.assigned_to(agent)
    if tab == "unassigned":
        return rows.unassigned()
    return rows


def _behind(place: Place | None, *, newest_first: bool) -> Q:
    """What comes after a place. The first condition lets the index begin there."""
    if place is None:
        return Q()
    if newest_first:
        later = Q(last_entry_at__lt=place.moment) | Q(id__lt=place.id)
        return Q(last_entry_at__lte=place.moment) & later
    return Q(sort_at__gte=place.moment) & (Q(sort_at__gt=place.moment) | Q(id__gt=place.id))


def _first(
    rows: TicketQuerySet, queues: Collection[str], order: tuple[str, str], most: int
) -> list[str]:
    """Ids of the first rows of several queues, merged from the first of each.

    Each queue's come out of an index in this order; asked for all queues at once, PostgreSQL
    would read and sort everything that waits in them.
    """
    place = order[0].removeprefix("-")
    first, *others = [
        rows.filter(queue=queue).order_by(*order).values_list("id", place)[:most]
        for queue in queues
    ]
    merged = first.union(*others, all=True).order_by(*order) if others else first
    return [row[0] for row in merged[:most]]
