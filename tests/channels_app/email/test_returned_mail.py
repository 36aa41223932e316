"""Bounces, complaints and answers of agents are believed only with proof."""

from datetime import timedelta
from typing import Any

import pytest

from tests.channels_app.email.arrivals import PASSED, answer, arrive, outcome, sent_reply
from tests.channels_app.email.report_samples import complaint, delivery_report
from tests.support.world import NOW, a_queue, an_agent
from tickets.models import (
    Agent,
    Channel,
    ContactPoint,
    Delivery,
    DeliveryState,
    Interaction,
    TicketEvent,
)

pytestmark = pytest.mark.django_db


def test_a_real_bounce_returns_the_ticket_and_suppresses_the_address(help_desk: Channel) -> None:
    delivery, ticket = sent_reply(help_desk)
    report = delivery_report(original_id=delivery.external_id)
    assert outcome(arrive(report, help_desk)) == ("ignored", "bounce")

    delivery.refresh_from_db()
    ticket.refresh_from_db()
    point = ContactPoint.objects.get(value="jana@example.cz")
    assert (delivery.state, delivery.error) == (DeliveryState.FAILED, "hard 5.1.1")
    assert point.undeliverable_at == NOW
    assert TicketEvent.objects.filter(kind="delivery_failed", ticket=ticket).exists()
    assert Interaction.objects.filter(direction="inbound").count() == 1


def test_a_full_mailbox_fails_the_mail_and_keeps_the_address(help_desk: Channel) -> None:
    delivery, _ = sent_reply(help_desk)
    arrive(delivery_report(original_id=delivery.external_id, status="5.2.2"), help_desk)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert ContactPoint.objects.get(value="jana@example.cz").undeliverable_at is None


def test_a_delay_changes_nothing(help_desk: Channel) -> None:
    delivery, _ = sent_reply(help_desk)
    report = delivery_report(original_id=delivery.external_id, action="delayed", status="4.4.1")
    assert outcome(arrive(report, help_desk)) == ("ignored", "delayed")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT


@pytest.mark.parametrize("trick", ["forged", "other recipient", "too old"])
def test_a_bounce_that_proves_nothing_silences_nobody(help_desk: Channel, trick: str) -> None:
    delivery, _ = sent_reply(help_desk)
    if trick == "too old":
        Delivery.objects.update(sent_at=NOW - timedelta(days=15))
    report = delivery_report(
        original_id="forged@desk.example" if trick == "forged" else delivery.external_id,
        recipient="eve@evil.example" if trick == "other recipient" else "jana@example.cz",
    )
    assert outcome(arrive(report, help_desk)) == ("ignored", "unmatched_dsn")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert ContactPoint.objects.get(value="jana@example.cz").undeliverable_at is None


def test_a_complaint_suppresses_the_address_only_with_proof(help_desk: Channel) -> None:
    delivery, _ = sent_reply(help_desk)
    assert outcome(arrive(complaint(), help_desk)) == ("ignored", "unmatched_complaint")
    proven = complaint().replace(
        b"d.del_01JD0000000000000000000000.qhiztqtke6@example.com", delivery.external_id.encode()
    )
    assert outcome(arrive(proven, help_desk)) == ("ignored", "complaint")
    point = ContactPoint.objects.get(value="jana@example.cz")
    assert (point.undeliverable_at, point.undeliverable_reason) == (NOW, "complaint")


def agent_answer(delivery: Delivery, agent: Agent, **headers: Any) -> bytes:
    return answer(delivery, **{"from": f"{agent.name} <{agent.email}>", **headers})


def test_an_agent_s_own_mail_is_an_internal_note(help_desk: Channel) -> None:
    delivery, ticket = sent_reply(help_desk)
    agent = an_agent("Petra")
    raw = agent_answer(delivery, agent, authentication_results=f"{PASSED}desk.example")
    assert outcome(arrive(raw, help_desk)) == ("processed", "")
    note = Interaction.objects.get(external_id="answer@example.cz")
    assert (note.kind, note.direction, note.agent, note.ticket) == (
        "note",
        "internal",
        agent,
        ticket,
    )
    assert "reply_from_other_address" not in note.flags


@pytest.mark.parametrize("lacks", ["proof of From", "access", "signature"])
def test_who_only_looks_like_an_agent_writes_no_note(help_desk: Channel, lacks: str) -> None:
    delivery, ticket = sent_reply(help_desk)
    queue = a_queue("other") if lacks == "access" else None
    agent = an_agent("Petra", queue=queue)
    headers = {"authentication_results": f"{PASSED}desk.example"}
    if lacks == "proof of From":
        headers = {}
    if lacks == "signature":
        headers["in_reply_to"] = "<d.forged@desk.example>"
    arrive(agent_answer(delivery, agent, **headers), help_desk)
    assert not Interaction.objects.filter(kind="note").exists()
    assert (
        not Interaction.objects.of_ticket(ticket.id)
        .filter(external_id="answer@example.cz")
        .exists()
    )
