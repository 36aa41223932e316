"""What an agent should do next stands first, page after page."""

from datetime import timedelta

import pytest

from tests.support.world import NOW, a_channel, a_queue, an_agent, later, received, ticket_of
from tickets import assignment, lifecycle, worklist
from tickets.contracts import Actor
from tickets.models import Agent, Status
from tickets.worklist import Place

pytestmark = pytest.mark.django_db


def _numbers(agent: Agent, tab: str, limit: int = 50) -> list[int]:
    place: Place | None = None
    numbers: list[int] = []
    while True:
        page = worklist.page(agent, tab, at=later(hours=1), after=place, limit=limit)
        numbers += [ticket.number for ticket in page.tickets]
        if page.next is None:
            return numbers
        place = Place.decode(page.next.encode())


def test_what_is_due_first_stands_first_and_waiting_tickets_stand_last() -> None:
    agent, channel = an_agent(), a_channel()
    early, late, waiting = (
        ticket_of(received(channel, f"c{n}@example.cz", occurred_at=later(minutes=n)))
        for n in (1, 3, 2)
    )
    lifecycle.change_status(waiting.id, Status.PENDING, at=NOW, by=Actor.agent(agent.id))
    assert _numbers(agent, "queues") == [early.number, late.number, waiting.number]


@pytest.mark.parametrize("tab", ["queues", "all", "unassigned"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_meet_when_due_times_are_equal(tab: str, limit: int) -> None:
    agent, channel = an_agent(), a_channel()
    for number in range(7):
        received(channel, f"c{number}@example.cz")
    whole = _numbers(agent, tab)
    assert len(set(whole)) == 7
    assert _numbers(agent, tab, limit) == whole


def test_each_tab_holds_what_it_says() -> None:
    agent, channel = an_agent(), a_channel()
    by = Actor.agent(agent.id)
    mine, free, done = (ticket_of(received(channel, f"c{n}@example.cz")) for n in range(3))
    assignment.take(mine.id, at=NOW, by=by)
    lifecycle.resolve(done.id, at=NOW, by=by)

    assert _numbers(agent, "mine") == [mine.number]
    assert _numbers(agent, "unassigned") == [free.number]
    assert set(_numbers(agent, "queues")) == {mine.number, free.number}
    assert set(_numbers(agent, "all")) == {mine.number, free.number, done.number}
    assert worklist.counts(agent, at=NOW) == {"mine": 1, "unassigned": 1, "queues": 2}


def test_tickets_of_other_queues_are_not_listed() -> None:
    agent = an_agent()
    received(a_channel(queue=a_queue("legal")))
    assert [_numbers(agent, tab) for tab in worklist.TABS] == [[], [], [], []]


def test_a_snoozed_ticket_comes_back_at_its_time() -> None:
    agent = an_agent()
    ticket = ticket_of(received(a_channel()))
    ticket.snoozed_until = later(hours=5)
    ticket.save()

    assert worklist.page(agent, "queues", at=later(hours=4)).tickets == ()
    assert worklist.page(agent, "queues", at=later(hours=5)).tickets == (ticket,)
    assert ticket.snoozed_until - NOW == timedelta(hours=5)
