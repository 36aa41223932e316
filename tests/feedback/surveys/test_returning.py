"""The button "not resolved": a contact like any other."""

from datetime import timedelta

import pytest

from feedback.models import Invitation
from feedback.surveys import expiry
from feedback.surveys.responses import Answer, record
from feedback.surveys.returning import NotReachable, say_not_resolved
from tests.feedback.surveys.scenes import DAY, DUE, a_resolved_ticket, a_sent_letter, a_survey
from tests.support.world import an_agent, ticket_of
from tickets import lifecycle
from tickets.contracts import Actor
from tickets.models import Channel, Customer, Interaction, Status, Ticket, TicketEvent

pytestmark = pytest.mark.django_db
AT = DUE + DAY


def _asked_ticket(**fields: object) -> Ticket:
    a_survey()
    ticket = a_resolved_ticket(**fields)  # type: ignore[arg-type]
    a_sent_letter(ticket)
    return ticket


def _the() -> Invitation:
    return Invitation.objects.select_related("ticket").get()


def test_it_opens_the_ticket_and_is_recorded_as_the_customers_contact() -> None:
    ticket = _asked_ticket(language="cs")
    receipt = say_not_resolved(_the(), at=AT, press="a1")

    assert receipt is not None
    entry = Interaction.objects.get(id=receipt.interaction_id)
    assert (entry.kind, entry.direction, entry.text) == (
        "form",
        "inbound",
        "Můj požadavek není vyřešený.",
    )
    assert (entry.ticket_id, entry.customer_id) == (ticket.id, ticket.customer_id)
    assert Ticket.objects.get(id=ticket.id).status == Status.OPEN
    event = TicketEvent.objects.get(kind="reopened")
    assert (event.actor_kind, event.actor_id) == ("customer", ticket.customer_id)
    assert (_the().state, _the().reason) == ("cancelled", "reopened")
    assert Customer.objects.count() == 1


def test_it_is_not_counted_as_another_channel() -> None:
    ticket = _asked_ticket()
    receipt = say_not_resolved(_the(), at=AT, press="a1")
    assert receipt is not None
    entry = Interaction.objects.get(id=receipt.interaction_id)
    assert (entry.channel_id, entry.channel_kind) == (ticket.channel_id, "email")


def test_a_double_click_is_one_contact() -> None:
    _asked_ticket()
    say_not_resolved(_the(), at=AT, press="a1")
    assert say_not_resolved(_the(), at=AT, press="a1") is None
    assert Interaction.objects.filter(kind="form").count() == 1


def test_an_answer_given_before_stays_and_remembers() -> None:
    _asked_ticket()
    record(_the().id, Answer(value=2, resolved="no"), at=AT)
    say_not_resolved(_the(), at=AT + timedelta(minutes=1), press="a1")
    assert (_the().state, _the().reopened_after_answer) == ("answered", True)


def test_a_reopening_by_an_agent_is_remembered_too() -> None:
    ticket = _asked_ticket()
    record(_the().id, Answer(value=2), at=AT)
    lifecycle.reopen(ticket.id, at=AT, by=Actor.agent(an_agent().id))
    expiry.expire(AT + timedelta(minutes=1))
    assert (_the().state, _the().reopened_after_answer) == ("answered", True)


def test_words_reach_a_ticket_that_is_open_again() -> None:
    ticket = _asked_ticket()
    lifecycle.reopen(ticket.id, at=AT, by=Actor.agent(an_agent().id))
    receipt = say_not_resolved(_the(), at=AT, press="a1", text="The box was empty.")
    assert receipt is not None
    assert receipt.ticket_id == ticket.id
    assert Interaction.objects.get(id=receipt.interaction_id).text == "The box was empty."


def test_ten_days_later_it_still_opens_the_same_ticket() -> None:
    ticket = _asked_ticket()
    receipt = say_not_resolved(_the(), at=DUE + 10 * DAY, press="a1")
    assert receipt is not None
    assert receipt.ticket_id == ticket.id
    assert Ticket.objects.get(id=ticket.id).status == Status.OPEN


def test_a_closed_ticket_gets_a_follow_up() -> None:
    ticket = _asked_ticket()
    lifecycle.close(ticket.id, at=AT, by=Actor(kind="system"))
    receipt = say_not_resolved(_the(), at=AT, press="a1")
    assert receipt is not None
    assert receipt.ticket_created
    following = ticket_of(receipt)
    assert (following.follow_up_of, following.customer) == (ticket, ticket.customer)
    assert Ticket.objects.get(id=ticket.id).status == Status.CLOSED


def test_it_says_so_when_no_channel_is_left() -> None:
    ticket = _asked_ticket()
    Channel.objects.update(enabled=False)
    with pytest.raises(NotReachable):
        say_not_resolved(_the(), at=AT, press="a1")
    assert Ticket.objects.get(id=ticket.id).status == Status.RESOLVED
