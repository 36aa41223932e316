"""A kept mail becomes a contact, or is set aside with its reason; nothing is lost on the way."""

from datetime import timedelta
from typing import Any

import pytest

from channels_app import ingest
from channels_app.kinds.email import mailroom, thread_keys
from channels_app.models import InboundPayload, PayloadState
from tests.channels_app.email.arrivals import PASSED, answer, arrive, outcome, sent_reply
from tests.channels_app.email.mails import mail, multipart, part
from tests.support.world import NOW, a_channel, an_agent, later, received
from tickets import lifecycle
from tickets.contracts import Actor
from tickets.models import (
    Channel,
    ContactPoint,
    Customer,
    Interaction,
    Status,
    Ticket,
    TicketEvent,
)

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_contact_with_everything_in_it(help_desk: Channel) -> None:
    html = part("<p>Dobrý den</p><p>Jana</p>", "text/html; charset=utf-8")
    pdf = part("%PDF", "application/pdf", 'Content-Disposition: attachment; filename="a.pdf"')
    payload = arrive(multipart("mixed", html, pdf, to="help@desk.example"), help_desk)

    entry = Interaction.objects.get()
    assert outcome(payload) == ("processed", "")
    assert payload.interaction_id == entry.id
    assert (entry.kind, entry.direction, entry.external_id) == ("email", "inbound", "m1@example.cz")
    assert (entry.subject, entry.text) == ("Objednávka 4711", "Dobrý den\n\nJana")
    assert "<p>Dobrý den</p>" in entry.html
    assert (entry.customer.name, entry.ticket and entry.ticket.subject) == (
        "Jana Nováková",
        "Objednávka 4711",
    )
    assert [row.filename for row in entry.attachments.all()] == ["a.pdf"]
    assert {"role": "from", "name": "Jana Nováková", "address": "jana@example.cz"} in (
        entry.participants
    )
    assert entry.detail["email"]["message_id"] == "m1@example.cz"


def test_the_timeline_shows_the_new_part_and_keeps_the_rest(help_desk: Channel) -> None:
    arrive(mail("Díky!\r\n\r\nOn 21 Nov 2026 at 9:00, Us wrote:\r\n> old\r\n"), help_desk)
    entry = Interaction.objects.get()
    assert entry.text == "Díky!"
    assert entry.full_text.endswith("> old\n")


def test_an_answer_joins_its_ticket_by_our_message_id(help_desk: Channel) -> None:
    delivery, ticket = sent_reply(help_desk)
    arrive(answer(delivery), help_desk)
    entry = Interaction.objects.get(external_id="answer@example.cz")
    assert entry.ticket == ticket
    assert "reply_from_other_address" not in entry.flags


def test_an_answer_joins_its_ticket_by_the_reply_address(help_desk: Channel) -> None:
    _, ticket = sent_reply(help_desk)
    to = thread_keys.reply_address(help_desk.address, ticket.number, keys=mailroom.reply_keys())
    arrive(mail(to=to.upper(), message_id="<a@x>"), help_desk)
    assert Interaction.objects.get(external_id="a@x").ticket == ticket


def test_an_answer_from_another_address_joins_but_is_marked(help_desk: Channel) -> None:
    delivery, ticket = sent_reply(help_desk)
    arrive(answer(delivery, **{"from": "Petr <petr@elsewhere.cz>"}), help_desk)
    entry = Interaction.objects.get(external_id="answer@example.cz")
    assert (entry.ticket, entry.customer) == (ticket, ticket.customer)
    assert "reply_from_other_address" in entry.flags


@pytest.mark.parametrize("trick", ["subject", "forged id", "forged address"])
def test_a_stranger_who_names_a_ticket_opens_their_own(help_desk: Channel, trick: str) -> None:
    delivery, ticket = sent_reply(help_desk)
    forged = delivery.external_id.replace("@", "x@", 1)
    headers = {
        "subject": {"subject": f"Re: [#{ticket.number}]"},
        "forged id": {"in_reply_to": f"<{forged}>"},
        "forged address": {"to": f"help+t.{ticket.number}.aaaaaaaaaa@desk.example"},
    }[trick]
    arrive(mail(message_id="<s@x>", **{"from": "eve@evil.example", **headers}), help_desk)
    entry = Interaction.objects.get(external_id="s@x")
    assert entry.ticket is not None
    assert entry.ticket != ticket


def test_a_participant_may_use_the_number_in_the_subject(help_desk: Channel) -> None:
    _, ticket = sent_reply(help_desk)
    arrive(mail(subject=f"Re: x [#{ticket.number}]", message_id="<n@x>"), help_desk)
    assert Interaction.objects.get(external_id="n@x").ticket == ticket


def test_somebody_away_is_seen_on_the_ticket_without_reopening_it(help_desk: Channel) -> None:
    delivery, ticket = sent_reply(help_desk)
    lifecycle.resolve(ticket.id, at=later(minutes=1), by=Actor.agent(an_agent().id))
    arrive(answer(delivery, auto_submitted="auto-replied"), help_desk)
    entry = Interaction.objects.get(external_id="answer@example.cz")
    ticket.refresh_from_db()
    assert entry.ticket == ticket
    assert "auto_reply" in entry.flags
    assert ticket.status == Status.RESOLVED


@pytest.mark.parametrize(
    ("headers", "state", "reason"),
    [
        ({"auto_submitted": "auto-replied"}, "ignored", "auto_reply"),
        ({"from": "Help <help@desk.example>"}, "ignored", "own_mail"),
        ({"list_id": "<news.example>"}, "quarantined", "bulk"),
        ({"x_spam_flag": "YES"}, "quarantined", "spam"),
        ({"from": "a@b.cz)c@d.cz"}, "quarantined", "suspicious"),
    ],
)
def test_what_is_no_contact_makes_neither_customer_nor_ticket(
    help_desk: Channel, headers: dict[str, Any], state: str, reason: str
) -> None:
    assert outcome(arrive(mail(**headers), help_desk)) == (state, reason)
    assert (Customer.objects.count(), Ticket.objects.count()) == (0, 0)


@pytest.mark.parametrize("raw", [b"", b"\0\xff junk", b"Subject: x\n" * 30_000])
def test_what_cannot_be_read_waits_for_a_person(help_desk: Channel, raw: bytes) -> None:
    payload = arrive(raw, help_desk)
    assert payload.state == PayloadState.QUARANTINED
    assert bytes(payload.body) == raw


def test_a_newsletter_of_a_known_customer_is_a_contact(help_desk: Channel) -> None:
    received(help_desk, "jana@example.cz")
    assert outcome(arrive(mail(list_id="<x.y>"), help_desk)) == ("processed", "")
    assert "bulk" in Interaction.objects.get(external_id="m1@example.cz").flags


def test_what_a_person_releases_is_received_at_its_own_time(help_desk: Channel) -> None:
    payload = arrive(mail(list_id="<x.y>"), help_desk)
    ingest.release(payload.id, at=later(days=2))
    payload.refresh_from_db()
    entry = Interaction.objects.get()
    assert outcome(payload) == ("processed", "")
    assert entry.occurred_at == entry.received_at == NOW


def test_the_same_mail_in_two_mailboxes_is_one_contact(help_desk: Channel) -> None:
    sales = a_channel(address="sales@desk.example")
    raw = mail(to="help@desk.example, sales@desk.example")
    assert outcome(arrive(raw, help_desk)) == ("processed", "")
    again = b"Received: by another way\r\n" + raw
    assert outcome(arrive(again, sales)) == ("duplicate", "")
    entry = Interaction.objects.get()
    assert entry.channel == help_desk
    assert TicketEvent.objects.filter(kind="duplicate_received").count() == 1


def test_another_mail_under_a_known_id_is_not_swallowed(help_desk: Channel) -> None:
    arrive(mail("one"), help_desk)
    arrive(mail("two"), help_desk)
    arrive(b"Received: again\r\n" + mail("two"), help_desk)
    names = sorted(Interaction.objects.values_list("external_id", flat=True))
    assert len(names) == 2
    assert names[0] == "m1@example.cz"
    assert names[1].startswith("m1@example.cz#")


def test_a_mail_belongs_to_the_channel_it_was_delivered_to(help_desk: Channel) -> None:
    sales = a_channel(address="sales@desk.example", settings={"aliases": ["shop@desk.example"]})
    catch_all = a_channel(address="all@desk.example")
    arrive(mail(to="nobody@x.cz", message_id="<1@x>", delivered_to="Sales@desk.example"), catch_all)
    arrive(mail(to="shop@desk.example", message_id="<2@x>"), catch_all)
    arrive(mail(to="nobody@x.cz", message_id="<3@x>"), catch_all)
    arrive(mail(message_id="<4@x>"), None, to="sales+tag@desk.example", way="pipe")
    arrive(mail(to="sales@desk.example, help@desk.example", message_id="<5@x>"), help_desk)
    found = dict(Interaction.objects.values_list("external_id", "channel"))
    assert found == {
        "1@x": sales.id,
        "2@x": sales.id,
        "3@x": catch_all.id,
        "4@x": sales.id,
        "5@x": help_desk.id,
    }


def test_a_mail_for_nobody_of_us_waits_for_a_person() -> None:
    assert outcome(arrive(mail(to="x@y.cz"), None)) == ("quarantined", "unknown_recipient")


def test_only_our_border_s_word_verifies_the_sender(help_desk: Channel) -> None:
    passed = mail(authentication_results=f"{PASSED}example.cz")
    arrive(passed, help_desk)
    arrive(mail(message_id="<2@x>", **{"from": "petr@example.cz"}), help_desk)
    levels = dict(ContactPoint.objects.values_list("value", "verification"))
    assert levels == {"jana@example.cz": "verified", "petr@example.cz": "claimed"}


def test_a_form_mailer_writes_for_somebody_who_only_claims_to_be(help_desk: Channel) -> None:
    help_desk.settings = {"sender_rewrites": [{"from": "forms@shop.cz", "use": "reply-to"}]}
    help_desk.save()
    raw = mail(
        auto_submitted="auto-generated",
        reply_to="Jana <jana@example.cz>",
        authentication_results=f"{PASSED}shop.cz",
        **{"from": "forms@shop.cz"},
    )
    arrive(raw, help_desk)
    arrive(b"Received: again\r\n" + raw, help_desk)
    point = ContactPoint.objects.get()
    assert (point.value, point.verification) == ("jana@example.cz", "claimed")
    assert Interaction.objects.count() == 1


def test_a_mail_happened_when_our_mailbox_got_it(help_desk: Channel) -> None:
    stamped = NOW - timedelta(hours=5)
    arrive(
        mail(date="Fri, 31 Dec 2030 10:00:00 +0000"),
        help_desk,
        way="imap",
        internal_date=stamped.isoformat(),
    )
    assert Interaction.objects.get().occurred_at == stamped


def test_a_stamp_from_the_future_is_not_believed(help_desk: Channel) -> None:
    arrive(mail(), help_desk, internal_date=later(days=400).isoformat())
    assert Interaction.objects.get().occurred_at == NOW


def test_processing_a_payload_twice_makes_one_contact(help_desk: Channel) -> None:
    payload = arrive(mail(), help_desk)
    InboundPayload.objects.update(state=PayloadState.KEPT, next_try_at=NOW)
    ingest.process(payload.id, at=NOW)
    payload.refresh_from_db()
    assert payload.state == PayloadState.DUPLICATE
    assert Interaction.objects.count() == 1
