"""Every resolution gets exactly one decision, whatever happens around it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.models import DecisionMark, Invitation, SurveyDefinition
from feedback.surveys import decisions, definitions, expiry, sending
from tests.feedback.surveys.scenes import (
    DAY,
    DUE,
    a_handled_ticket,
    a_resolved_ticket,
    a_sent_letter,
    a_survey,
    claimed,
    decided,
    resolved,
    the_decision,
)
from tests.support.world import NOW, a_channel, a_mail, an_agent, later, received, ticket_of
from tickets import assignment, intake, lifecycle
from tickets.contracts import Actor, GivenPoint
from tickets.models import (
    ContactPoint,
    ContactReason,
    Customer,
    Status,
    Ticket,
    TicketEvent,
)

pytestmark = pytest.mark.django_db


def test_a_resolution_is_scheduled_one_day_later_with_what_was_true_then() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    row = decided(ticket, at=later(minutes=1))

    assert (row.state, row.due_at, row.first_due_at) == ("scheduled", DUE, DUE)
    assert (row.resolved_at, row.decided_at) == (NOW, later(minutes=1))
    assert (row.channel_kind, row.queue_id, row.language) == ("email", ticket.queue_id, "en")
    assert row.contact_point is not None
    assert row.contact_point.value == "jana@example.cz"
    assert (row.sampling_rate, row.weight) == (1.0, 1.0)


def test_deciding_again_writes_nothing() -> None:
    a_survey()
    a_resolved_ticket()
    assert [decisions.decide(NOW), decisions.decide(NOW)] == [1, 0]
    assert Invitation.objects.count() == 1


def test_the_wait_follows_the_customers_last_contact_not_our_answer() -> None:
    a_survey()
    ticket = a_handled_ticket(
        channel=a_channel("phone", "+420800111222"),
        kind="call",
        points=(
            GivenPoint(kind="phone", value="+420602123456", verification="probable"),
            GivenPoint(kind="email", value="jana@example.cz"),
        ),
    )
    row = decided(resolved(ticket))
    assert (row.channel_kind, row.due_at) == ("phone", NOW + timedelta(hours=2))


def test_reopened_before_sending_is_withdrawn_and_the_next_resolution_is_asked() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    decided(ticket)
    lifecycle.reopen(ticket.id, at=later(hours=3), by=Actor.agent(an_agent().id))
    expiry.expire(later(hours=3, minutes=1))
    first = the_decision(ticket)
    assert (first.state, first.reason) == ("cancelled", "reopened")

    resolved(ticket, at=later(hours=4))
    second = decided(ticket, at=later(hours=4))
    assert (second.resolution_seq, second.state) == (2, "scheduled")


@pytest.mark.parametrize("decides_between", [True, False])
def test_resolve_reopen_resolve_within_seconds_asks_once(decides_between: bool) -> None:
    a_survey()
    ticket = a_resolved_ticket()
    if decides_between:
        decisions.decide(NOW)
    lifecycle.reopen(ticket.id, at=later(seconds=2), by=Actor.agent(an_agent().id))
    resolved(ticket, at=later(seconds=5))
    decisions.decide(later(seconds=6))

    rows = Invitation.objects.order_by("resolution_seq").values_list("state", "reason")
    assert list(rows) == [("cancelled", "reopened"), ("scheduled", "")]


def test_of_two_tickets_resolved_the_same_day_the_second_waits_for_no_answer() -> None:
    a_survey()
    channel = a_channel()
    first = decided(a_resolved_ticket(channel=channel))
    second = decided(a_resolved_ticket(channel=channel, at=later(hours=1)))
    assert (first.state, second.state, second.reason) == (
        "scheduled",
        "suppressed",
        "another_pending",
    )


def test_after_an_answered_question_the_person_is_left_alone_for_thirty_days() -> None:
    from feedback.surveys.responses import Answer, record

    a_survey()
    channel = a_channel()
    first = a_resolved_ticket(channel=channel)
    a_sent_letter(first)
    record(the_decision(first).id, Answer(value=6), at=DUE + timedelta(hours=1))

    soon = decided(a_resolved_ticket(channel=channel, at=DUE + DAY), at=DUE + DAY)
    late = decided(a_resolved_ticket(channel=channel, at=DUE + 30 * DAY), at=DUE + 30 * DAY)
    assert (soon.reason, late.state) == ("quarantine_person", "scheduled")


def test_a_ticket_asked_about_before_is_not_asked_about_again() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    a_sent_letter(ticket)
    lifecycle.reopen(ticket.id, at=DUE + DAY, by=Actor.agent(an_agent().id))
    resolved(ticket, at=DUE + 2 * DAY)
    row = decided(ticket, at=DUE + 2 * DAY)
    assert (row.resolution_seq, row.reason) == (2, "already_asked_this_ticket")
    assert the_decision(ticket, 1).state == "cancelled"


def test_the_answer_belongs_to_whoever_had_the_ticket_when_it_was_resolved() -> None:
    a_survey()
    ticket = a_handled_ticket()
    anna = an_agent(queue=ticket.queue)
    assignment.assign(ticket.id, anna, at=NOW, by=Actor.agent(anna.id))
    lifecycle.resolve(ticket.id, at=NOW, by=Actor.agent(an_agent("Petr").id))
    assignment.assign(ticket.id, None, at=later(seconds=1), by=Actor(kind="system"))

    assert Ticket.objects.get(id=ticket.id).assignee is None
    assert decided(ticket).agent == anna


def test_a_person_known_by_phone_only_has_no_address() -> None:
    a_survey()
    point = GivenPoint(kind="phone", value="+420602123456", verification="probable")
    channel = a_channel("phone", "+420800111222")
    ticket = ticket_of(received(channel, kind="call", points=(point,)))
    entry = ticket.interactions.get()
    entry.outcome = "answered"
    entry.save()
    assert decided(resolved(ticket)).reason == "no_deliverable_address"


def test_an_address_that_bounced_is_not_written_to() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    ContactPoint.objects.update(undeliverable_at=NOW)
    assert decided(ticket).reason == "address_bounced"


def test_a_polish_customer_who_writes_czech_is_asked_in_polish() -> None:
    a_survey()
    ticket = a_handled_ticket(language="cs")
    Customer.objects.update(language="pl")
    assert decided(resolved(ticket)).language == "pl"


def test_without_a_preference_the_last_message_decides_the_language() -> None:
    a_survey()
    assert decided(a_resolved_ticket(language="cs-CZ")).language == "cs"


def test_a_thank_you_after_the_resolution_changes_nothing() -> None:
    a_survey()
    channel = a_channel()
    ticket = a_resolved_ticket(channel=channel)
    decided(ticket)
    intake.receive(
        a_mail(
            channel,
            text="Thank you very much!",
            ticket_mode="number",
            ticket_number=ticket.number,
            occurred_at=later(hours=1),
        ),
        at=later(hours=1),
    )
    expiry.expire(later(hours=2))
    assert the_decision(ticket).state == "scheduled"
    sending.dispatch(DUE)
    assert the_decision(ticket).state == "sending"


def _spam(ticket: Ticket) -> None:
    Ticket.objects.filter(id=ticket.id).update(spam=True)


def _test_customer(ticket: Ticket) -> None:
    Customer.objects.filter(id=ticket.customer_id).update(standing="test")


def _sensitive(ticket: Ticket) -> None:
    reason = ContactReason.objects.create(key="death", name="Bereavement", is_sensitive=True)
    Ticket.objects.filter(id=ticket.id).update(reason=reason)


def _merged(ticket: Ticket) -> None:
    other = ticket_of(received(a_channel(), "eva@example.cz"))
    Ticket.objects.filter(id=ticket.id).update(merged_into=other)


def _denied(ticket: Ticket) -> None:
    Customer.objects.filter(id=ticket.customer_id).update(survey_permission="denied")


def _switched_off(ticket: Ticket) -> None:
    definitions.revise(SurveyDefinition.objects.get().id, {"active": False}, at=NOW)


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        (_spam, "spam"),
        (_test_customer, "internal_or_test"),
        (_sensitive, "blocked_reason"),
        (_merged, "merged_child"),
        (_denied, "opted_out"),
        (_switched_off, "definition_off"),
    ],
)
def test_what_is_known_of_ticket_and_person_suppresses(
    arrange: Callable[[Ticket], None], reason: str
) -> None:
    a_survey()
    ticket = a_resolved_ticket()
    arrange(ticket)
    row = decided(ticket)
    assert (row.state, row.reason) == ("suppressed", reason)


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        ({"survey": {"suppress": "bereavement"}}, "manual", "bereavement"),
        ({"survey": "default"}, "", ""),
        ({"why": "inactivity"}, "auto_closed", ""),
        ({"why": "duplicate"}, "duplicate", ""),
        ({"why": "merged"}, "merged_child", ""),
    ],
)
def test_what_the_resolution_says_suppresses(
    data: dict[str, Any], reason: str, detail: str
) -> None:
    a_survey()
    row = decided(resolved(a_handled_ticket(), **data))
    assert (row.reason, row.reason_detail) == (reason, detail)


def test_a_contact_nobody_answered_is_not_asked_about() -> None:
    a_survey()
    ticket = ticket_of(received(a_channel()))
    assert decided(resolved(ticket)).reason == "no_human_reply"


def test_the_first_fitting_definition_by_position_is_asked() -> None:
    channel = a_channel()
    other = a_channel(queue=None)
    a_survey(key="last", position=9)
    first = a_survey(key="first", position=1, queue=other.queue)
    a_survey(key="later", position=0, active_from=NOW + DAY)
    assert decided(a_resolved_ticket(channel=channel)).definition == first


def test_a_small_sample_leaves_the_others_unasked_and_remembers_the_draw() -> None:
    a_survey(sampling_rate=2**-40)
    row = decided(a_resolved_ticket())
    assert (row.reason, row.weight) == ("not_sampled", 2.0**40)
    assert row.sampling_seed >= row.sampling_rate


def test_a_mark_from_another_database_is_not_believed() -> None:
    a_survey()
    a_resolved_ticket()
    DecisionMark.objects.create(id=1, seen_tx=2**60)
    assert decisions.decide(NOW) == 1


STEPS = st.lists(st.sampled_from(["resolve", "reopen", "decide", "send", "sweep"]), max_size=14)


@given(steps=STEPS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_happens_in_between_decisions_and_resolutions_are_equal(steps: list[str]) -> None:
    if not SurveyDefinition.objects.exists():
        a_survey()
    ticket = a_handled_ticket(f"p{Customer.objects.count()}@example.cz")
    by = Actor.agent(an_agent().id)
    for hours, step in enumerate(steps, start=1):
        at = NOW + timedelta(hours=hours * 13)
        status = Ticket.objects.get(id=ticket.id).status
        if step == "resolve" and status != Status.RESOLVED:
            lifecycle.resolve(ticket.id, at=at, by=by)
        elif step == "reopen" and status == Status.RESOLVED:
            lifecycle.reopen(ticket.id, at=at, by=by)
        elif step == "decide":
            decisions.decide(at)
        elif step == "send":
            sending.dispatch(at)
            claimed(at=at)
        elif step == "sweep":
            expiry.expire(at)
    decisions.decide(NOW + 30 * DAY)
    resolutions = set(
        TicketEvent.objects.filter(kind="resolved").values_list("ticket", "resolution_seq")
    )
    decided_for = list(Invitation.objects.values_list("ticket", "resolution_seq"))
    assert len(decided_for) == len(set(decided_for))
    assert set(decided_for) == resolutions


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_the_same_moment_write_one_row() -> None:
    a_survey()
    a_resolved_ticket()
    event = TicketEvent.objects.get(kind="resolved")
    start, results = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            results.append(decisions.decide_one(event, at=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Invitation.objects.count() == 1
    assert sum(row is not None for row in results) == 1
