"""Machines' mail as it arrives: bounces, notices, complaints, answers of people who are away."""

from typing import Final

from tests.channels_app.email.mails import joined, mail, part

OURS: Final = "d.del_01JD0000000000000000000000.qhiztqtke6@example.com"


def delivery_report(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 user unknown",
    recipient: str = "jana@example.cz",
    original_id: str = OURS,
    **headers: str | None,
) -> bytes:
    """An RFC 3464 report about one recipient."""
    told = (
        "Reporting-MTA: dns; mx.example.net\r\nArrival-Date: Sat, 21 Nov 2026 10:00:00 +0100\r\n"
        f"\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: {diagnostic}\r\n"
    )
    returned = (
        f"From: Support <support@example.com>\r\nMessage-ID: <{original_id}>\r\nSubject: x\r\n"
    )
    body = joined(
        part("Your message could not be delivered."),
        part(told, "message/delivery-status"),
        part(returned, "text/rfc822-headers"),
        boundary="rep",
    )
    fields: dict[str, str | None] = {
        "from": "Mail Delivery System <MAILER-DAEMON@mx.example.net>",
        "subject": "Undelivered Mail Returned to Sender",
        "return_path": "<>",
        "auto_submitted": "auto-replied",
        **headers,
    }
    kind = 'multipart/report; report-type=delivery-status; boundary="rep"'
    return mail(body, content_type=kind, **fields)


def reading_notice() -> bytes:
    """An RFC 8098 disposition notification."""
    told = (
        "Final-Recipient: rfc822; jana@example.cz\r\n"
        f"Original-Message-ID: <{OURS}>\r\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\r\n"
    )
    body = joined(part("Read."), part(told, "message/disposition-notification"), boundary="rep")
    kind = "multipart/report; report-type=disposition-notification; boundary=rep"
    return mail(body, content_type=kind, subject="Read: Objednávka")


def complaint() -> bytes:
    """An RFC 5965 feedback report."""
    body = joined(
        part("This is an abuse report."),
        part("Feedback-Type: abuse\r\nVersion: 1\r\n", "message/feedback-report"),
        part(f"Message-ID: <{OURS}>\r\nSubject: x\r\n\r\nbody", "message/rfc822"),
        boundary="rep",
    )
    kind = "multipart/report; report-type=feedback-report; boundary=rep"
    return mail(body, content_type=kind, **{"from": "fbl@example.net"})


def qmail_bounce() -> bytes:
    """A mail server's own words, without any structure."""
    body = (
        "Hi. This is the qmail-send program at mx.example.net.\r\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
        "<jana@example.cz>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n"
        "--- Below this line is a copy of the message.\r\n\r\n"
        f"Return-Path: <support@example.com>\r\nMessage-ID: <{OURS}>\r\nSubject: x\r\n"
    )
    return mail(
        body,
        return_path="<>",
        subject="failure notice",
        **{"from": "MAILER-DAEMON@mx.example.net"},
    )


AUTOMATIC: Final[dict[str, bytes]] = {
    "Auto-Submitted: auto-replied": mail(auto_submitted="auto-replied"),
    "Auto-Submitted with a parameter": mail(auto_submitted="AUTO-notified; foo"),
    "Precedence: auto_reply": mail(precedence="auto_reply"),
    "X-Autoreply": mail(x_autoreply="yes"),
    "X-Autorespond": mail(x_autorespond="Re: x"),
    "null sender": mail(return_path="<>"),
    "mailer-daemon": mail(**{"from": "MAILER-DAEMON@mx.example.net (Mail System)"}),
    "postmaster": mail(**{"from": "postmaster@example.cz"}),
    "Exchange, away": mail(
        auto_submitted="auto-replied", x_auto_response_suppress="All", subject="Automatic reply: x"
    ),
    "away, Czech": mail(subject="Automatická odpověď: Objednávka"),
    "away, Polish": mail(subject="Odpowiedź automatyczna: Zamówienie"),
}

UNANSWERABLE: Final[dict[str, bytes]] = {
    **AUTOMATIC,
    "X-Auto-Response-Suppress": mail(x_auto_response_suppress="OOF, AutoReply"),
    "Precedence: bulk": mail(precedence="bulk"),
    "Precedence: list": mail(precedence="list"),
    "Precedence: junk": mail(precedence="junk"),
    "List-Id": mail(list_id="<news.example.cz>"),
    "List-Unsubscribe": mail(list_unsubscribe="<https://example.cz/u>"),
    "noreply": mail(**{"from": "noreply@example.cz"}),
    "no-reply": mail(**{"from": "No-Reply@example.cz"}),
    "Feedback-ID": mail(feedback_id="1:2:3"),
    "bare acknowledgement": mail(subject="Ticket received: we will be in touch"),
    "bounce": delivery_report(),
    "reading notice": reading_notice(),
    "complaint": complaint(),
    "qmail": qmail_bounce(),
}
