"""Timeline, worklist and ticket pages: constant statements, cost that does not grow."""

from collections.abc import Callable
from itertools import cycle
from typing import Any, Final

import psycopg
from django.db import connection

from benchmarks.measure import Bench, Work, statements
from benchmarks.seeding import NOW
from benchmarks.worlds import World
from tickets import timeline, worklist
from tickets.models import Ticket
from tickets.models.ids import decode
from tickets.timeline import Question

LIMIT: Final = 50
_ROWS: Final = (
    "SELECT i.* FROM tickets_interaction i WHERE i.customer_id = %s"
    " ORDER BY i.occurred_at DESC, i.id DESC LIMIT 51"
)
_LIST: Final = (
    "SELECT t.*, c.name FROM tickets_ticket t JOIN tickets_customer c ON c.id = t.customer_id"
    " WHERE t.queue_id = %s AND t.status IN ('new', 'open', 'pending', 'on_hold')"
    " AND t.merged_into_id IS NULL ORDER BY t.sort_at, t.id LIMIT 51"
)


class Pages:
    """The pages of one site, asked for one customer or ticket after the other."""

    def __init__(self, world: World) -> None:
        world.enter()
        self.world = world
        self.regulars = cycle(world.special.regulars)
        tickets = Ticket.objects.filter(customer__in=world.special.regulars, merged_into=None)
        self.numbers = cycle(list(tickets.order_by("number").values_list("number", flat=True)[:40]))

    def timeline(self) -> Any:
        """A page of a customer with about fifty entries, with what a page shows of each."""
        return self._timeline(next(self.regulars))

    def heavy_timeline(self) -> Any:
        """A page of the customer with 5,000."""
        return self._timeline(self.world.special.heavy)

    def _timeline(self, customer_id: str) -> Any:
        page = timeline.page(Question(customer_ids=(customer_id,), limit=LIMIT))
        return [entry.row.ticket for entry in page.entries]

    def timeline_json(self) -> Any:
        """The same through the API."""
        return self._json(next(self.regulars))

    def heavy_timeline_json(self) -> Any:
        """The customer with 5,000 through the API."""
        return self._json(self.world.special.heavy)

    def _json(self, customer_id: str) -> Any:
        path = f"/api/v1/customers/{customer_id}/timeline/"
        return self.world.reader.get(path, f"limit={LIMIT}")

    def worklist(self) -> Any:
        """Fifty rows of the agent's queues, with what a list shows of each."""
        page = worklist.page(self.world.agent, "queues", at=NOW)
        return [ticket.customer.name for ticket in page.tickets]

    def all_tickets(self) -> Any:
        """Fifty rows of everything there ever was in the agent's queues, newest first."""
        page = worklist.page(self.world.agent, "all", at=NOW)
        return [ticket.customer.name for ticket in page.tickets]

    def desk(self) -> Any:
        """The worklist as the desk shows it."""
        return self.world.desk.get("/desk/", "tab=queues")

    def ticket(self) -> Any:
        """A ticket of a customer with about fifty entries as the desk shows it."""
        return self.world.desk.get(f"/desk/tickets/{next(self.numbers)}/")


class Floor:
    """The same rows by one statement each, and nothing made of them."""

    def __init__(self, world: World) -> None:
        world.enter()
        facts = connection.get_connection_params()
        named = {key: facts[key] for key in ("dbname", "user", "host") if key in facts}
        self.line = psycopg.connect(**named, autocommit=True)
        self.customers = cycle([decode("cus", item) for item in world.special.regulars])
        self.queue = decode("que", world.channel.queue_id)

    def timeline(self) -> Any:
        """Fifty entries by key."""
        return self.line.execute(_ROWS, [next(self.customers)]).fetchall()

    def worklist(self) -> Any:
        """Fifty tickets of one queue in order."""
        return self.line.execute(_LIST, [self.queue]).fetchall()


Asked = Callable[[Pages], Work]
# name, what to call, most statements, is it a timeline; statements with those of authentication
_PAGES: Final[tuple[tuple[str, Asked, int, bool], ...]] = (
    ("timeline page of 50", lambda pages: pages.timeline, 4, True),
    ("timeline of 50 as JSON", lambda pages: pages.timeline_json, 8, True),
    ("worklist page of 50", lambda pages: pages.worklist, 8, False),
    ("page of 50 of all tickets", lambda pages: pages.all_tickets, 8, False),
    ("worklist page of the desk", lambda pages: pages.desk, 8, False),
    ("ticket page of the desk", lambda pages: pages.ticket, 15, True),
)
_HEAVY: Final[tuple[tuple[str, Asked, Asked], ...]] = (
    ("timeline page", lambda pages: pages.timeline, lambda pages: pages.heavy_timeline),
    ("timeline as JSON", lambda pages: pages.timeline_json, lambda p: p.heavy_timeline_json),
)


def run(bench: Bench, small: World, large: World) -> None:
    """Statements, ratio to the floor, growth with the site and with the customer's history."""
    pages, before = Pages(large), Pages(small)
    floor = Floor(large)
    for name, asked, most, _ in _PAGES:
        _count(bench, name, small.inside(asked(before)), large.inside(asked(pages)), most)
    raw_timeline, raw_list = bench.interleaved([floor.timeline, floor.worklist])
    bench.report.add("raw psycopg, 50 entries by key", raw_timeline, ratio=1)
    bench.report.add("raw psycopg, 50 tickets in order", raw_list, ratio=1)
    for name, asked, _, is_timeline in _PAGES:
        here, there = bench.interleaved([large.inside(asked(pages)), small.inside(asked(before))])
        raw = raw_timeline if is_timeline else raw_list
        bench.report.add(name, here, ratio=here / raw, note="of the floor")
        bench.report.add(
            f"{name}, {large.entries:,} against {small.entries:,}",
            here,
            ratio=here / there,
            goal=1.3,
        )
    _history(bench, large, pages)


def _count(bench: Bench, name: str, small: Work, large: Work, most: int) -> None:
    """How many statements, which must not depend on the size."""
    few, many = len(statements(small)), len(statements(large))
    note = "" if few == many else f"{few} on the small site"
    bench.report.add(f"{name}, statements", many, "", goal=most, note=note)


def _history(bench: Bench, world: World, pages: Pages) -> None:
    """A customer with 5,000 entries against those with fifty."""
    for name, few, many in _HEAVY:
        short, long = bench.interleaved([world.inside(few(pages)), world.inside(many(pages))])
        bench.report.add(f"{name}, 5,000 entries against 50", long, ratio=long / short, goal=1.2)
