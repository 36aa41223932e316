"""Mail out to a real server: accepted, refused, put off, or nobody knows."""

from datetime import timedelta

import pytest

from channels_app import dispatch
from channels_app.models import Connection
from tests.support.smtp_sink import DROP_AFTER_DATA, LATER, NEVER, SmtpSink
from tests.support.world import NOW, a_channel, an_agent, later, received, ticket_of
from tickets import replies
from tickets.contracts import Actor
from tickets.models import Channel, Delivery, DeliveryState, TicketEvent
from tickets.replies import ReplyText

pytestmark = pytest.mark.django_db(transaction=True)
AFTER_UNDO = later(seconds=14)


@pytest.fixture
def mailbox(smtp_sink: SmtpSink) -> Channel:
    channel = a_channel(address="help@desk.example")
    Connection.objects.create(
        channel=channel,
        kind=Connection.Kind.SMTP,
        settings={"host": smtp_sink.host, "port": smtp_sink.port, "tls": "none"},
    )
    return channel


def _reply(channel: Channel, address: str = "jana@example.cz", text: str = "Done.") -> Delivery:
    ticket = ticket_of(received(channel, address))
    by = Actor.agent(an_agent().id)
    written = replies.reply(ticket.id, ReplyText(text=text), at=NOW, by=by)
    assert written.delivery is not None
    return written.delivery


def test_a_reply_leaves_with_what_threads_it(mailbox: Channel, smtp_sink: SmtpSink) -> None:
    ticket = ticket_of(received(mailbox, external_id="first@example.cz", subject="Kde je zásilka?"))
    by = Actor.agent(an_agent().id)
    replies.reply(ticket.id, ReplyText(text=".Už jede.\n.\nPetra"), at=NOW, by=by)
    assert dispatch.dispatch_due(AFTER_UNDO) == 1

    mail = smtp_sink.wait_for("jana@example.cz").message
    delivery = Delivery.objects.get()
    assert mail["In-Reply-To"] == "<first@example.cz>"
    assert mail["Message-ID"] == f"<{delivery.external_id}>"
    assert mail["Subject"] == f"Re: Kde je zásilka? [#{ticket.number}]"
    assert f"help+t.{ticket.number}." in mail["Reply-To"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == ".Už jede.\n.\nPetra\n"
    assert delivery.state == DeliveryState.SENT


def test_many_replies_of_one_mailbox_share_a_connection_and_each_leaves_once(
    mailbox: Channel, smtp_sink: SmtpSink
) -> None:
    for number in range(5):
        _reply(mailbox, f"c{number}@example.cz")
    assert dispatch.dispatch_due(AFTER_UNDO) == 5
    assert dispatch.dispatch_due(AFTER_UNDO) == 0
    assert len(smtp_sink.received) == 5


def test_a_refused_recipient_is_shown_on_the_ticket(mailbox: Channel, smtp_sink: SmtpSink) -> None:
    smtp_sink.answer("jana@example.cz", NEVER)
    delivery = _reply(mailbox)
    other = _reply(mailbox, "petr@example.cz")
    assert dispatch.dispatch_due(AFTER_UNDO) == 1

    delivery.refresh_from_db()
    other.refresh_from_db()
    assert (delivery.state, other.state) == (DeliveryState.FAILED, DeliveryState.SENT)
    assert "550" in delivery.error
    assert TicketEvent.objects.filter(kind="delivery_failed", ticket=delivery.ticket).exists()


def test_a_busy_server_is_tried_again_later(mailbox: Channel, smtp_sink: SmtpSink) -> None:
    smtp_sink.answer("jana@example.cz", LATER)
    delivery = _reply(mailbox)
    assert dispatch.dispatch_due(AFTER_UNDO) == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.send_at) == (
        DeliveryState.QUEUED,
        AFTER_UNDO + timedelta(seconds=30),
    )
    assert dispatch.dispatch_due(AFTER_UNDO + timedelta(seconds=31)) == 1
    assert len(smtp_sink.to("jana@example.cz")) == 1


def test_a_reply_whose_fate_is_unknown_goes_again_under_the_same_message_id(
    mailbox: Channel, smtp_sink: SmtpSink
) -> None:
    smtp_sink.answer("jana@example.cz", DROP_AFTER_DATA)
    _reply(mailbox)
    dispatch.dispatch_due(AFTER_UNDO)
    dispatch.dispatch_due(AFTER_UNDO + timedelta(seconds=31))

    ids = [mail.message["Message-ID"] for mail in smtp_sink.to("jana@example.cz")]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_an_at_most_once_mail_whose_fate_is_unknown_is_never_sent_again(
    mailbox: Channel, smtp_sink: SmtpSink
) -> None:
    smtp_sink.answer("jana@example.cz", DROP_AFTER_DATA)
    delivery = _reply(mailbox)
    Delivery.objects.update(at_most_once=True)
    dispatch.dispatch_due(AFTER_UNDO)
    dispatch.dispatch_due(later(days=3))

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.UNCERTAIN
    assert len(smtp_sink.to("jana@example.cz")) == 1


def test_a_server_that_is_away_keeps_everything_waiting(
    mailbox: Channel, smtp_sink: SmtpSink
) -> None:
    _reply(mailbox)
    smtp_sink.stop()
    assert dispatch.dispatch_due(AFTER_UNDO) == 0
    assert Delivery.objects.get().state == DeliveryState.QUEUED
    assert Connection.objects.get().failing_since == AFTER_UNDO
    smtp_sink.start()
    assert dispatch.dispatch_due(AFTER_UNDO + timedelta(seconds=31)) == 1
    assert Connection.objects.get().failing_since is None


def test_without_an_outgoing_server_a_reply_waits_and_says_why(smtp_sink: SmtpSink) -> None:
    delivery = _reply(a_channel())
    dispatch.dispatch_due(AFTER_UNDO)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.QUEUED
    assert "no outgoing mail server" in delivery.error
