"""The worklist beside the conversation."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contactcenter.live.tickets import verify_live_ticket
from tests.support.world import NOW, a_channel, a_queue, an_agent, later, received, ticket_of
from tickets import assignment, lifecycle
from tickets.contracts import Actor, GivenPoint
from tickets.models import Agent, Channel, QueueMember

pytestmark = pytest.mark.django_db
MAX_QUERIES = 8
Show = Callable[..., str]


def numbers(page: str) -> list[int]:
    """Ticket numbers in the order of the rows."""
    return [
        int(found) for found in re.findall(r'class="row[^"]*" href="/desk/tickets/(\d+)/', page)
    ]


def test_strangers_are_sent_to_the_sign_in_page_and_back(client: Client) -> None:
    answer = client.get("/desk/?tab=all")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/desk/%3Ftab%3Dall"


def test_a_part_of_the_page_is_refused_to_strangers(client: Client) -> None:
    assert client.get("/desk/", headers={"HX-Request": "true"}).status_code == 401


def test_nothing_of_the_desk_is_kept_by_caches(desk: Client) -> None:
    answer = desk.get("/desk/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"HX-Request", "HX-Target"} <= set(answer.headers["Vary"].split(", "))


def test_the_first_list_with_work_in_it_opens(
    desk: Client, agent: Agent, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox))
    assert 'aria-current="page">Unassigned' in show(desk, "/desk/")
    assignment.take(ticket.id, at=NOW, by=Actor.agent(agent.id))
    assert 'aria-current="page">Mine' in show(desk, "/desk/")


def test_a_row_says_who_what_and_when(desk: Client, mailbox: Channel, show: Show) -> None:
    received(mailbox, occurred_at=NOW - timedelta(hours=9))
    page = show(desk, "/desk/?tab=queues")
    for words in (
        "Jana Nováková",
        "Where is my parcel?",
        "It has not arrived.",
        "overdue 1 h",
        "9 h",
    ):
        assert words in page


def test_more_rows_follow_without_gap_or_repeat(desk: Client, mailbox: Channel, show: Show) -> None:
    for number in range(57):
        received(mailbox, f"c{number}@example.cz", occurred_at=later(seconds=number))
    first = show(desk, "/desk/?tab=queues")
    more = re.search(r'data-more>\s*<a class="btn" href="([^"]+)"', first)
    assert more is not None
    partial = show(desk, html.unescape(more.group(1)), **{"HX-Request": "true"})
    assert "<html" not in partial
    whole = numbers(first) + numbers(partial)
    assert len(whole) == len(set(whole)) == 57
    assert "data-more" not in partial


def test_a_refresh_brings_as_many_rows_as_are_shown(
    desk: Client, mailbox: Channel, show: Show
) -> None:
    for number in range(57):
        received(mailbox, f"c{number}@example.cz")
    page = show(desk, "/desk/?tab=queues&rows=57", **{"HX-Request": "true"})
    assert len(numbers(page)) == 57


def test_tickets_of_other_queues_are_not_listed(desk: Client, show: Show) -> None:
    received(a_channel("email", queue=a_queue("legal")), subject="Secret")
    for tab in ("mine", "unassigned", "queues", "all"):
        assert "Secret" not in show(desk, f"/desk/?tab={tab}")


def test_resolved_tickets_are_found_under_all(
    desk: Client, agent: Agent, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox))
    lifecycle.resolve(ticket.id, at=NOW, by=Actor.agent(agent.id))
    assert numbers(show(desk, "/desk/?tab=queues")) == []
    assert numbers(show(desk, "/desk/?tab=all")) == [ticket.number]


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("mine", "Nothing waits for you"),
        ("unassigned", "Everything is taken"),
        ("all", "No ticket yet"),
    ],
)
def test_an_empty_list_says_what_to_do_next(desk: Client, show: Show, tab: str, words: str) -> None:
    assert words in show(desk, f"/desk/?tab={tab}")


def test_an_agent_without_a_queue_learns_why_nothing_is_there(
    desk: Client, agent: Agent, show: Show
) -> None:
    QueueMember.objects.filter(agent=agent).delete()
    assert "You are in no queue yet" in show(desk, "/desk/")


@pytest.mark.parametrize("query", ["?tab=junk", "?after=junk", "?rows=junk", "?rows=99999999999"])
def test_junk_in_the_address_is_ignored(desk: Client, query: str) -> None:
    assert desk.get(f"/desk/{query}").status_code == 200


def test_the_page_may_listen_to_its_agent_and_queues_only(
    desk: Client, agent: Agent, mailbox: Channel, show: Show
) -> None:
    ticket = ticket_of(received(mailbox))
    topics = {f"agent:{agent.id}", f"queue:{mailbox.queue_id}"}
    for address in ("/desk/", f"/desk/tickets/{ticket.number}/"):
        leave = re.search(r'data-live-ticket="([^"]+)"', show(desk, address))
        assert leave is not None
        assert verify_live_ticket(leave.group(1), at=NOW).topics == topics


def test_a_page_that_stays_open_gets_fresh_leave(
    desk: Client, agent: Agent, client: Client
) -> None:
    leave = desk.get("/live/ticket/").json()["ticket"]
    assert verify_live_ticket(leave, at=NOW).subject == agent.id
    assert client.get("/live/ticket/").status_code == 401


def test_the_number_of_queries_does_not_grow_with_the_list(desk: Client, mailbox: Channel) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get("/desk/?tab=queues").status_code == 200
        return len(captured)

    received(mailbox)
    few = queries()
    for number in range(60):
        ticket = ticket_of(received(mailbox, f"c{number}@example.cz"))
        colleague = an_agent(f"Agent{number}")
        assignment.take(ticket.id, at=NOW, by=Actor.agent(colleague.id))
    assert queries() == few <= MAX_QUERIES


class TestSearch:
    @pytest.fixture
    def jana(self, mailbox: Channel) -> int:
        """The number of a ticket of Příliš Žluťoučký, beside somebody else's."""
        points = (
            GivenPoint(kind="email", value="jana@example.cz", verification="verified"),
            GivenPoint(kind="phone", value="+420602123402"),
        )
        received(mailbox, "petr@example.cz", name="Petr Novák")
        return ticket_of(received(mailbox, points=points, name="Příliš Žluťoučký")).number

    @pytest.mark.parametrize(
        "words",
        [
            "jana@example.cz",
            "JANA@EXAMPLE.CZ",
            "+420 602 123 402",
            "602 123 402",
            "zlutoucky",
            "prilis žluť",
        ],
    )
    def test_people_are_found_by_what_is_known_of_them(
        self, desk: Client, jana: int, show: Show, words: str
    ) -> None:
        assert numbers(show(desk, f"/desk/?{urlencode({'q': words})}")) == [jana]

    def test_a_number_finds_its_ticket(self, desk: Client, jana: int, show: Show) -> None:
        for words in (f"#{jana}", str(jana)):
            assert numbers(show(desk, f"/desk/?{urlencode({'q': words})}")) == [jana]

    def test_the_list_stays_while_its_tickets_are_read(
        self, desk: Client, jana: int, show: Show
    ) -> None:
        page = show(desk, f"/desk/tickets/{jana}/?q=zlutoucky")
        assert numbers(page) == [jana]
        assert 'value="zlutoucky"' in page

    def test_other_queues_stay_hidden(self, desk: Client, show: Show) -> None:
        hidden = ticket_of(received(a_channel("email", queue=a_queue("legal"))))
        for words in ("jana@example.cz", "Nováková", f"#{hidden.number}"):
            assert numbers(show(desk, f"/desk/?{urlencode({'q': words})}")) == []

    @pytest.mark.parametrize("words", ["%", "x", "#99999999999", "'; --", "\x00", "@", "+"])
    def test_nothing_found_says_what_to_try(
        self, desk: Client, jana: int, show: Show, words: str
    ) -> None:
        page = show(desk, f"/desk/?{urlencode({'q': words})}")
        assert numbers(page) == [] or words == "\x00"
