"""One door in: every contact once, on one customer, on the right ticket."""

from datetime import timedelta

import pytest

from tests.support.world import NOW, a_channel, a_mail, an_agent, later, received, ticket_of
from tickets import intake, lifecycle, replies
from tickets.contracts import Actor, GivenPoint, InboundMessage, Sender, ThreadEvidence
from tickets.models import (
    ContactPoint,
    Customer,
    Delivery,
    Interaction,
    Status,
    Ticket,
    TicketEvent,
)
from tickets.replies import ReplyText

pytestmark = pytest.mark.django_db


def test_first_mail_of_a_stranger_makes_customer_ticket_entry_and_event() -> None:
    receipt = received(a_channel())

    ticket = Ticket.objects.get()
    assert (receipt.ticket_number, receipt.ticket_created) == (ticket.number, True)
    assert ticket.status == Status.NEW
    assert ticket.due_at == NOW + timedelta(minutes=480)
    assert Customer.objects.get().name == "Jana Nováková"
    assert ContactPoint.objects.get().value == "jana@example.cz"
    assert TicketEvent.objects.get().kind == "opened"


def test_the_same_message_again_changes_nothing_and_gives_the_same_receipt() -> None:
    channel = a_channel()
    message = a_mail(channel)
    first = intake.receive(message, at=NOW)
    again = intake.receive(message, at=later(minutes=5))

    assert again.repeated
    assert (again.interaction_id, again.ticket_id) == (first.interaction_id, first.ticket_id)
    assert Interaction.objects.count() == Ticket.objects.count() == Customer.objects.count() == 1


def test_one_mail_through_two_mailboxes_is_one_entry_that_names_both() -> None:
    first, second = a_channel(), a_channel(address="info@desk.example")
    original = received(first, external_id="same@mail.example")
    copy = received(second, external_id="same@mail.example")

    assert copy.interaction_id == original.interaction_id
    entry = Interaction.objects.get()
    assert entry.detail["delivered_to"] == ["info@desk.example"]
    assert TicketEvent.objects.filter(kind="duplicate_received").count() == 1


def test_mail_form_call_and_feeder_of_one_person_end_at_one_customer() -> None:
    mail = received(a_channel())
    form = received(
        a_channel("webform"),
        kind="form",
        points=(
            GivenPoint(kind="email", value="Jana@Example.CZ"),
            GivenPoint(kind="phone", value="602 123 456", region="CZ"),
        ),
    )
    call = received(
        a_channel("phone", "+420800123456"),
        kind="call",
        points=(GivenPoint(kind="phone", value="00420602123456", verification="probable"),),
    )
    feeder = received(
        a_channel("api"),
        kind="visit",
        points=(
            GivenPoint(kind="external", namespace="crm", value="883120"),
            GivenPoint(kind="phone", value="+420602123456"),
        ),
    )
    assert {r.customer_id for r in (mail, form, call, feeder)} == {mail.customer_id}


def test_a_new_external_id_of_somebody_who_has_another_one_makes_a_candidate_not_a_merge() -> None:
    channel = a_channel("api")
    first = received(
        channel,
        kind="visit",
        points=(
            GivenPoint(kind="external", namespace="crm", value="1", verification="verified"),
            GivenPoint(kind="phone", value="+420602123456"),
        ),
    )
    second = received(
        channel,
        kind="visit",
        points=(
            GivenPoint(kind="external", namespace="crm", value="2", verification="verified"),
            GivenPoint(kind="phone", value="+420602123456"),
        ),
    )
    assert second.customer_id != first.customer_id
    assert [c.customer_id for c in second.candidates] == [first.customer_id]


def test_shared_number_gives_a_provisional_customer_with_candidates() -> None:
    phone = a_channel("phone", "+420800123456")
    first = received(phone, kind="call", points=(GivenPoint(kind="phone", value="602123456"),))
    ContactPoint.objects.update(shared=True)
    second = received(phone, kind="call", points=(GivenPoint(kind="phone", value="602123456"),))

    assert second.customer_id != first.customer_id
    assert second.match_verification == "none"
    assert [c.customer_id for c in second.candidates] == [first.customer_id]


@pytest.mark.parametrize("value", ["", "anonymous", "null", "0000", "noreply@shop.example"])
def test_values_that_name_nobody_give_an_unidentified_customer_each_time(value: str) -> None:
    channel = a_channel()
    points = (GivenPoint(kind="email", value=value),)
    one, two = received(channel, points=points), received(channel, points=points)

    assert one.customer_id != two.customer_id
    assert set(Customer.objects.values_list("standing", flat=True)) == {"unidentified"}


def test_text_from_outside_is_stored_without_nul_and_lone_surrogates() -> None:
    receipt = received(a_channel(), subject="a\x00b\ud800c", text="x\x00y\udfffz\r\nend")

    entry = Interaction.objects.get(id=receipt.interaction_id)
    assert (entry.subject, entry.text) == ("abc", "xyz\nend")


def test_an_answer_with_our_signature_joins_its_ticket_from_any_address() -> None:
    channel = a_channel()
    agent = an_agent()
    first = received(channel)
    written = replies.reply(
        ticket_of(first).id, ReplyText(text="On its way."), at=NOW, by=Actor.agent(agent.id)
    )
    assert written.delivery is not None
    answer = received(
        channel,
        "other@example.cz",
        threads=ThreadEvidence(proven_delivery_ids=(written.delivery.id,)),
    )
    assert answer.ticket_id == first.ticket_id
    assert answer.customer_id == first.customer_id
    entry = Interaction.objects.get(id=answer.interaction_id)
    assert "reply_from_other_address" in entry.flags
    assert not ContactPoint.objects.filter(value="other@example.cz").exists()


def test_a_quoted_number_joins_only_for_somebody_who_takes_part() -> None:
    channel = a_channel()
    first = received(channel)
    claim = ThreadEvidence(claimed_numbers=(ticket_of(first).number,))

    stranger = received(channel, "stranger@evil.example", threads=claim)
    customer = received(channel, threads=claim)

    assert stranger.ticket_id != first.ticket_id
    assert customer.ticket_id == first.ticket_id


def _resolved(receipt_days: int) -> tuple[Ticket, InboundMessage]:
    channel = a_channel()
    ticket = ticket_of(received(channel))
    lifecycle.resolve(ticket.id, at=NOW, by=Actor.agent(an_agent().id))
    message = a_mail(
        channel,
        occurred_at=later(days=receipt_days),
        text="It broke again, please help me",
        threads=ThreadEvidence(proven_numbers=(ticket.number,)),
    )
    return ticket, message


def test_a_reply_within_the_days_of_the_queue_reopens_the_ticket() -> None:
    ticket, message = _resolved(receipt_days=7)
    receipt = intake.receive(message, at=message.occurred_at)

    ticket.refresh_from_db()
    assert receipt.ticket_id == ticket.id
    assert (ticket.status, ticket.reopen_count, ticket.resolved_at) == (Status.OPEN, 1, None)
    assert ticket.due_at == later(days=7, minutes=480)


def test_a_later_reply_opens_a_follow_up_ticket() -> None:
    ticket, message = _resolved(receipt_days=8)
    receipt = intake.receive(message, at=message.occurred_at)

    follow_up = ticket_of(receipt)
    assert follow_up.follow_up_of_id == ticket.id
    ticket.refresh_from_db()
    assert ticket.status == Status.RESOLVED


@pytest.mark.parametrize(
    "text", ["Děkuji", "Thank you very much!", "Dziękuję bardzo", "Díky, vše funguje."]
)
def test_a_bare_thank_you_does_not_reopen(text: str) -> None:
    channel = a_channel()
    ticket = ticket_of(received(channel))
    lifecycle.resolve(ticket.id, at=NOW, by=Actor.agent(an_agent().id))
    receipt = received(channel, text=text, threads=ThreadEvidence(proven_numbers=(ticket.number,)))

    ticket.refresh_from_db()
    assert ticket.status == Status.RESOLVED
    assert "ack" in Interaction.objects.get(id=receipt.interaction_id).flags


def test_an_automatic_reply_stays_on_its_ticket_and_moves_nothing() -> None:
    channel = a_channel()
    ticket = ticket_of(received(channel))
    lifecycle.resolve(ticket.id, at=NOW, by=Actor.agent(an_agent().id))
    receipt = received(
        channel,
        text="I am out of office.",
        flags=frozenset({"auto_reply"}),
        threads=ThreadEvidence(proven_numbers=(ticket.number,)),
    )
    ticket.refresh_from_db()
    assert (receipt.ticket_id, ticket.status) == (ticket.id, Status.RESOLVED)


def test_an_entry_recorded_long_after_it_happened_is_marked_late() -> None:
    message = a_mail(a_channel(), occurred_at=NOW)
    receipt = intake.receive(message, at=later(hours=3))
    assert Interaction.objects.get(id=receipt.interaction_id).is_late()


def test_an_event_opens_no_ticket() -> None:
    assert received(a_channel("api"), kind="event").ticket_id is None


def test_a_disabled_channel_refuses_and_writes_nothing() -> None:
    channel = a_channel(enabled=False)
    with pytest.raises(intake.ChannelDisabled):
        received(channel)
    assert not Customer.objects.exists()


def test_a_failed_contact_leaves_no_half_written_customer() -> None:
    message = InboundMessage(
        channel_id=a_channel("api").id,
        external_id="x1",
        kind="visit",
        direction="inbound",
        occurred_at=NOW,
        sender=Sender(name="N", points=(GivenPoint(kind="email", value="n@example.cz"),)),
        reason_key="no.such.reason",
    )
    with pytest.raises(intake.UnknownReason):
        intake.receive(message, at=NOW)
    assert not Customer.objects.exists()
    assert not Delivery.objects.exists()
