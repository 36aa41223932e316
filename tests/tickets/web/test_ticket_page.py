"""The ticket's page is the customer's timeline, in a constant number of queries."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.world import NOW, a_channel, a_queue, an_agent, later, received, ticket_of
from tickets import assignment, lifecycle, replies, timeline
from tickets.contracts import Actor, CallFacts, GivenPoint, InboundAttachment, InboundLine
from tickets.models import Agent, Channel, Disposition, Interaction, Ticket
from tickets.replies import ReplyText
from tickets.timeline import Entry, Question
from tickets.web import timeline_rows
from tickets.web.rows import TimelineRow
from tickets.web.timeline_rows import Frame, register_presenter, templates_of

pytestmark = pytest.mark.django_db
MAX_QUERIES = 15
Show = Callable[..., str]


def address(ticket: Ticket, query: str = "") -> str:
    return f"/desk/tickets/{ticket.number}/{query}"


@contextmanager
def _added(name: str, fetch: timeline.Fetch) -> Iterator[None]:
    """A neighbouring app's source, there for one test."""
    timeline.register(name, fetch)
    try:
        yield
    finally:
        timeline._SOURCES.pop(name)
        timeline_rows._PRESENTERS.pop(name, None)


def plain(page: str) -> str:
    """The page's words without markup, blanks made one."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_it_shows_what_the_customer_wrote_and_who_they_are(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    page = plain(show(desk, address(ticket_of(received(mailbox, text="Where is it?")))))
    for words in ("Where is it?", "Jana Nováková", "jana@example.cz", "Where is my parcel?"):
        assert words in page


def test_hostile_text_is_shown_and_does_nothing(desk: Client, mailbox: Channel, show: Show) -> None:
    evil = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script> {{ 7 }}"
    receipt = received(mailbox, text=evil, subject=evil, name=evil)
    page = show(desk, address(ticket_of(receipt)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert html.escape("<script>alert(2)</script>") in page


def test_all_kinds_stand_on_one_timeline(desk: Client, mailbox: Channel, show: Show) -> None:
    ticket = ticket_of(received(mailbox))
    phone, form, chat = (a_channel(kind) for kind in ("phone", "webform", "chat"))
    call = CallFacts(outcome="answered", wait_seconds=94, talk_seconds=355)
    received(phone, kind="call", text="Still nothing.", call=call)
    fields = [{"label": "Order number", "value": "4711"}, {"label": "Empty", "value": ""}]
    received(form, kind="form", text="The form's text.", detail={"form": {"answers": fields}})
    line = InboundLine(role="customer", text="Anybody there?", sent_at=NOW)
    received(chat, kind="chat", text="", lines=(line,))
    page = plain(show(desk, address(ticket)))
    for words in ("1 min 34 s", "5 min 55 s", "Order number 4711", "1 message", "Anybody there?"):
        assert words in page
    assert "Empty" not in page


def test_other_tickets_stand_under_their_own_heading(
    desk: Client, agent: Agent, mailbox: Channel, show: Show
) -> None:
    first = ticket_of(received(mailbox, subject="First matter", text="Old words"))
    sent_on = Disposition.objects.create(key="sent-on", name="Sent on")
    lifecycle.resolve(first.id, at=later(minutes=1), by=Actor.agent(agent.id), disposition=sent_on)
    second = ticket_of(
        received(mailbox, subject="Second matter", text="New", occurred_at=later(minutes=2))
    )
    page = show(desk, address(second))
    block = re.search(r"<details class=\"block block--other\".*?</details>", page, re.DOTALL)
    assert block is not None
    words = plain(block.group())
    for expected in (f"#{first.number} · First matter", "Sent on", "Resolved", "Old words"):
        assert expected in words
    assert " open>" not in block.group().split("<summary>")[0]


def test_older_contacts_of_other_tickets_appear_in_the_whole_history(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    received(mailbox, subject="Long ago", text="Old words", occurred_at=NOW - timedelta(days=90))
    ticket = ticket_of(received(mailbox, subject="Now", text="New words"))
    assert "Old words</p>" not in show(desk, address(ticket))
    assert "Old words</p>" in show(desk, address(ticket, "?range=all"))


def test_what_happened_to_the_ticket_is_said_in_quiet_lines(
    desk: Client, agent: Agent, mailbox: Channel, show: Show
) -> None:
    ticket, petra = ticket_of(received(mailbox)), an_agent("Petra")
    by = Actor.agent(agent.id)
    assignment.assign(ticket.id, petra, at=later(minutes=1), by=by)
    lifecycle.resolve(ticket.id, at=later(minutes=2), by=by)
    lifecycle.reopen(ticket.id, at=later(minutes=3), by=by)
    page = plain(show(desk, address(ticket)))
    for words in ("Assigned to Petra · Anna", "Resolved · Anna", "Reopened · Anna"):
        assert words in page


def test_tickets_of_other_queues_are_counted_but_not_shown(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    secret = a_channel("email", queue=a_queue("legal"))
    received(secret, subject="Secret matter", text="Secret words")
    page = plain(show(desk, address(ticket_of(received(mailbox)))))
    assert "Secret" not in page
    assert "1 more ticket of this customer is in a queue you are not a member of" in page


def test_a_long_history_comes_page_by_page_without_gap(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox, text="message 0 of many"))
    for number in range(1, 60):
        received(mailbox, text=f"message {number} of many", occurred_at=later(seconds=number))
    Interaction.objects.update(ticket=ticket)
    seen: list[str] = []
    query = "?range=all"
    for _ in range(3):
        page = show(desk, address(ticket, query))
        seen += re.findall(r"message (\d+) of many</p>", page)
        older = re.search(r'href="[^"]*(\?[^"]*before=[^"]*)"', page)
        if older is None:
            break
        query = html.unescape(older.group(1))
    assert sorted(seen, key=int) == [str(number) for number in range(60)]


def test_older_messages_are_for_reading_only(desk: Client, mailbox: Channel, show: Show) -> None:
    ticket = ticket_of(received(mailbox))
    place = timeline.Cursor(occurred_at=later(hours=1), source="a", id="any")
    page = show(desk, address(ticket, f"?before={place.encode()}"))
    assert "These are older messages." in page
    assert "To the newest" in page
    assert "<textarea" not in page


def test_a_refresh_brings_as_many_entries_as_are_shown(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox))
    for number in range(60):
        received(mailbox, text=f"message {number}", occurred_at=later(seconds=number))
    Interaction.objects.update(ticket=ticket)
    assert show(desk, address(ticket)).count("data-entry=") == 50
    assert show(desk, address(ticket, "?shown=70")).count("data-entry=") >= 61


def test_files_can_be_downloaded_unless_they_could_run_something(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    files = tuple(
        InboundAttachment(filename=name, content_type="application/pdf", content=b"x" * 2048)
        for name in ("bill.pdf", "bill.exe")
    )
    page = show(desk, address(ticket_of(received(mailbox, attachments=files))))
    assert len(re.findall(r'href="/desk/files/', page)) == 1
    assert "blocked, could run something" in page


def test_a_delivery_tells_how_far_it_came(
    desk: Client, agent: Agent, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox))
    replies.reply(ticket.id, ReplyText(text="Soon."), at=NOW, by=Actor.agent(agent.id))
    page = show(desk, address(ticket))
    assert "/undo/" in page
    assert "Sending in" in plain(page)


def test_the_context_line_says_what_matters(desk: Client, mailbox: Channel, show: Show) -> None:
    long_ago = NOW - timedelta(hours=14)
    received(a_channel("chat"), kind="chat", text="Hello?", mood="angry", occurred_at=long_ago)
    receipt = received(mailbox, occurred_at=long_ago + timedelta(minutes=5))
    context = re.search(r'<div id="context">.*?</div>', show(desk, address(ticket_of(receipt))))
    assert context is not None
    words = plain(context.group())
    for expected in ("2 contacts in 30 days by 2 channels", "waiting for us for 13 h", "angry"):
        assert expected in words


def test_an_unknown_kind_has_a_line_of_its_own(desk: Client, mailbox: Channel, show: Show) -> None:
    ticket = ticket_of(received(mailbox))

    def fetch(question: Question) -> list[Entry]:
        row = Entry(
            source="weather",
            id="wea_1",
            kind="weather",
            occurred_at=NOW,
            ticket_id=None,
            row="Rain",
        )
        return [row]

    with _added("weather", fetch):
        assert "Rain" in plain(show(desk, address(ticket)))


def test_a_neighbouring_app_decides_how_its_entries_look(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox))

    def fetch(question: Question) -> list[Entry]:
        return [
            Entry(
                source="stars",
                id="sta_1",
                kind="stars",
                occurred_at=NOW,
                ticket_id=ticket.id,
                row=5,
            )
        ]

    def present(entry: Entry, frame: Frame) -> TimelineRow:
        from tickets.web.formats import moment

        return TimelineRow(
            key=entry.id,
            kind=entry.kind,
            templates=templates_of(entry.kind),
            side="in",
            icon="survey",
            at=moment(entry.occurred_at),
            author="Jana",
            text=f"{entry.row} stars",
        )

    with _added("stars", fetch):
        register_presenter("stars", present)
        assert "5 stars" in plain(show(desk, address(ticket)))


def test_a_ticket_of_another_queue_does_not_exist(desk: Client) -> None:
    ticket = ticket_of(received(a_channel("email", queue=a_queue("legal"))))
    assert desk.get(address(ticket)).status_code == 404


FORGED = timeline.Cursor(occurred_at=NOW, source="interaction", id="int_0").encode()


@pytest.mark.parametrize(
    "query", ["?before=junk", "?before=W10", f"?before={FORGED}", "?range=x&tab=junk&shown=-1"]
)
def test_junk_in_the_address_is_ignored(desk: Client, mailbox: Channel, query: str) -> None:
    assert desk.get(address(ticket_of(received(mailbox)), query)).status_code == 200


@pytest.mark.parametrize("partial", [True, False])
def test_the_number_of_queries_does_not_grow_with_the_history(
    desk: Client, agent: Agent, mailbox: Channel, partial: bool
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "ticket"} if partial else {}

    def queries(ticket: Ticket) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert desk.get(address(ticket), headers=headers).status_code == 200
        return len(captured)

    file = InboundAttachment(filename="a.pdf", content_type="application/pdf", content=b"x")
    ticket = ticket_of(received(mailbox, attachments=(file,)))
    by = Actor.agent(agent.id)
    replies.reply(ticket.id, ReplyText(text="First."), at=NOW, by=by)
    few = queries(ticket)
    for number in range(25):
        moment = later(minutes=number + 1)
        points = (
            GivenPoint(kind="email", value="jana@example.cz", verification="verified"),
            GivenPoint(kind="phone", value=f"+42060212340{number % 10}"),
        )
        received(mailbox, attachments=(file,), occurred_at=moment, points=points)
        colleague = an_agent(f"Agent{number}")
        assignment.assign(ticket.id, colleague, at=moment, by=Actor.agent(colleague.id))
        replies.note(ticket.id, ReplyText(text=f"Note {number}"), at=moment, by=by)
    assert queries(ticket) <= few <= MAX_QUERIES
