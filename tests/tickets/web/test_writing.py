"""What an agent types is sent once, kept until then, and never sent unawares."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.support.world import NOW, a_channel, a_queue, an_agent, later, received, ticket_of
from tickets import outbox
from tickets.contracts import GivenPoint
from tickets.models import (
    Agent,
    Channel,
    ContactPoint,
    Delivery,
    Disposition,
    Draft,
    Interaction,
    QueueMember,
    Status,
    Ticket,
)

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Target": "ticket"}


@pytest.fixture
def ticket(mailbox: Channel) -> Ticket:
    """A ticket by e-mail in Anna's queue."""
    return ticket_of(received(mailbox))


def send(
    desk: Client,
    ticket: Ticket,
    text: str = "On its way.",
    headers: dict[str, str] | None = None,
    **fields: object,
) -> HttpResponse:
    """The answer to the composer's form."""
    values = {"kind": "email", "text": text, "then": "stay", **fields}
    answer = desk.post(f"/desk/tickets/{ticket.number}/reply/", values, headers=headers)
    ticket.refresh_from_db()
    assert isinstance(answer, HttpResponse)
    return answer


def seen_on(desk: Client, ticket: Ticket) -> str:
    """What the page would send back as the newest entry it showed."""
    page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_reply_waits_in_the_outbox_and_stands_on_the_timeline(
    desk: Client, agent: Agent, ticket: Ticket
) -> None:
    answer = send(desk, ticket)
    assert answer.status_code == 302
    delivery = Delivery.objects.get()
    assert delivery.interaction is not None
    assert (delivery.to_value, delivery.interaction.text) == ("jana@example.cz", "On its way.")
    assert (delivery.interaction.agent, ticket.status) == (agent, Status.OPEN)
    assert delivery.is_held(NOW)


def test_send_and_wait_gives_the_turn_to_the_customer(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, then="wait")
    assert ticket.status == Status.PENDING


def test_send_and_resolve_keeps_how_it_ended(desk: Client, ticket: Ticket) -> None:
    fixed = Disposition.objects.create(key="fixed", name="Fixed")
    send(desk, ticket, then="resolve:fixed")
    assert (ticket.status, ticket.disposition) == (Status.RESOLVED, fixed)


def test_a_note_stays_inside(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "Call him first.", kind="note", then="wait")
    note = Interaction.objects.get(kind="note")
    assert (note.direction, note.text) == ("internal", "Call him first.")
    assert not Delivery.objects.exists()
    assert ticket.status == Status.NEW


def test_a_double_click_sends_once(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket)
    assert send(desk, ticket).status_code == 302
    assert Delivery.objects.count() == 1


def test_the_chosen_address_is_the_one_written_to(desk: Client, mailbox: Channel) -> None:
    points = tuple(
        GivenPoint(kind="email", value=value, verification="verified")
        for value in ("jana@example.cz", "jana@work.example")
    )
    ticket = ticket_of(received(mailbox, points=points))
    other = ContactPoint.objects.get(value="jana@work.example")
    send(desk, ticket, to=other.id)
    assert Delivery.objects.get().to_value == "jana@work.example"


def test_files_leave_with_the_reply(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, files=[SimpleUploadedFile("bill.pdf", b"%PDF", "application/pdf")])
    entry = Interaction.objects.get(direction="outbound")
    assert [row.filename for row in entry.attachments.all()] == ["bill.pdf"]
    assert entry.attachment_count == 1


def test_an_empty_reply_is_refused_with_a_word(desk: Client, ticket: Ticket) -> None:
    answer = send(desk, ticket, "  \n ")
    assert answer.status_code == 422
    assert "There is nothing to send yet." in answer.content.decode()


def test_a_reply_without_an_address_says_why_and_keeps_the_text(desk: Client) -> None:
    phone = a_channel("phone")
    point = (GivenPoint(kind="phone", value="+420602123402"),)
    ticket = ticket_of(received(phone, kind="voicemail", points=point))
    page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "No e-mail address of this customer is known." in page
    assert send(desk, ticket).status_code == 422
    assert Draft.objects.get().text == "On its way."


class TestStaleReplies:
    def test_the_customers_new_message_is_shown_before_anything_leaves(
        self, desk: Client, ticket: Ticket, mailbox: Channel
    ) -> None:
        seen = seen_on(desk, ticket)
        received(mailbox, text="It has just arrived, forget it!", subject=f"Re: [#{ticket.number}]")
        Interaction.objects.update(ticket=ticket)
        answer = send(desk, ticket, "I have asked the courier.", seen=seen, then="wait")
        page = answer.content.decode()
        assert answer.status_code == 409
        stale = page.split('class="stale"')[1].split("</section>")[0]
        assert "It has just arrived, forget it!" in stale
        assert ">I have asked the courier.</textarea>" in page
        assert not Delivery.objects.exists()

    def test_it_is_sent_anyway_when_the_agent_says_so(
        self, desk: Client, ticket: Ticket, mailbox: Channel
    ) -> None:
        seen = seen_on(desk, ticket)
        received(mailbox, text="Hello?")
        Interaction.objects.update(ticket=ticket)
        assert send(desk, ticket, seen=seen).status_code == 409
        assert send(desk, ticket, seen=seen, anyway="1").status_code == 302
        assert Delivery.objects.count() == 1
        assert not Draft.objects.exists()

    def test_own_entries_do_not_stand_in_the_way(self, desk: Client, ticket: Ticket) -> None:
        seen = seen_on(desk, ticket)
        send(desk, ticket, "First.", seen=seen)
        assert send(desk, ticket, "Second.", seen=seen).status_code == 302

    def test_a_part_of_the_page_carries_the_same_answer(
        self, desk: Client, ticket: Ticket, mailbox: Channel
    ) -> None:
        seen = seen_on(desk, ticket)
        received(mailbox, text="Hello?")
        Interaction.objects.update(ticket=ticket)
        answer = send(desk, ticket, seen=seen, headers=PARTIAL)
        assert answer.status_code == 409
        assert "<html" not in answer.content.decode()

    def test_junk_instead_of_an_entry_is_refused(self, desk: Client, ticket: Ticket) -> None:
        assert send(desk, ticket, seen="junk").status_code == 422


class TestUndo:
    def test_the_text_comes_back_and_the_ticket_opens(
        self, desk: Client, agent: Agent, ticket: Ticket
    ) -> None:
        send(desk, ticket, then="resolve:none")
        delivery = Delivery.objects.get()
        answer = desk.post(f"/desk/deliveries/{delivery.id}/undo/")
        page = desk.get(answer.headers["Location"]).content.decode()
        delivery.refresh_from_db()
        ticket.refresh_from_db()
        assert (delivery.state, ticket.status) == ("cancelled", Status.OPEN)
        assert ">On its way.</textarea>" in page
        assert "entry--faded" in page

    def test_what_has_left_stays_sent(self, desk: Client, ticket: Ticket) -> None:
        send(desk, ticket)
        [delivery] = outbox.claim(at=later(minutes=5))
        outbox.hand_over(delivery, at=later(minutes=5))
        answer = desk.post(f"/desk/deliveries/{delivery.id}/undo/")
        page = desk.get(answer.headers["Location"]).content.decode()
        assert "It has left already and cannot be taken back." in page

    def test_it_is_offered_for_ten_seconds_only(self, desk: Client, ticket: Ticket) -> None:
        send(desk, ticket)
        with time_machine.travel(NOW + timedelta(seconds=20)):
            page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
        assert "/undo/" not in page

    def test_foreign_and_unknown_deliveries_do_not_exist(self, desk: Client) -> None:
        assert desk.post("/desk/deliveries/junk/undo/").status_code == 404
        assert desk.post(f"/desk/deliveries/del_{'0' * 26}/undo/").status_code == 404


class TestDrafts:
    def draft(self, desk: Client, ticket: Ticket, text: str, kind: str = "email") -> int:
        address = f"/desk/tickets/{ticket.number}/draft/"
        return desk.post(address, {"kind": kind, "text": text}).status_code

    def test_what_was_typed_is_there_again(self, desk: Client, ticket: Ticket) -> None:
        assert self.draft(desk, ticket, "Half a sen") == 204
        assert self.draft(desk, ticket, "A thought", kind="note") == 204
        page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
        assert ">Half a sen</textarea>" in page
        assert ">A thought</textarea>" in page

    def test_an_emptied_draft_is_forgotten(self, desk: Client, ticket: Ticket) -> None:
        self.draft(desk, ticket, "Half a sen")
        self.draft(desk, ticket, " ")
        assert not Draft.objects.exists()

    def test_drafts_are_private(
        self, desk: Client, ticket: Ticket, signed_in: Callable[[Agent], Client]
    ) -> None:
        self.draft(desk, ticket, "Half a sen")
        other = signed_in(an_agent("Petra"))
        page = other.get(f"/desk/tickets/{ticket.number}/").content.decode()
        assert "Half a sen" not in page

    def test_a_sent_draft_is_gone(self, desk: Client, ticket: Ticket) -> None:
        self.draft(desk, ticket, "On its way.")
        send(desk, ticket)
        assert not Draft.objects.exists()

    def test_characters_the_database_refuses_do_no_harm(self, desk: Client, ticket: Ticket) -> None:
        assert self.draft(desk, ticket, "a\x00b") == 204
        assert Draft.objects.get().text == "ab"

    def test_an_unknown_tab_is_a_bad_request(self, desk: Client, ticket: Ticket) -> None:
        assert self.draft(desk, ticket, "x", kind="telex") == 400


def test_who_may_only_read_writes_nothing(desk: Client, agent: Agent, ticket: Ticket) -> None:
    QueueMember.objects.filter(agent=agent).update(access="read")
    page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "You may read this ticket, but not answer it." in page
    assert send(desk, ticket).status_code == 422
    assert not Delivery.objects.exists()


def test_foreign_tickets_cannot_be_written_to(desk: Client) -> None:
    foreign = ticket_of(received(a_channel("email", queue=a_queue("legal"))))
    assert send(desk, foreign).status_code == 404
    address = f"/desk/tickets/{foreign.number}/draft/"
    assert desk.post(address, {"kind": "email", "text": "x"}).status_code == 404
