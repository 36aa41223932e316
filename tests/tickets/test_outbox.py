"""What leaves: claimed by one, fenced, taken back in time, never lost."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.support.world import NOW, a_channel, an_agent, later, received, ticket_of
from tickets import lifecycle, outbox, replies
from tickets.contracts import Actor
from tickets.models import ContactPoint, Delivery, DeliveryState, Status, Ticket, TicketEvent
from tickets.outbox import ALLOWED
from tickets.replies import ReplyText

pytestmark = pytest.mark.django_db
AFTER_UNDO = later(seconds=14)


def _written(status: Status | None = None) -> Delivery:
    ticket = ticket_of(received(a_channel()))
    by = Actor.agent(an_agent().id)
    written = replies.reply(ticket.id, ReplyText(text="Done."), at=NOW, by=by, set_status=status)
    assert written.delivery is not None
    return written.delivery


def _lapse(delivery: Delivery) -> None:
    """The sender died: its lease has run out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_delivery SET lease_until = clock_timestamp() - interval '1 second'"
        )


def test_every_state_has_a_row_in_the_table() -> None:
    assert set(ALLOWED) == set(DeliveryState)


def test_a_reply_is_held_for_the_undo_time_and_then_claimed_once() -> None:
    delivery = _written()
    assert delivery.is_held(NOW)
    assert outbox.claim(at=later(seconds=12)) == []
    assert [row.id for row in outbox.claim(at=AFTER_UNDO)] == [delivery.id]
    assert outbox.claim(at=AFTER_UNDO) == []


def test_a_cancelled_reply_never_leaves() -> None:
    delivery = _written()
    outbox.cancel(delivery.id, at=later(seconds=5), by=Actor.agent("x"))
    assert outbox.claim(at=AFTER_UNDO) == []
    assert TicketEvent.objects.filter(kind="delivery_cancelled").count() == 1


def test_a_ticket_whose_answer_was_taken_back_is_due_as_before() -> None:
    delivery = _written()
    ticket = Ticket.objects.get()
    assert ticket.due_at is None
    outbox.cancel(delivery.id, at=later(seconds=5), by=Actor.agent("x"))
    ticket.refresh_from_db()
    assert ticket.due_at == later(minutes=480)


def test_what_is_being_sent_cannot_be_taken_back() -> None:
    delivery = _written()
    outbox.claim(at=AFTER_UNDO)
    with pytest.raises(outbox.AlreadySent):
        outbox.cancel(delivery.id, at=AFTER_UNDO, by=Actor.agent("x"))


def test_a_sender_that_lost_its_lease_cannot_write_a_result() -> None:
    _written()
    [first] = outbox.claim(at=AFTER_UNDO)
    _lapse(first)
    [second] = outbox.claim(at=AFTER_UNDO)

    assert not outbox.hand_over(first, at=AFTER_UNDO)
    assert not outbox.mark_sent(first, at=AFTER_UNDO)
    assert outbox.hand_over(second, at=AFTER_UNDO)
    assert outbox.mark_sent(second, at=AFTER_UNDO, external_id="d.1@desk.example")
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_a_reply_whose_sender_died_after_hand_over_is_sent_again() -> None:
    _written()
    [first] = outbox.claim(at=AFTER_UNDO)
    assert outbox.hand_over(first, at=AFTER_UNDO)
    _lapse(first)
    assert [row.id for row in outbox.claim(at=AFTER_UNDO)] == [first.id]


def test_an_at_most_once_row_whose_sender_died_after_hand_over_is_uncertain() -> None:
    delivery = _written()
    Delivery.objects.update(at_most_once=True)
    [claimed] = outbox.claim(at=AFTER_UNDO)
    assert outbox.hand_over(claimed, at=AFTER_UNDO)
    _lapse(delivery)

    assert outbox.claim(at=later(hours=1)) == []
    assert outbox.settle_uncertain(AFTER_UNDO + timedelta(minutes=16)) == 1
    assert Delivery.objects.get().state == DeliveryState.UNCERTAIN


def test_an_at_most_once_row_whose_sender_died_before_hand_over_is_sent() -> None:
    delivery = _written()
    Delivery.objects.update(at_most_once=True)
    outbox.claim(at=AFTER_UNDO)
    _lapse(delivery)
    assert [row.id for row in outbox.claim(at=AFTER_UNDO)] == [delivery.id]


def test_a_passing_failure_waits_longer_each_time() -> None:
    _written()
    at, pauses = AFTER_UNDO, []
    for _ in outbox.PAUSES:
        [row] = outbox.claim(at=at)
        outbox.mark_failed(row, at=at, error="451", permanent=False)
        row.refresh_from_db()
        pauses.append(row.send_at - at)
        at = row.send_at
    assert tuple(pauses) == outbox.PAUSES


def test_a_reply_that_cannot_be_delivered_brings_its_ticket_back() -> None:
    delivery = _written(Status.RESOLVED)
    [row] = outbox.claim(at=AFTER_UNDO)
    outbox.mark_failed(row, at=AFTER_UNDO, error="550 no such user", permanent=True)

    ticket = Ticket.objects.get()
    assert ticket.status == Status.OPEN
    assert ticket.due_at is not None
    assert TicketEvent.objects.filter(kind="delivery_failed").count() == 1
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED


def test_an_address_known_to_be_dead_is_not_written_to() -> None:
    _written()
    ContactPoint.objects.update(undeliverable_at=NOW)
    [row] = outbox.claim(at=AFTER_UNDO)
    assert not outbox.hand_over(row, at=AFTER_UNDO)
    row.refresh_from_db()
    assert (row.state, row.error) == (DeliveryState.FAILED, "suppressed_recipient")


def test_a_failed_row_can_be_tried_once_more() -> None:
    delivery = _written()
    [row] = outbox.claim(at=AFTER_UNDO)
    outbox.mark_failed(row, at=AFTER_UNDO, error="550", permanent=True)
    outbox.retry(delivery.id, at=later(hours=1))
    assert [row.id for row in outbox.claim(at=later(hours=1))] == [delivery.id]


def test_a_reply_written_without_seeing_the_last_message_is_refused() -> None:
    channel = a_channel()
    ticket = ticket_of(received(channel))
    by = Actor.agent(an_agent().id)
    seen = replies.newest_seen(ticket)
    from tickets.contracts import ThreadEvidence

    newer = received(channel, threads=ThreadEvidence(proven_numbers=(ticket.number,)))

    with pytest.raises(replies.Stale) as refusal:
        replies.reply(ticket.id, ReplyText(text="Done."), at=NOW, by=by, seen=seen)
    assert refusal.value.facts["missing"] == [newer.interaction_id]
    assert not Delivery.objects.exists()
    replies.reply(ticket.id, ReplyText(text="Done."), at=NOW, by=by, seen=seen, force=True)
    assert Delivery.objects.count() == 1


def test_somebody_elses_status_change_makes_a_reply_stale_but_ones_own_does_not() -> None:
    ticket = ticket_of(received(a_channel()))
    anna, petr = (Actor.agent(an_agent(name).id) for name in ("Anna", "Petr"))
    seen = replies.newest_seen(ticket)
    lifecycle.change_status(ticket.id, Status.PENDING, at=NOW, by=petr)

    with pytest.raises(replies.Stale):
        replies.reply(ticket.id, ReplyText(text="Done."), at=NOW, by=anna, seen=seen)
    replies.reply(ticket.id, ReplyText(text="Done."), at=NOW, by=petr, seen=seen)


def test_a_note_has_no_delivery() -> None:
    ticket = ticket_of(received(a_channel()))
    replies.note(ticket.id, ReplyText(text="Call back."), at=NOW, by=Actor.agent(an_agent().id))
    assert not Delivery.objects.exists()


def test_an_empty_reply_is_refused() -> None:
    ticket = ticket_of(received(a_channel()))
    with pytest.raises(replies.EmptyText):
        replies.reply(ticket.id, ReplyText(text=" \n"), at=NOW, by=Actor.agent(an_agent().id))
