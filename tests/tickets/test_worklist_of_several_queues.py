"""An agent of several queues sees one list, in one order, whatever queue a ticket waits in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.world import a_channel, a_queue, an_agent, later, received, ticket_of
from tickets import worklist
from tickets.models import QueueMember
from tickets.worklist import Place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tab", ["queues", "unassigned", "all"])
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_queues_are_merged_into_one_order(tab: str, limit: int) -> None:
    queues = [a_queue(), a_queue(key="second"), a_queue(key="third")]
    agent = an_agent(queue=queues[0])
    for queue in queues[1:]:
        QueueMember.objects.create(queue=queue, agent=agent)
    channels = [a_channel(queue=queue) for queue in queues]
    tickets = [
        ticket_of(received(channels[n % 3], f"c{n}@example.cz", occurred_at=later(minutes=n // 2)))
        for n in range(9)
    ]

    place: Place | None = None
    seen: list[str] = []
    while True:
        page = worklist.page(agent, tab, at=later(hours=1), after=place, limit=limit)
        seen += [ticket.id for ticket in page.tickets]
        if page.next is None:
            break
        place = page.next

    newest_first = tab == "all"
    wanted = sorted(
        tickets,
        key=lambda ticket: (ticket.last_entry_at if newest_first else ticket.sort_at, ticket.id),
        reverse=newest_first,
    )
    assert seen == [ticket.id for ticket in wanted]


def test_an_agent_of_no_queue_sees_an_empty_list() -> None:
    received(a_channel(), "c@example.cz")
    lonely = an_agent(queue=None)
    lonely.memberships.all().delete()
    for tab in worklist.TABS:
        assert worklist.page(lonely, tab, at=later(hours=1)).tickets == ()


def test_more_queues_cost_no_more_statements() -> None:
    agent = an_agent()
    counts = []
    for key in ("second", "third"):
        QueueMember.objects.create(queue=a_queue(key=key), agent=agent)
        with CaptureQueriesContext(connection) as asked:
            worklist.page(agent, "queues", at=later(hours=1))
        counts.append(len(asked))
    assert counts[0] == counts[1]
