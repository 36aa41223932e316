"""Timeline and worklist pages: constant statements, flat cost."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

from benchmarks.measure import Bench, Figure, statements
from tickets import timeline, worklist
from tickets.models import Agent
from tickets.models.ids import encode
from tickets.timeline import Question

_NOW: Final = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU milliseconds of one page of each kind at one size."""

    timeline: float
    worklist: float


def typical_customer() -> str:
    """Somebody with about fifty entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id FROM tickets_interaction GROUP BY customer_id"
            " ORDER BY abs(count(*) - 50), customer_id LIMIT 1"
        )
        row: Any = cursor.fetchone()
    return encode("cus", row[0])


def timeline_page(customer_id: str) -> int:
    """One page of fifty entries; returns how many there were."""
    page = timeline.page(Question(customer_ids=(customer_id,), limit=50))
    return len([entry.row.ticket for entry in page.entries])


def worklist_page(agent: Agent) -> int:
    """One page of fifty tickets; returns how many there were."""
    page = worklist.page(agent, "queues", at=_NOW)
    return len([ticket.customer.name for ticket in page.tickets])


def at_size(bench: Bench, agent: Agent, size: int) -> Cost:
    """Figures of both pages at the present size."""
    customer = typical_customer()
    pages, lists = bench.interleaved(lambda: timeline_page(customer), lambda: worklist_page(agent))
    for name, value, work in (
        ("timeline page", pages, lambda: timeline_page(customer)),
        ("worklist page", lists, lambda: worklist_page(agent)),
    ):
        sent = len(statements(work))
        bench.report.add(
            Figure(
                name=f"{name}, {size:,} entries", value=value, unit="ms CPU", note=f"{sent} queries"
            )
        )
    return Cost(timeline=pages, worklist=lists)


def growth(bench: Bench, small: Cost, large: Cost) -> None:
    """How much more a page costs at the larger size."""
    for name, before, after in (
        ("timeline page", small.timeline, large.timeline),
        ("worklist page", small.worklist, large.worklist),
    ):
        bench.report.add(
            Figure(
                name=f"{name}, growth",
                value=after,
                unit="ms CPU",
                ratio=after / before,
                goal=1.3,
            )
        )


def heavy(bench: Bench, customer_id: str) -> None:
    """A customer with 5,000 entries against one with fifty."""
    typical = typical_customer()
    few, many = bench.interleaved(
        lambda: timeline_page(typical), lambda: timeline_page(customer_id)
    )
    bench.report.add(
        Figure(
            name="timeline page, 5,000 entries against 50",
            value=many,
            unit="ms CPU",
            ratio=many / few,
            goal=1.2,
        )
    )
