"""The question leaves once, or not at all, and its mail is a decent one."""

import re
import threading
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.db import connection

from channels_app.kinds.email.composing import Letterhead, compose
from channels_app.kinds.email.parsed import MailAddress
from channels_app.kinds.email.thread_keys import ReplyKeys
from channels_app.outgoing import message_of
from feedback.models import Invitation, InvitationEvent, SurveyToken
from feedback.surveys import definitions, expiry, permission, sending
from tests.feedback.surveys.scenes import (
    DAY,
    DUE,
    a_resolved_ticket,
    a_sent_letter,
    a_survey,
    claimed,
    decided,
    the_asked,
    token_in,
)
from tests.support.world import NOW, a_channel, a_mail, an_agent, later
from tickets import intake, lifecycle, outbox, ticks
from tickets.contracts import SYSTEM, Actor, ThreadEvidence
from tickets.models import (
    Channel,
    ContactPoint,
    ContactReason,
    Customer,
    Delivery,
    Purpose,
    Ticket,
)

pytestmark = pytest.mark.django_db
QUIET = DUE.replace(hour=21)


def _due_question() -> Ticket:
    a_survey()
    ticket = a_resolved_ticket()
    decided(ticket)
    return ticket


def _on_its_way() -> Delivery:
    _due_question()
    assert sending.dispatch(DUE) == 1
    [delivery] = claimed(at=DUE)
    return delivery


def test_nothing_leaves_before_it_is_due() -> None:
    _due_question()
    assert sending.dispatch(DUE - timedelta(seconds=1)) == 0
    assert not Delivery.objects.filter(purpose=Purpose.SURVEY).exists()


def test_a_due_question_is_one_at_most_once_row_of_the_outbox() -> None:
    ticket = _due_question()
    sending.dispatch(DUE)
    row = the_asked()
    delivery = Delivery.objects.get(purpose=Purpose.SURVEY)

    assert (row.state, row.attempts) == ("sending", 1)
    assert delivery.effect_key == f"survey:{row.id}:invite"
    assert (delivery.at_most_once, delivery.to_value) == (True, "jana@example.cz")
    assert (delivery.ticket_id, delivery.interaction_id) == (ticket.id, None)
    assert sending.dispatch(DUE) == 0


def test_the_mail_says_what_it_is_and_offers_every_value_and_the_way_out() -> None:
    content = _on_its_way().content
    ticket = Ticket.objects.get()
    token = re.search(r"/s/([\w-]{32})/", content["text"]).group(1)  # type: ignore[union-attr]

    assert content["subject"] == f"How easy was it to sort out request no. {ticket.number}?"
    assert "on 21 November we closed your request" in content["text"]
    for part in (content["text"], content["html"]):
        assert [f"/s/{token}/?v={value}" in part for value in range(1, 8)] == [True] * 7
        assert f"/s/{token}/opt-out/" in part
        assert "Your answer is not anonymous" in part
        assert "Not resolved yet? Just reply to this e-mail." in part


def test_on_the_wire_it_is_marked_as_automatic_and_left_with_one_click() -> None:
    delivery = _on_its_way()
    keys = ReplyKeys.of(["reply-key-for-tests"])
    sender = MailAddress(name="Help", email="help@desk.example")
    head = Letterhead(sender=sender, domain="desk.example", keys=keys, instance_id="i1")
    mail = message_from_bytes(compose(message_of(delivery), head, at=DUE).content)

    assert mail["Auto-Submitted"] == "auto-generated"
    assert f"/s/{token_in(delivery)}/opt-out/>" in "".join(mail["List-Unsubscribe"].split())
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("cs", "Společnost Contact Center mi usnadnila vyřešení mého požadavku."),
        ("pl", "Firma Contact Center ułatwiła mi załatwienie mojej sprawy."),
    ],
)
def test_the_mail_is_in_the_customers_language(language: str, said: str) -> None:
    a_survey()
    ticket = a_resolved_ticket(language=language)
    decided(ticket)
    sending.dispatch(DUE)
    assert said in Delivery.objects.get(purpose=Purpose.SURVEY).content["text"]


def test_words_the_sender_chose_go_only_to_an_address_that_is_theirs() -> None:
    a_survey()
    one = a_resolved_ticket("eva@example.cz", subject="<b>Buy pills</b>")
    two = a_resolved_ticket("ota@example.cz", subject="My <b>parcel</b>")
    ContactPoint.objects.filter(value="ota@example.cz").update(verification="verified")
    decided(one)
    sending.dispatch(DUE)
    content = {row.ticket_id: row.content for row in Delivery.objects.filter(purpose="survey")}
    assert "pills" not in str(content[one.id])
    assert "– My <b>parcel</b>." in content[two.id]["text"]
    assert "– My &lt;b&gt;parcel&lt;/b&gt;." in content[two.id]["html"]


def test_accepted_means_asked_and_the_token_is_forgotten() -> None:
    letter = a_sent_letter()
    row = the_asked()
    assert (row.state, row.sent_at, row.expires_at) == ("sent", DUE, DUE + 14 * DAY)
    stored = Delivery.objects.get(id=letter.delivery.id)
    assert letter.token not in str(stored.content)
    assert "/s/…/" in stored.content["html"]
    assert letter.token not in SurveyToken.objects.get().token_hash


def test_asking_touches_neither_status_nor_clock_nor_the_last_activity() -> None:
    ticket = _due_question()
    before = Ticket.objects.values().get(id=ticket.id)
    sending.dispatch(DUE)
    [delivery] = claimed(at=DUE)
    outbox.hand_over(delivery, at=DUE)
    outbox.mark_sent(delivery, at=DUE)
    assert Ticket.objects.values().get(id=ticket.id) == before


def _sender_died() -> None:
    """Its lease has run out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_delivery SET lease_until = clock_timestamp() - interval '1 second'"
            " WHERE state = 'sending'"
        )


def test_a_sender_killed_after_hand_over_leaves_a_question_that_is_never_sent_again() -> None:
    delivery = _on_its_way()
    assert outbox.hand_over(delivery, at=DUE)
    _sender_died()

    assert claimed(at=DUE + timedelta(minutes=5)) == []
    ticks.run("settle_deliveries", at=DUE + timedelta(minutes=16))
    row = the_asked()
    assert (row.state, row.uncertain, row.sent_at) == ("sent", True, DUE)
    assert claimed(at=DUE + DAY) == []
    assert sending.dispatch(DUE + DAY) == 0


def test_a_connection_lost_after_the_bytes_left_is_perhaps_sent() -> None:
    delivery = _on_its_way()
    outbox.hand_over(delivery, at=DUE)
    outbox.mark_unclear(delivery, at=DUE, error="connection lost")
    assert (the_asked().state, the_asked().uncertain) == ("sent", True)


def test_an_opt_out_between_schedule_and_sending_is_obeyed() -> None:
    _due_question()
    customer = Customer.objects.get()
    permission.opt_out(customer, at=later(hours=1), by=SYSTEM, source="agent")
    assert (the_asked().state, the_asked().reason) == ("suppressed", "opted_out")
    assert sending.dispatch(DUE) == 0


def test_an_opt_out_noticed_only_when_it_is_due_is_obeyed() -> None:
    _due_question()
    Customer.objects.update(survey_permission="denied")
    assert sending.dispatch(DUE) == 0
    assert (the_asked().state, the_asked().reason) == ("suppressed", "opted_out")


def test_the_last_question_before_hand_over_can_still_say_no() -> None:
    delivery = _on_its_way()
    permission.opt_out(Customer.objects.get(), at=DUE, by=SYSTEM, source="agent")
    assert the_asked().state == "sending"

    assert not outbox.hand_over(delivery, at=DUE)
    assert (the_asked().state, the_asked().reason) == ("suppressed", "opted_out")
    assert Delivery.objects.get(id=delivery.id).state == "cancelled"


def test_a_ticket_reopened_while_its_question_is_on_its_way_withdraws_it() -> None:
    delivery = _on_its_way()
    lifecycle.reopen(delivery.ticket_id or "", at=DUE, by=Actor.agent(an_agent().id))
    assert not outbox.hand_over(delivery, at=DUE)
    assert (the_asked().state, the_asked().reason) == ("cancelled", "reopened")


def test_an_address_that_broke_meanwhile_suppresses() -> None:
    delivery = _on_its_way()
    ContactPoint.objects.update(undeliverable_at=DUE)
    [again] = Delivery.objects.filter(id=delivery.id)
    assert not outbox.hand_over(again, at=DUE)
    assert (the_asked().state, the_asked().reason) == ("suppressed", "address_bounced")


def test_a_sender_who_gives_up_leaves_the_question_for_later_with_a_new_token() -> None:
    delivery = _on_its_way()
    first = token_in(delivery)
    delivery.failures = len(outbox.PAUSES)
    outbox.mark_failed(delivery, at=DUE, error="refused", permanent=False)
    row = the_asked()
    assert (row.state, row.due_at) == ("scheduled", DUE + timedelta(minutes=10))

    again = DUE + timedelta(minutes=10)
    assert sending.dispatch(again) == 1
    [second] = claimed(at=again)
    assert second.id == delivery.id
    assert token_in(second) != first
    assert outbox.hand_over(second, at=again)
    assert outbox.mark_sent(second, at=again)
    assert (the_asked().state, the_asked().attempts) == ("sent", 2)
    assert SurveyToken.objects.count() == 1


def test_a_refusal_for_good_is_a_bounce() -> None:
    delivery = _on_its_way()
    outbox.mark_failed(delivery, at=DUE, error="550 no such user", permanent=True)
    assert (the_asked().state, the_asked().bounced_at) == ("bounced", DUE)


def test_outside_the_window_a_late_question_waits_for_the_morning() -> None:
    _due_question()
    assert sending.dispatch(QUIET) == 0
    row = the_asked()
    assert row.state == "scheduled"
    assert row.due_at == (DUE + DAY).replace(hour=8)
    assert row.first_due_at == DUE


def test_a_question_that_could_not_leave_for_three_days_is_not_asked() -> None:
    _due_question()
    sending.dispatch(DUE + timedelta(hours=72, seconds=1))
    assert (the_asked().state, the_asked().reason) == ("suppressed", "stale")


def test_without_a_mailbox_to_send_from_it_waits() -> None:
    _due_question()
    Channel.objects.update(enabled=False)
    assert sending.dispatch(DUE) == 0
    assert the_asked().state == "scheduled"
    Channel.objects.update(enabled=True)
    assert sending.dispatch(DUE + timedelta(minutes=10)) == 1


def test_a_merged_ticket_is_not_asked_about() -> None:
    ticket = _due_question()
    other = a_resolved_ticket("eva@example.cz")
    Ticket.objects.filter(id=ticket.id).update(merged_into=other)
    sending.dispatch(DUE)
    assert (Invitation.objects.get(ticket=ticket).reason) == "merged"


def test_switching_a_survey_off_withdraws_what_it_asked() -> None:
    a_sent_letter()
    [definition] = [the_asked().definition]
    assert definition is not None
    definitions.revise(definition.id, {"active": False}, at=DUE)
    expiry.expire(DUE + timedelta(minutes=1))
    assert (the_asked().state, the_asked().reason) == ("cancelled", "definition_off")


def test_an_edited_survey_sends_what_was_decided_under_the_old_version() -> None:
    _due_question()
    old = the_asked().definition
    assert old is not None
    new = definitions.revise(old.id, {"expiry_days": 7}, at=NOW)
    assert (new.version, new.key) == (2, old.key)
    sending.dispatch(DUE)
    [delivery] = claimed(at=DUE)
    outbox.hand_over(delivery, at=DUE)
    outbox.mark_sent(delivery, at=DUE)
    assert the_asked().expires_at == DUE + 14 * DAY


def test_a_reason_found_sensitive_later_is_respected() -> None:
    ticket = _due_question()
    reason = ContactReason.objects.create(key="legal", name="Legal", is_sensitive=True)
    Ticket.objects.filter(id=ticket.id).update(reason=reason)
    sending.dispatch(DUE)
    assert the_asked().reason == "blocked_reason"


def test_of_two_merged_people_who_both_wait_the_earlier_question_stays() -> None:
    a_survey()
    first, second = a_resolved_ticket("eva@example.cz"), a_resolved_ticket("e.nova@example.cz")
    decided(first)
    Customer.objects.filter(id=second.customer_id).update(merged_into=first.customer_id)
    sending.dispatch(DUE)
    states = set(Invitation.objects.values_list("state", "reason"))
    assert states == {("sending", ""), ("suppressed", "another_pending")}


def test_an_out_of_office_answer_neither_reopens_nor_ends_the_question() -> None:
    channel = a_channel()
    a_survey()
    ticket = a_resolved_ticket(channel=channel)
    letter = a_sent_letter(ticket)
    message = a_mail(
        channel,
        text="I am away until Monday.",
        flags=frozenset({"auto_reply"}),
        threads=ThreadEvidence(proven_delivery_ids=(letter.delivery.id,)),
        occurred_at=DUE + timedelta(minutes=1),
    )
    receipt = intake.receive(message, at=DUE + timedelta(minutes=1))
    expiry.expire(DUE + timedelta(minutes=2))
    assert receipt.ticket_id == ticket.id
    assert Ticket.objects.get(id=ticket.id).status == "resolved"
    assert the_asked().state == "sent"


def test_a_customer_who_writes_back_that_it_is_not_resolved_ends_the_question() -> None:
    channel = a_channel()
    a_survey()
    ticket = a_resolved_ticket(channel=channel)
    letter = a_sent_letter(ticket)
    at = DUE + timedelta(hours=1)
    message = a_mail(
        channel,
        text="It is still broken.",
        threads=ThreadEvidence(proven_delivery_ids=(letter.delivery.id,)),
        occurred_at=at,
    )
    intake.receive(message, at=at)
    expiry.expire(at)
    assert (the_asked().state, the_asked().reason) == ("cancelled", "reopened")


def test_the_log_tells_the_whole_way() -> None:
    a_sent_letter()
    steps = InvitationEvent.objects.order_by("id").values_list("from_state", "to_state")
    assert list(steps) == [("", "scheduled"), ("scheduled", "sending"), ("sending", "sent")]


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_at_the_same_moment_send_one_mail() -> None:
    _due_question()
    start, sent = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            sent.append(sending.dispatch(DUE))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == [0, 1]
    assert Delivery.objects.filter(purpose=Purpose.SURVEY).count() == 1
