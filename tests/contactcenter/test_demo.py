"""The demo shows a believable, consistent history, loads once, and stays out of real data."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from pytest_django import DjangoDbBlocker

from contactcenter.demo import loading
from contactcenter.demo.stage import all_texts
from contactcenter.demo.topics import TOPICS
from feedback.codes import Cause
from feedback.journeys import upkeep
from feedback.models import ChainLink, ChannelSwitch, Contact
from feedback.models.surveys import Invitation, Response
from feedback.surveys import decisions
from tickets import outbox, worklist
from tickets.models import (
    NEVER_DUE,
    Agent,
    Channel,
    ChannelKind,
    Customer,
    Direction,
    EventKind,
    Interaction,
    Message,
    QueueMember,
    Status,
    Ticket,
    TicketEvent,
)

NOW = datetime(2025, 11, 21, 13, 30, tzinfo=UTC)
PASSWORD = "demo-demo-demo"
ENDED = {Status.RESOLVED, Status.CLOSED}
LEFT_OVER = re.compile(r"[{}<>|]|\[[^#]")


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[loading.Loaded]:
    """The demo at a fixed moment, loaded once for this file and taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loading.load(at=NOW, password=PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture
def whole_demo(demo: loading.Loaded, db: None) -> loading.Loaded:
    """The demo, with each test's own changes taken back."""
    return demo


def test_it_has_the_size_that_was_asked_for(whole_demo: loading.Loaded) -> None:
    assert 1800 <= whole_demo.interactions <= 2200
    assert 500 <= whole_demo.customers <= 750
    connection.check_constraints()


def test_there_is_a_channel_of_each_kind_and_an_agent_of_each_role(
    whole_demo: loading.Loaded,
) -> None:
    kinds = {ChannelKind.EMAIL, ChannelKind.CHAT, ChannelKind.PHONE, ChannelKind.WEBFORM, "api"}
    assert set(Channel.objects.values_list("kind", flat=True)) == kinds
    assert set(Interaction.objects.values_list("channel_kind", flat=True)) == kinds | {""}
    assert set(Agent.objects.values_list("role", flat=True)) == set(Agent.Role.values)
    languages = Counter(Customer.objects.values_list("language", flat=True))
    assert languages["cs"] > languages["pl"] > languages["en"] > 20
    assert Customer.objects.filter(standing="unidentified").count() > 10


def test_tickets_agree_with_their_events(whole_demo: loading.Loaded) -> None:
    events: dict[str, list[TicketEvent]] = defaultdict(list)
    for event in TicketEvent.objects.exclude(ticket=None).order_by("seq"):
        events[event.ticket_id or ""].append(event)
    for ticket in Ticket.objects.select_related("queue"):
        own = events[ticket.id]
        assert [row.occurred_at for row in own] == sorted(row.occurred_at for row in own)
        assert own[0].kind == EventKind.OPENED
        statuses = [row.to_status for row in own if row.to_status]
        if ticket.merged_into_id is None:
            assert ticket.status == statuses[-1], ticket.number
        resolved = [row for row in own if row.kind == EventKind.RESOLVED]
        assert [row.resolution_seq for row in resolved] == list(range(1, len(resolved) + 1))
        assert ticket.resolution_seq == len(resolved)
        assert ticket.reopen_count == sum(row.kind == EventKind.REOPENED for row in own)
        if ticket.status in ENDED and ticket.merged_into_id is None:
            assert ticket.resolved_at == resolved[-1].occurred_at
        assert own[-1].queue_id == ticket.queue_id or own[-1].kind == EventKind.TRANSFERRED


def test_each_status_follows_the_one_before(whole_demo: loading.Loaded) -> None:
    before: dict[str, str] = {}
    for event in TicketEvent.objects.exclude(to_status="").order_by("seq"):
        ticket = event.ticket_id or ""
        assert event.from_status == before.get(ticket, "")
        before[ticket] = event.to_status


def test_tickets_show_their_newest_public_entry(whole_demo: loading.Loaded) -> None:
    newest: dict[str, Interaction] = {}
    quiet = Interaction.objects.exclude(direction=Direction.INTERNAL).exclude(
        direction=Direction.OUTBOUND, flags__contains=["auto_reply"]
    )
    for entry in quiet.exclude(ticket=None).order_by("occurred_at", "id"):
        if entry.outcome != "no_answer":
            newest[entry.ticket_id or ""] = entry
    for ticket in Ticket.objects.filter(merged_into=None):
        last = newest[ticket.id]
        assert ticket.last_entry_at == last.occurred_at
        assert ticket.last_channel_kind == last.channel_kind
        assert ticket.last_direction == last.direction
        assert ticket.preview == last.preview


def test_only_members_of_a_queue_are_given_its_tickets(whole_demo: loading.Loaded) -> None:
    members = set(QueueMember.objects.values_list("queue_id", "agent_id"))
    given = TicketEvent.objects.filter(kind=EventKind.ASSIGNED)
    assert set(given.values_list("queue_id", "agent_id")) <= members
    holders = Ticket.objects.exclude(assignee=None).values_list("queue_id", "assignee_id")
    assert set(holders) <= members


def test_clocks_run_only_where_the_customer_waits_for_us(whole_demo: loading.Loaded) -> None:
    for ticket in Ticket.objects.all():
        assert ticket.sort_at == (ticket.due_at or NEVER_DUE)
        if ticket.status not in {Status.NEW, Status.OPEN} or ticket.merged_into_id is not None:
            assert ticket.due_at is None, ticket.number


def test_nothing_lies_in_the_future_or_before_its_ticket(whole_demo: loading.Loaded) -> None:
    assert not Interaction.objects.filter(occurred_at__gt=NOW).exists()
    assert not Message.objects.filter(sent_at__gt=NOW).exists()
    assert not TicketEvent.objects.filter(occurred_at__gt=NOW).exists()
    assert not Interaction.objects.filter(
        origin_ticket=None, occurred_at__lt=F("ticket__opened_at")
    ).exists()
    assert not Ticket.objects.filter(opened_at__lt=NOW - timedelta(days=91)).exists()


def test_ids_and_sequence_follow_the_time(whole_demo: loading.Loaded) -> None:
    by_id = Interaction.objects.order_by("id").values_list("occurred_at", flat=True)
    by_seq = Interaction.objects.order_by("seq").values_list("occurred_at", flat=True)
    to_the_millisecond = [moment.replace(microsecond=0) for moment in by_id]
    assert to_the_millisecond == sorted(to_the_millisecond)
    assert list(by_seq) == sorted(by_seq)


def test_texts_are_finished_sentences(whole_demo: loading.Loaded) -> None:
    texts = [
        *Interaction.objects.values_list("text", flat=True),
        *Interaction.objects.values_list("subject", flat=True),
        *Interaction.objects.values_list("preview", flat=True),
        *Message.objects.values_list("text", flat=True),
        *Ticket.objects.values_list("subject", flat=True),
        *Response.objects.values_list("comment", flat=True),
    ]
    assert [text for text in texts if LEFT_OVER.search(text)] == []
    letters = Interaction.objects.filter(kind="email", direction="inbound").exclude(spam=True)
    assert all(len(text) > 8 for text in letters.values_list("text", flat=True))


def test_texts_vary(whole_demo: loading.Loaded) -> None:
    texts = Interaction.objects.filter(direction="inbound", kind__in=["email", "form"])
    words = [re.sub(r"\d+", "", text) for text in texts.values_list("text", flat=True)]
    assert Counter(words).most_common(1)[0][1] < len(words) / 40


@pytest.mark.parametrize("language", ["cs", "pl", "en"])
def test_every_language_has_every_text_that_a_conversation_may_use(language: str) -> None:
    cases = all_texts()[language].cases
    for topic in TOPICS:
        case = cases[topic.reason]
        for strand in topic.strands:
            for name in (
                "subjects",
                "opens",
                "chats",
                "asks",
                "solves",
                "calls",
                "recalls",
                "notes",
            ):
                for place in getattr(strand, name):
                    assert getattr(case, name)[place], (topic.reason, name)
            for place in strand.chat_asks:
                assert case.asks[place]
            for said, amended in strand.returns:
                assert case.returns[said]
                assert case.amends[amended]


def test_the_agents_worklist_holds_every_kind_of_waiting(whole_demo: loading.Loaded) -> None:
    jana = Agent.objects.get(email="jana@demo.example")
    mine = Ticket.objects.visible_to(jana).unresolved().assigned_to(jana)
    assert set(mine.values_list("status", flat=True)) >= {"new", "open", "pending", "on_hold"}
    assert mine.overdue(NOW).count() >= 2
    assert mine.overdue(NOW + timedelta(hours=1)).count() > mine.overdue(NOW).count()
    assert mine.filter(priority="urgent").exists()
    assert mine.filter(snoozed_until__gt=NOW).exists()
    assert len(worklist.page(jana, "mine", at=NOW).tickets) >= 8
    assert len(worklist.page(jana, "unassigned", at=NOW).tickets) >= 2
    assert len(worklist.page(jana, "all", at=NOW).tickets) == worklist.PAGE


def test_every_tab_of_every_agent_has_something(whole_demo: loading.Loaded) -> None:
    for agent in Agent.objects.filter(email__in=["martina@demo.example", "eva@demo.example"]):
        assert worklist.page(agent, "queues", at=NOW).tickets
        assert worklist.page(agent, "unassigned", at=NOW).tickets


def test_reports_have_repeats_of_every_cause_and_switches(whole_demo: loading.Loaded) -> None:
    headline = ChainLink.objects.filter(scope="same_reason", window="7d")
    causes = Counter(headline.values_list("cause", flat=True))
    assert all(causes[cause] >= 10 for cause in Cause)
    assert 0.1 < headline.count() / Contact.objects.count() < 0.35
    assert ChannelSwitch.objects.count() >= 30
    assert headline.filter(position__gte=4).exists()


def test_journeys_are_computed_from_the_facts(whole_demo: loading.Loaded) -> None:
    assert upkeep.rebuild(at=NOW, write=False) == 0


def test_every_resolution_has_its_survey_decision(whole_demo: loading.Loaded) -> None:
    resolutions = TicketEvent.objects.filter(kind=EventKind.RESOLVED).count()
    assert Invitation.objects.count() == resolutions
    assert decisions.decide(NOW) == 0


def test_answers_spread_over_the_scale_and_say_why(whole_demo: loading.Loaded) -> None:
    values = list(Response.objects.values_list("value", flat=True))
    asked = Invitation.objects.exclude(sent_at=None).count()
    assert 0.18 < len(values) / asked < 0.35
    assert set(values) >= {1, 3, 4, 5, 6, 7}
    assert sum(value >= 5 for value in values) > len(values) / 2
    assert sum(value <= 3 for value in values) > 10
    spoken = Response.objects.exclude(comment="").values_list("language", flat=True)
    assert set(spoken) == {"cs", "pl", "en"}


def test_nothing_leaves_when_the_workers_start(whole_demo: loading.Loaded) -> None:
    assert outbox.claim(at=NOW) == []


def test_the_next_ticket_gets_the_next_number(whole_demo: loading.Loaded) -> None:
    highest = max(Ticket.objects.values_list("number", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tickets_ticket_number')")
        assert cursor.fetchone()[0] == highest + 1
