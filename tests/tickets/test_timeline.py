"""One stream over all sources: total order, no gap, no repeat, constant cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.support.world import NOW, a_channel, an_agent, received, ticket_of
from tickets import lifecycle, timeline
from tickets.contracts import Actor
from tickets.models import Customer, Interaction
from tickets.timeline import BadCursor, Cursor, Question

pytestmark = pytest.mark.django_db


def _customer_with_history(entries: int) -> Customer:
    """Entries of which many share one moment, with status changes at the same moments."""
    channel = a_channel("api")
    by = Actor.agent(an_agent().id)
    for number in range(entries):
        at = NOW + timedelta(minutes=number // 4)
        receipt = received(channel, kind="visit", occurred_at=at)
        if number % 3 == 0:
            lifecycle.resolve(ticket_of(receipt).id, at=at, by=by)
    return Customer.objects.get(contact_points__value="jana@example.cz")


def _read_all(customer: Customer, limit: int) -> list[str]:
    cursor: Cursor | None = None
    seen: list[str] = []
    while True:
        page = timeline.page(
            Question(customer_ids=timeline.cluster_ids(customer), limit=limit, before=cursor)
        )
        seen += [entry.id for entry in page.entries]
        if page.next is None:
            return seen
        cursor = Cursor.decode(page.next.encode())


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_meet_without_gap_or_repeat_when_times_are_equal(limit: int) -> None:
    customer = _customer_with_history(14)
    whole = _read_all(customer, 200)

    assert _read_all(customer, limit) == whole
    assert len(set(whole)) == len(whole) == 14 + 5


def test_an_entry_that_arrives_while_pages_are_read_disturbs_nothing() -> None:
    customer = _customer_with_history(10)
    ids = timeline.cluster_ids(customer)
    first = timeline.page(Question(customer_ids=ids, limit=4))
    received(a_channel("api"), kind="visit", occurred_at=NOW + timedelta(days=1))
    rest = timeline.page(Question(customer_ids=ids, limit=200, before=first.next))
    seen = [entry.id for entry in (*first.entries, *rest.entries)]
    assert len(set(seen)) == len(seen) == 10 + 4


def test_absorbed_customers_entries_stand_on_the_heads_timeline() -> None:
    channel = a_channel("api")
    head = received(channel, "a@example.cz", kind="visit")
    absorbed = received(channel, "b@example.cz", kind="visit")
    Customer.objects.filter(id=absorbed.customer_id).update(merged_into=head.customer_id)

    ids = timeline.cluster_ids(Customer.objects.get(id=head.customer_id))
    page = timeline.page(Question(customer_ids=ids))
    assert {entry.id for entry in page.entries} == {head.interaction_id, absorbed.interaction_id}


def test_a_page_costs_the_same_number_of_queries_whatever_the_length() -> None:
    customer = _customer_with_history(30)
    counts = []
    for limit in (2, 25):
        statements: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            statements.append(sql)  # noqa: B023  # read in the same turn of the loop
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            page = timeline.page(Question(customer_ids=(customer.id,), limit=limit))
            assert all(entry.row.ticket is not None for entry in page.entries)
        counts.append(len(statements))
    assert counts[0] == counts[1] == len(timeline.sources())


def test_only_own_queues_are_shown_and_the_rest_is_counted() -> None:
    from tests.support.world import a_queue

    seen = received(a_channel("api"), kind="visit")
    received(a_channel("api", queue=a_queue("legal")), kind="visit")
    queues = frozenset({ticket_of(seen).queue_id})
    question = Question(customer_ids=(seen.customer_id,), queue_ids=queues)

    assert [entry.id for entry in timeline.page(question).entries] == [seen.interaction_id]
    assert timeline.hidden_count(question) == 1


@pytest.mark.parametrize("text", ["", "x", "e30", "WzEsMiwzXQ", "WyIyMDI2IiwgImEiLCAiYiJd"])
def test_a_cursor_that_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        Cursor.decode(text)


def test_notes_are_on_the_timeline_of_agents() -> None:
    receipt = received(a_channel("api"), kind="visit")
    entry = Interaction.objects.get(id=receipt.interaction_id)
    page = timeline.page(Question(customer_ids=(receipt.customer_id,)))
    assert page.entries[0].row == entry
