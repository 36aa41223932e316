"""The neighbours the tests stand on, tried on their own."""

import smtplib

import pytest

from tests.support.dovecot import Mailbox
from tests.support.smtp_sink import DROP_AFTER_DATA, LATER, NEVER, SmtpSink

MAIL = b"From: ana@example.cz\r\nTo: desk@example.cz\r\nSubject: Faktura\r\n\r\nDobry den\r\n"


def send(sink: SmtpSink, recipient: str) -> None:
    with smtplib.SMTP(sink.host, sink.port, timeout=10) as line:
        line.sendmail("ana@example.cz", [recipient], MAIL)


def test_sink_keeps_what_it_gets(smtp_sink: SmtpSink) -> None:
    send(smtp_sink, "desk@example.cz")

    received = smtp_sink.wait_for("desk@example.cz")
    assert received.mail_from == "ana@example.cz"
    assert received.message["Subject"] == "Faktura"
    assert received.acknowledged


@pytest.mark.parametrize(("reply", "code"), [(LATER, 451), (NEVER, 550)])
def test_sink_refuses_once_when_told_to(smtp_sink: SmtpSink, reply: str, code: int) -> None:
    smtp_sink.answer("desk@example.cz", reply)

    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send(smtp_sink, "desk@example.cz")
    send(smtp_sink, "desk@example.cz")

    assert refusal.value.recipients["desk@example.cz"][0] == code
    assert len(smtp_sink.to("desk@example.cz")) == 1


def test_sink_hangs_up_after_taking_the_message(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer("desk@example.cz", DROP_AFTER_DATA)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(smtp_sink, "desk@example.cz")

    assert not smtp_sink.wait_for("desk@example.cz").acknowledged


@pytest.mark.dovecot
def test_dovecot_gives_every_test_a_fresh_mailbox(mailbox: Mailbox) -> None:
    assert mailbox.count() == 0

    mailbox.put(MAIL)

    assert mailbox.count() == 1
    with mailbox.login() as connection:
        connection.select("INBOX")
        _, found = connection.fetch("1", "(BODY.PEEK[])")
    assert isinstance(found[0], tuple)
    assert found[0][1] == MAIL
