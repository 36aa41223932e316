"""Open pages follow what happens elsewhere, without a reload and without surprises."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.support.signed_in import open_desk
from tests.support.world import a_channel, an_agent, received, ticket_of
from tickets import doorbell, lifecycle
from tickets.contracts import Actor
from tickets.models import Agent, Channel, Interaction, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent(transactional_db: None) -> Agent:
    """Anna, who works in the queue "care"."""
    return an_agent("Anna")


@pytest.fixture
def mailbox(agent: Agent) -> Channel:
    """The queue's e-mail address."""
    return a_channel("email")


def arrives(mailbox: Channel, address: str, subject: str, **fields: object) -> Ticket:
    """A mail that has just come in."""
    now = timezone.now()
    return ticket_of(received(mailbox, address, subject=subject, occurred_at=now, **fields))


def is_live(page: Page) -> None:
    expect(page.locator("[data-live-state]")).to_have_attribute("data-state", "live")


def order(page: Page) -> list[str]:
    """The subjects of the rows, from the top."""
    return page.locator(".row__subject").all_inner_texts()


def test_a_new_ticket_appears_by_itself(
    page: Page, site: str, agent: Agent, mailbox: Channel, complaints: list[str]
) -> None:
    arrives(mailbox, "first@example.cz", "First")
    open_desk(page, site, agent, "/desk/?tab=queues")
    is_live(page)
    arrives(mailbox, "second@example.cz", "Second")
    expect(page.locator(".row", has_text="Second")).to_be_visible()
    assert order(page) == ["First", "Second"]
    assert complaints == []


def test_rows_do_not_move_under_the_pointer(
    page: Page, site: str, agent: Agent, mailbox: Channel
) -> None:
    first = arrives(mailbox, "first@example.cz", "First")
    arrives(mailbox, "second@example.cz", "Second")
    open_desk(page, site, agent, "/desk/?tab=queues")
    is_live(page)
    page.locator(".row", has_text="Second").hover()
    lifecycle.resolve(first.id, at=timezone.now(), by=Actor.agent(agent.id))
    arrives(mailbox, "third@example.cz", "Third")
    expect(page.get_by_role("button", name="Show what is new")).to_be_visible()
    assert order(page) == ["First", "Second"]
    page.mouse.move(1000, 500)
    expect(page.locator(".row", has_text="Third")).to_be_visible()
    assert order(page) == ["Second", "Third"]


def test_a_customers_message_appears_in_the_open_ticket_and_typing_goes_on(
    page: Page, site: str, agent: Agent, mailbox: Channel
) -> None:
    ticket = arrives(mailbox, "jana@example.cz", "Parcel")
    open_desk(page, site, agent, f"/desk/tickets/{ticket.number}/")
    is_live(page)
    page.get_by_label("Your reply").press_sequentially("I am just ")
    arrives(mailbox, "jana@example.cz", "Other", text="It has arrived!")
    Interaction.objects.update(ticket=ticket)
    doorbell.hint(f"queue:{mailbox.queue_id}", "ticket.changed", ticket=ticket.id)
    expect(page.locator("#timeline .entry", has_text="It has arrived!")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("writing.")
    expect(page.get_by_label("Your reply")).to_have_value("I am just writing.")
    expect(page.locator("#announcer")).to_contain_text("Jana Nováková")


def test_without_the_gateway_the_page_asks_by_itself(
    page: Page, site: str, agent: Agent, mailbox: Channel
) -> None:
    page.clock.install()
    page.route_web_socket(re.compile("/live/$"), lambda socket: socket.close())
    arrives(mailbox, "first@example.cz", "First")
    open_desk(page, site, agent, "/desk/?tab=queues")
    expect(page.locator(".row", has_text="First")).to_be_visible()
    arrives(mailbox, "second@example.cz", "Second")
    page.clock.fast_forward(16_000)
    expect(page.locator(".row", has_text="Second")).to_be_visible()


def test_a_lost_connection_is_said_and_nothing_typed_is_lost(
    page: Page, site: str, agent: Agent, mailbox: Channel
) -> None:
    ticket = arrives(mailbox, "jana@example.cz", "Parcel")
    open_desk(page, site, agent, f"/desk/tickets/{ticket.number}/")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/reply/", refuse)
    page.get_by_label("Your reply").fill("Precious words")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("No connection. What you typed is kept")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_have_value("Precious words")
    page.unroute("**/reply/")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".entry--out")).to_contain_text("Precious words")
