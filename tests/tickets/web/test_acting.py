"""One click does one thing, and says so when it cannot."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.support.world import NOW, a_channel, a_queue, an_agent, received, ticket_of
from tickets import assignment, lifecycle
from tickets.contracts import Actor
from tickets.models import (
    Agent,
    Channel,
    ContactReason,
    Disposition,
    QueueMember,
    Status,
    Ticket,
    TicketEvent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(mailbox: Channel) -> Ticket:
    """A new ticket in Anna's queue."""
    return ticket_of(received(mailbox))


def act(desk: Client, ticket: Ticket, what: str, **headers: str) -> HttpResponse:
    address = f"/desk/tickets/{ticket.number}/act/?tab=queues"
    answer = desk.post(address, {"do": what}, headers=headers)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/desk/tickets/{ticket.number}/?tab=queues"
    page = desk.get(answer.headers["Location"], headers=headers)
    ticket.refresh_from_db()
    assert isinstance(page, HttpResponse)
    return page


def test_a_ticket_is_taken(desk: Client, agent: Agent, ticket: Ticket) -> None:
    act(desk, ticket, "take")
    assert ticket.assignee == agent


def test_a_ticket_somebody_else_has_is_not_taken_away(desk: Client, ticket: Ticket) -> None:
    petra = an_agent("Petra")
    assignment.take(ticket.id, at=NOW, by=Actor.agent(petra.id))
    page = act(desk, ticket, "take")
    assert ticket.assignee == petra
    assert "A colleague took this ticket a moment ago." in page.content.decode()


def test_a_refusal_reaches_a_part_of_the_page_as_well(desk: Client, ticket: Ticket) -> None:
    petra = an_agent("Petra")
    assignment.take(ticket.id, at=NOW, by=Actor.agent(petra.id))
    page = act(desk, ticket, "take", **{"HX-Request": "true", "HX-Target": "ticket"})
    assert 'hx-swap-oob="beforeend:#toasts"' in page.content.decode()


def test_a_ticket_is_given_to_a_colleague_and_to_nobody(desk: Client, ticket: Ticket) -> None:
    petra = an_agent("Petra")
    act(desk, ticket, f"assign:{petra.id}")
    assert ticket.assignee == petra
    act(desk, ticket, "assign:nobody")
    assert ticket.assignee is None


def test_only_people_of_the_queue_are_offered_and_accepted(desk: Client, ticket: Ticket) -> None:
    stranger = an_agent("Stranger", queue=a_queue("legal"))
    page = act(desk, ticket, f"assign:{stranger.id}").content.decode()
    assert ticket.assignee is None
    assert "does not work in the ticket&#x27;s queue" in page
    assert f"assign:{stranger.id}" not in page


def test_a_ticket_is_resolved_with_its_disposition(desk: Client, ticket: Ticket) -> None:
    fixed = Disposition.objects.create(key="fixed", name="Fixed")
    act(desk, ticket, "resolve:fixed")
    assert (ticket.status, ticket.disposition) == (Status.RESOLVED, fixed)


def test_not_knowing_how_it_ended_is_an_answer(desk: Client, ticket: Ticket) -> None:
    act(desk, ticket, "resolve:none")
    assert (ticket.status, ticket.disposition) == (Status.RESOLVED, None)


def test_a_resolved_ticket_is_reopened(desk: Client, agent: Agent, ticket: Ticket) -> None:
    lifecycle.resolve(ticket.id, at=NOW, by=Actor.agent(agent.id))
    page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert 'value="reopen"' in page
    assert "resolve:" not in page
    act(desk, ticket, "reopen")
    assert ticket.status == Status.OPEN


def test_priority_and_reason_are_changed_and_written_down(desk: Client, ticket: Ticket) -> None:
    reason = ContactReason.objects.create(key="delivery.late", name="Late delivery")
    act(desk, ticket, "priority:urgent")
    page = act(desk, ticket, "reason:delivery.late").content.decode()
    assert (ticket.priority, ticket.reason) == ("urgent", reason)
    changes = TicketEvent.objects.filter(ticket=ticket, kind="field_changed").order_by("seq")
    assert [row.data for row in changes] == [
        {"field": "priority", "from": "normal", "to": "urgent"},
        {"field": "reason", "from": "", "to": "delivery.late"},
    ]
    assert "Priority: Urgent" in page
    assert "Contact reason: Late delivery" in page


@pytest.mark.parametrize(
    "what", ["", "fly", "priority:huge", "reason:junk", "assign:junk", "reopen", "assign:agt_junk"]
)
def test_nonsense_changes_nothing(desk: Client, ticket: Ticket, what: str) -> None:
    before = ticket.version
    act(desk, ticket, what)
    assert ticket.version == before


def test_who_may_only_read_changes_nothing(desk: Client, agent: Agent, ticket: Ticket) -> None:
    QueueMember.objects.filter(agent=agent).update(access="read")
    page = act(desk, ticket, "take").content.decode()
    assert ticket.assignee is None
    assert "You may read this ticket" in page
    assert 'name="do"' not in page


def test_a_foreign_ticket_cannot_be_acted_on(desk: Client) -> None:
    ticket = ticket_of(received(a_channel("email", queue=a_queue("legal"))))
    answer = desk.post(f"/desk/tickets/{ticket.number}/act/", {"do": "take"})
    assert answer.status_code == 404


def test_a_link_alone_does_nothing(desk: Client, ticket: Ticket) -> None:
    assert desk.get(f"/desk/tickets/{ticket.number}/act/?do=take").status_code == 405


def test_forms_carry_their_protection(agent: Agent, ticket: Ticket) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(agent)
    answer = browser.post(f"/desk/tickets/{ticket.number}/act/", {"do": "take"})
    assert answer.status_code == 403
    assert "This form has been open for too long" in answer.content.decode()
