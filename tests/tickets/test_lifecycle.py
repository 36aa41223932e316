"""A ticket's status follows its table, and every move is written down."""

import pytest

from tests.support.world import NOW, a_channel, an_agent, later, received, ticket_of
from tickets import assignment, lifecycle
from tickets.contracts import Actor
from tickets.lifecycle import ALLOWED, InvalidTransition
from tickets.models import NEVER_DUE, Disposition, Status, TicketEvent


def test_every_status_has_a_row_in_the_table() -> None:
    assert set(ALLOWED) == set(Status)


@pytest.mark.django_db
class TestMoves:
    def test_resolving_keeps_who_had_it_and_where(self) -> None:
        agent = an_agent()
        by = Actor.agent(agent.id)
        ticket = ticket_of(received(a_channel()))
        assignment.take(ticket.id, at=NOW, by=by)
        fixed = Disposition.objects.create(key="fixed", name="Fixed")
        lifecycle.resolve(ticket.id, at=later(hours=1), by=by, disposition=fixed)
        assignment.assign(ticket.id, None, at=later(hours=2), by=by)

        event = TicketEvent.objects.get(kind="resolved")
        assert (event.agent_id, event.queue_id) == (agent.id, ticket.queue_id)
        assert (event.resolution_seq, event.channel_kind) == (1, "email")
        ticket.refresh_from_db()
        assert (ticket.due_at, ticket.sort_at) == (None, NEVER_DUE)
        assert ticket.disposition_id == fixed.id

    def test_a_second_resolution_gets_the_next_number(self) -> None:
        by = Actor.agent(an_agent().id)
        ticket = ticket_of(received(a_channel()))
        for hour in (1, 3):
            lifecycle.resolve(ticket.id, at=later(hours=hour), by=by)
            lifecycle.reopen(ticket.id, at=later(hours=hour + 1), by=by)
        numbers = TicketEvent.objects.filter(kind="resolved").order_by("seq")
        assert [row.resolution_seq for row in numbers] == [1, 2]

    def test_a_resolved_ticket_is_not_resolved_again(self) -> None:
        by = Actor.agent(an_agent().id)
        ticket = ticket_of(received(a_channel()))
        lifecycle.resolve(ticket.id, at=NOW, by=by)
        with pytest.raises(InvalidTransition):
            lifecycle.resolve(ticket.id, at=later(hours=1), by=by)

    def test_a_closed_ticket_stays_closed(self) -> None:
        by = Actor.agent(an_agent().id)
        ticket = ticket_of(received(a_channel()))
        lifecycle.resolve(ticket.id, at=NOW, by=by)
        lifecycle.close(ticket.id, at=later(hours=1), by=by)
        with pytest.raises(InvalidTransition):
            lifecycle.reopen(ticket.id, at=later(hours=2), by=by)
        with pytest.raises(InvalidTransition):
            lifecycle.change_status(ticket.id, Status.OPEN, at=later(hours=2), by=by)

    @pytest.mark.parametrize("status", [Status.NEW, Status.RESOLVED, Status.CLOSED])
    def test_ends_and_beginning_have_their_own_functions(self, status: Status) -> None:
        by = Actor.agent(an_agent().id)
        ticket = ticket_of(received(a_channel()))
        lifecycle.change_status(ticket.id, Status.OPEN, at=NOW, by=by)
        with pytest.raises(InvalidTransition):
            lifecycle.change_status(ticket.id, status, at=NOW, by=by)

    def test_waiting_for_the_customer_stops_the_clock(self) -> None:
        by = Actor.agent(an_agent().id)
        ticket = ticket_of(received(a_channel()))
        lifecycle.change_status(ticket.id, Status.PENDING, at=NOW, by=by)
        ticket.refresh_from_db()
        assert ticket.due_at is None

    def test_taking_a_ticket_somebody_else_has_is_refused(self) -> None:
        ticket = ticket_of(received(a_channel()))
        assignment.take(ticket.id, at=NOW, by=Actor.agent(an_agent().id))
        with pytest.raises(assignment.TakenByOther):
            assignment.take(ticket.id, at=NOW, by=Actor.agent(an_agent("Petr").id))

    def test_only_members_of_the_queue_get_its_tickets(self) -> None:
        from tests.support.world import a_queue

        ticket = ticket_of(received(a_channel()))
        stranger = an_agent("Eva", queue=a_queue("billing"))
        with pytest.raises(assignment.NotAMember):
            assignment.assign(ticket.id, stranger, at=NOW, by=Actor.agent(stranger.id))
