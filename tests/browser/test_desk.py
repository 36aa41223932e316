"""The desk by keyboard and mouse: find, read, answer, take back."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.support.signed_in import open_desk, sign_in
from tests.support.waiting import wait_for
from tests.support.world import a_channel, an_agent, received, ticket_of
from tickets.models import Agent, Channel, Delivery, Disposition, Draft, Interaction, Status, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent(transactional_db: None) -> Agent:
    """Anna, who works in the queue "care"."""
    return an_agent("Anna")


@pytest.fixture
def mailbox(agent: Agent) -> Channel:
    """The queue's e-mail address."""
    return a_channel("email")


@pytest.fixture
def ticket(mailbox: Channel) -> Ticket:
    """Jana asks where her parcel is."""
    return ticket_of(received(mailbox, occurred_at=timezone.now()))


def path(ticket: Ticket) -> str:
    return f"/desk/tickets/{ticket.number}/?tab=queues"


def test_a_ticket_is_found_opened_taken_and_resolved_by_keyboard_alone(
    page: Page, site: str, agent: Agent, ticket: Ticket, complaints: list[str]
) -> None:
    Disposition.objects.create(key="fixed", name="Fixed")
    open_desk(page, site, agent, "/desk/?tab=queues")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1, name="Where is my parcel?")
    expect(heading).to_be_focused()
    expect(page).to_have_url(re.compile(rf"/desk/tickets/{ticket.number}/"))
    expect(page).to_have_title(re.compile(rf"^#{ticket.number} Where is my parcel"))
    page.keyboard.press("a")
    expect(page.get_by_text("Taken")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Fixed").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee) == (Status.RESOLVED, agent)
    assert complaints == []


def test_menus_open_close_and_move_with_the_arrows(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    an_agent("Petra")
    open_desk(page, site, agent, path(ticket))
    assign = page.locator("summary", has_text="Assign")
    assign.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Anna")).to_be_focused()
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Petra")).to_be_focused()
    page.keyboard.press("Escape")
    expect(assign).to_be_focused()
    expect(page.get_by_role("button", name="Petra")).to_be_hidden()


def test_a_reply_is_sent_with_ctrl_enter_and_taken_back(
    page: Page, site: str, agent: Agent, ticket: Ticket, complaints: list[str]
) -> None:
    open_desk(page, site, agent, path(ticket))
    page.keyboard.press("r")
    page.keyboard.type("It is at your neighbour's.")
    page.keyboard.press("Control+Enter")
    toast = page.locator(".toast", has_text="Your reply is on its way")
    expect(toast).to_be_visible()
    expect(page.locator(".entry--out")).to_contain_text("It is at your neighbour's.")
    expect(page.get_by_label("Your reply")).to_have_value("")
    toast.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your reply")).to_have_value("It is at your neighbour's.")
    expect(page.locator(".entry--faded")).to_be_visible()
    assert Delivery.objects.get().state == "cancelled"
    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN
    assert complaints == []


def test_a_note_cannot_be_mistaken_for_a_reply(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    open_desk(page, site, agent, path(ticket))
    page.keyboard.press("n")
    page.keyboard.type("He is a friend of the boss.")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".entry--note")).to_contain_text("He is a friend of the boss.")
    assert not Delivery.objects.exists()


def test_each_tab_keeps_its_own_text(page: Page, site: str, agent: Agent, ticket: Ticket) -> None:
    open_desk(page, site, agent, path(ticket))
    page.get_by_label("Your reply").fill("For the customer")
    page.get_by_role("radio", name="Internal note").check()
    note = page.get_by_role("textbox", name="Internal note")
    expect(note).to_have_value("")
    note.fill("For us")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".entry--note")).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_label("Your reply")).to_have_value("For the customer")


def test_what_was_typed_survives_a_crash(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    open_desk(page, site, agent, path(ticket))
    page.get_by_label("Your reply").fill("Half a sen")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(f"{site}{path(ticket)}")
    expect(again.get_by_label("Your reply")).to_have_value("Half a sen")


def test_what_was_typed_survives_the_end_of_the_session(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    open_desk(page, site, agent, path(ticket))
    Session.objects.all().delete()
    page.get_by_label("Your reply").fill("Typed too late")
    expect(page.get_by_text("Draft kept on this device")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_label("Email").fill(agent.email)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Your reply")).to_have_value("Typed too late")
    assert not Delivery.objects.exists()


def test_a_stale_reply_is_held_back_and_its_text_kept(
    page: Page, site: str, agent: Agent, ticket: Ticket, mailbox: Channel
) -> None:
    open_desk(page, site, agent, path(ticket))
    page.get_by_label("Your reply").fill("I asked the courier.")
    page.evaluate("document.querySelector('[data-ticket-refresh]').remove()")
    received(mailbox, text="It has arrived!")
    Interaction.objects.update(ticket=ticket)
    page.get_by_role("button", name="Send", exact=True).click()
    stale = page.locator(".stale")
    expect(stale).to_contain_text("It has arrived!")
    expect(page.get_by_label("Your reply")).to_have_value("I asked the courier.")
    assert not Delivery.objects.exists()
    page.get_by_role("button", name="Send anyway").click()
    expect(page.locator(".entry--out")).to_contain_text("I asked the courier.")
    assert Delivery.objects.count() == 1


def test_going_back_returns_to_the_list(
    page: Page, site: str, agent: Agent, ticket: Ticket, complaints: list[str]
) -> None:
    open_desk(page, site, agent, "/desk/?tab=queues")
    page.locator(".row").click()
    expect(page.get_by_role("heading", level=1, name="Where is my parcel?")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Choose a ticket")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="Where is my parcel?")).to_be_visible()
    assert complaints == []


def test_everything_needed_works_without_scripts(
    browser: Browser, site: str, agent: Agent, ticket: Ticket
) -> None:
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, site, agent)
    page = context.new_page()
    page.goto(f"{site}/desk/?tab=queues")
    page.locator(".row").click()
    page.get_by_role("button", name="Assign to me").click()
    page.get_by_label("Your reply").fill("Plain and simple.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".entry--out")).to_be_in_viewport()
    page.locator(".entry--out").get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your reply")).to_have_value("Plain and simple.")
    page.get_by_role("radio", name="Internal note").check()
    page.get_by_role("textbox", name="Internal note").fill("A thought.")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".entry--note")).to_contain_text("A thought.")
    page.locator(".ticket-head summary", has_text="Resolve").click()
    page.locator(".ticket-head").get_by_role("button", name="Don't know").click()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    context.close()


def test_the_theme_is_chosen_once_for_both_shells(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    open_desk(page, site, agent, path(ticket))
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("localStorage.adminTheme") == '"dark"'


def test_single_keys_can_be_switched_off(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    open_desk(page, site, agent, path(ticket))
    page.keyboard.press("?")
    page.get_by_label(re.compile("Switch single keys off")).check()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_label("Your reply")).not_to_be_focused()


def test_drafts_reach_the_server(page: Page, site: str, agent: Agent, ticket: Ticket) -> None:
    open_desk(page, site, agent, path(ticket))
    page.get_by_label("Your reply").fill("Kept")
    wait_for(lambda: Draft.objects.filter(text="Kept").exists(), what="the draft on the server")


def test_somebody_is_found_by_name_from_the_keyboard(
    page: Page, site: str, agent: Agent, ticket: Ticket, mailbox: Channel
) -> None:
    received(mailbox, "petr@example.cz", name="Petr Novák", subject="Other")
    open_desk(page, site, agent, "/desk/?tab=queues")
    page.keyboard.press("/")
    page.keyboard.type("novakova")
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Where is my parcel?")).to_be_focused()
    expect(page.locator(".row")).to_have_count(1)


def test_older_messages_are_put_before_the_newer_ones(
    page: Page, site: str, agent: Agent, ticket: Ticket, mailbox: Channel, complaints: list[str]
) -> None:
    now = timezone.now()
    for number in range(60):
        moment = now + timedelta(seconds=number)
        received(mailbox, text=f"message {number:02d}", occurred_at=moment)
    Interaction.objects.update(ticket=ticket)
    open_desk(page, site, agent, path(ticket))
    entries = page.locator("#timeline .entry")
    expect(entries).to_have_count(50)
    page.get_by_role("link", name="Show older").click()
    expect(entries).to_have_count(61)
    assert entries.first.inner_text().count("It has not arrived.") == 1
    assert "message 59" in entries.last.inner_text()
    expect(page.get_by_label("Your reply")).to_be_visible()
    expect(page.locator(".entry--new")).to_have_count(0)
    page.evaluate("htmx.trigger(document.querySelector('[data-ticket-refresh]'), 'desk:refresh')")
    page.wait_for_load_state("networkidle")
    expect(entries).to_have_count(61)
    assert complaints == []
