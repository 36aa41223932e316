"""Outgoing mail says exactly what was meant, to exactly whom, under one id for ever."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_app.kinds.email.composing import ComposedMail, Letterhead, compose
from channels_app.kinds.email.header_writing import HeaderRefused
from channels_app.kinds.email.judgement import OwnFacts, judge
from channels_app.kinds.email.parsed import MailAddress
from channels_app.kinds.email.thread_keys import ReplyKeys
from tests.channels_app.email.mails import read
from tests.channels_app.email.report_samples import OURS
from tickets.cleaning import clean_line
from tickets.contracts import OutboundAttachment, OutboundMessage

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
HEAD = Letterhead(
    sender=MailAddress(name="Podpora, Žižkov", email="support@example.com"),
    domain="example.com",
    keys=ReplyKeys.of(["reply-key-for-tests"]),
    instance_id="desk-1",
)
REPLY = OutboundMessage(
    delivery_id="del_01JD0000000000000000000000",
    attempt=1,
    channel_id="chn_1",
    channel_kind="email",
    purpose="reply",
    at_most_once=False,
    to_kind="email",
    to_value="jana@example.cz",
    to_name="Nováková, Jana",
    ticket_number=1287,
    subject="Re: Příliš žluťoučký kůň úpěl ďábelské ódy a nakonec i neslušné písně",
    text="Dobrý den,\n\nhttps://example.com/a?b=1&c=2\n\nPetra",
    in_reply_to="m1@example.cz",
    reference_ids=("m0@example.cz", "m1@example.cz"),
)


def parsed(composed: ComposedMail) -> EmailMessage:
    """The mail as the standard library reads it; complains about every defect."""
    message = email.message_from_bytes(composed.content, policy=email.policy.strict)
    assert isinstance(message, EmailMessage)
    return message


def sent(message: OutboundMessage = REPLY, head: Letterhead = HEAD) -> EmailMessage:
    return parsed(compose(message, head, at=AT))


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_reply_carries_everything_an_answer_needs() -> None:
    message = sent()
    assert message["Message-ID"] == f"<{OURS}>"
    assert message["In-Reply-To"] == "<m1@example.cz>"
    assert message["References"].split() == ["<m0@example.cz>", "<m1@example.cz>"]
    assert message["Reply-To"].addresses[0].addr_spec == "support+t.1287.j65x554n74@example.com"
    assert message["X-CC-Instance"] == "desk-1"
    assert message["Date"].datetime == AT
    assert message["Auto-Submitted"] is None


def test_names_and_subject_arrive_as_written() -> None:
    message = sent()
    assert message["Subject"] == REPLY.subject
    assert message["From"].addresses[0].display_name == "Podpora, Žižkov"
    (recipient,) = message["To"].addresses
    assert (recipient.display_name, recipient.addr_spec) == ("Nováková, Jana", "jana@example.cz")


def test_text_and_html_say_the_same() -> None:
    message = sent()
    assert text_of(message).strip() == REPLY.text
    assert '<a href="https://example.com/a?b=1&amp;c=2"' in text_of(message, "html")
    assert "<p>Dobrý den,</p>" in text_of(message, "html")


def test_html_alone_gets_a_plain_twin() -> None:
    assert text_of(sent(replace(REPLY, text="", html="<p>Dobrý den</p>"))).strip() == "Dobrý den"


def test_every_attempt_has_the_same_id() -> None:
    first = compose(REPLY, HEAD, at=AT)
    second = compose(replace(REPLY, attempt=2), HEAD, at=AT)
    assert first.message_id == second.message_id == OURS


def test_only_the_newest_references_are_named() -> None:
    ids = tuple(f"m{number}@example.cz" for number in range(100))
    assert sent(replace(REPLY, reference_ids=ids))["References"].split() == [
        f"<{one}>" for one in ids[-20:]
    ]


def test_hostile_ids_are_left_out() -> None:
    hostile = ("a b@c", "x>\r\nBcc: v@x.cz", "<", "", "é@x", "ok@example.cz", "x" * 2000)
    message = sent(replace(REPLY, in_reply_to="a>\r\nBcc: v@x.cz", reference_ids=hostile))
    assert message["References"] == "<ok@example.cz>"
    assert (message["In-Reply-To"], message["Bcc"]) == (None, None)


def test_copies_get_their_copy_once() -> None:
    composed = compose(replace(REPLY, cc=("b@c.cz", "B@c.cz", "d@e.cz")), HEAD, at=AT)
    assert composed.rcpt_to == ("jana@example.cz", "b@c.cz", "d@e.cz")
    assert [one.addr_spec for one in parsed(composed)["Cc"].addresses] == ["b@c.cz", "d@e.cz"]


def test_bounces_come_to_the_channel_or_to_the_bounce_address() -> None:
    assert compose(REPLY, HEAD, at=AT).mail_from == "support@example.com"
    verp = compose(REPLY, replace(HEAD, bounce_address="bounce@example.com"), at=AT).mail_from
    assert verp == "bounce+d.del_01JD0000000000000000000000.qhiztqtke6@example.com"


def test_a_channel_may_do_without_tokens() -> None:
    assert sent(REPLY, replace(HEAD, tokens=False))["Reply-To"] is None
    assert sent(replace(REPLY, ticket_number=None))["Reply-To"] is None


@pytest.mark.parametrize(
    ("purpose", "keyword"),
    [("ack", "auto-replied"), ("survey", "auto-generated"), ("reminder", "auto-generated")],
)
def test_machines_say_that_they_are_machines(purpose: str, keyword: str) -> None:
    assert sent(replace(REPLY, purpose=purpose))["Auto-Submitted"] == keyword


def test_a_survey_can_be_unsubscribed_with_one_click() -> None:
    url = "<https://desk.example/u/" + "x" * 200 + ">"
    message = sent(replace(REPLY, purpose="survey", headers={"List-Unsubscribe": url}))
    assert "".join(message["List-Unsubscribe"].split()) == url
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_our_own_mail_is_recognised_when_it_comes_back() -> None:
    back = read(compose(REPLY, HEAD, at=AT).content)
    assert str(judge(back, OwnFacts(instance_id="desk-1"))) == "ignored(own_mail)"


def test_files_arrive_whole_under_their_names() -> None:
    files = (
        OutboundAttachment(filename="účet.pdf", content_type="application/pdf", content=b"%PDF\0"),
        OutboundAttachment(filename="a.txt", content_type="text/plain", content=b"a\r\nb"),
        OutboundAttachment(filename="m.eml", content_type="message/rfc822", content=b"From: x"),
        OutboundAttachment(filename="x\r\ny", content_type="text/html\r\nX: y", content=b""),
    )
    got = list(sent(replace(REPLY, attachments=files)).iter_attachments())
    assert [one.get_filename() for one in got] == ["účet.pdf", "a.txt", "m.eml", "xy"]
    assert [one.get_payload(decode=True) for one in got] == [file.content for file in files]
    assert [one.get_content_type() for one in got] == [
        "application/pdf",
        "text/plain",
        "application/octet-stream",
        "application/octet-stream",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "a\r\nBcc: v@x.cz"},
        {"subject": "a\nb"},
        {"subject": "a\u2028b"},
        {"to_name": "a\r\nb"},
        {"to_value": "a@b.cz\r\nRCPT TO:<v@x.cz>"},
        {"to_value": "a@b.cz, v@x.cz"},
        {"to_value": "a b@c.cz"},
        {"to_value": "no-at-sign"},
        {"to_value": "jana@háčky.cz"},
        {"cc": ("ok@b.cz", "bad")},
        {"headers": {"Bcc": "v@x.cz"}},
        {"headers": {"List-Unsubscribe": "<x>\r\nBcc: v@x.cz"}},
        {"headers": {"X\r\nY": "z"}},
    ],
    ids=str,
)
def test_what_would_break_a_header_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(HeaderRefused):
        compose(replace(REPLY, **change), HEAD, at=AT)  # type: ignore[arg-type]


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)


@settings(max_examples=150, deadline=None)
@given(name=LINE, subject=LINE)
def test_no_name_or_subject_changes_the_envelope(name: str, subject: str) -> None:
    composed = compose(replace(REPLY, to_name=name, subject=subject), HEAD, at=AT)
    back = read(composed.content)
    assert [address.email for address in back.to] == ["jana@example.cz"]
    assert composed.rcpt_to == ("jana@example.cz",)
    assert composed.content.isascii()
    assert all(len(line) <= 998 for line in composed.content.split(b"\r\n"))
    assert {name for name, _ in back.headers.fields} >= {"from", "to", "subject", "message-id"}
    assert not back.headers.has("bcc")


@settings(max_examples=100, deadline=None)
@given(LINE)
def test_any_subject_arrives(subject: str) -> None:
    composed = compose(replace(REPLY, subject=subject), HEAD, at=AT)
    assert read(composed.content).subject == clean_line(subject, 998)
