"""One delivery to the bytes of a mail (RFC 5322), the same Message-ID at every attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime
from typing import Final

from channels_app.kinds.email import thread_keys
from channels_app.kinds.email.file_names import clean_file_name
from channels_app.kinds.email.header_writing import (
    HeaderRefused,
    address_header,
    checked_address,
    ids_header,
    text_header,
)
from channels_app.kinds.email.html_text import html_to_text
from channels_app.kinds.email.parsed import MailAddress, once
from channels_app.kinds.email.thread_keys import ReplyKeys
from tickets.contracts import OutboundAttachment, OutboundMessage
from tickets.richtext import text_to_html

_REFERENCES: Final = 20
_WIRE: Final = compat32.clone(linesep="\r\n", max_line_length=None)
_UTF8: Final = Charset("utf-8")
_UTF8.body_encoding = QP
_DOCUMENT_START: Final = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n'
_DOCUMENT_END: Final = "\n</body></html>\n"
_OPAQUE: Final = ("application", "octet-stream")

# RFC 3834: what a machine writes says so, so that no other machine answers it.
AUTO_SUBMITTED: Final[Mapping[str, str]] = {
    "ack": "auto-replied",
    "survey": "auto-generated",
    "reminder": "auto-generated",
    "notice": "auto-generated",
}
# Follow from the purpose and from List-Unsubscribe, whatever the row says.
_WRITTEN_HERE: Final = frozenset({"auto-submitted", "list-unsubscribe-post"})
_EXTRA: Final = frozenset({"list-unsubscribe", "precedence", "x-auto-response-suppress"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What all mail of one channel has in common.

    ``bounce_address`` receives bounces with the delivery's token; empty means the channel's own
    address. ``tokens`` says whether replies carry the ticket in the address.
    """

    sender: MailAddress
    domain: str
    keys: ReplyKeys
    instance_id: str
    tokens: bool = True
    bounce_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedMail:
    """A mail ready for the wire. ``message_id`` has no angle brackets."""

    message_id: str
    mail_from: str
    rcpt_to: tuple[str, ...]
    content: bytes


def compose(message: OutboundMessage, head: Letterhead, *, at: datetime) -> ComposedMail:
    """The mail for one delivery.

    Raises :class:`HeaderRefused` if a header would hold a line break or a bad address.
    """
    message_id = thread_keys.message_id(message.delivery_id, keys=head.keys, domain=head.domain)
    recipients = tuple(once(map(checked_address, (message.to_value, *message.cc))))
    headers = [
        address_header("From", [head.sender]),
        address_header("To", [MailAddress(name=message.to_name, email=message.to_value)]),
        _copies(message),
        _reply_to(message, head),
        text_header("Subject", message.subject),
        f"Date: {format_datetime(at)}\r\n",
        ids_header("Message-ID", [message_id]),
        ids_header("In-Reply-To", [message.in_reply_to]),
        ids_header("References", message.reference_ids[-_REFERENCES:]),
        text_header("X-CC-Instance", head.instance_id),
        *_automatic(message),
    ]
    body = _body(message).as_bytes(policy=_WIRE)
    return ComposedMail(
        message_id=message_id,
        mail_from=_mail_from(message, head),
        rcpt_to=recipients,
        content="".join(headers).encode("ascii") + body,
    )


def _copies(message: OutboundMessage) -> str:
    named = once(message.cc)
    return address_header("Cc", [MailAddress(email=email) for email in named]) if named else ""


def _reply_to(message: OutboundMessage, head: Letterhead) -> str:
    if message.ticket_number is None or not head.tokens:
        return ""
    email = thread_keys.reply_address(head.sender.email, message.ticket_number, keys=head.keys)
    return address_header("Reply-To", [MailAddress(name=head.sender.name, email=email)])


def _mail_from(message: OutboundMessage, head: Letterhead) -> str:
    if not head.bounce_address:
        return checked_address(head.sender.email)
    return thread_keys.bounce_address(
        checked_address(head.bounce_address), message.delivery_id, keys=head.keys
    )


def _automatic(message: OutboundMessage) -> list[str]:
    """What marks the work of machines, and the way out of surveys (RFC 8058)."""
    lines = []
    keyword = AUTO_SUBMITTED.get(message.purpose)
    if keyword is not None:
        lines.append(text_header("Auto-Submitted", keyword))
    for name, value in message.headers.items():
        if name.lower() in _WRITTEN_HERE:
            continue
        if name.lower() not in _EXTRA:
            raise HeaderRefused("header may not be set")
        lines.append(text_header(name, value))
        if name.lower() == "list-unsubscribe":
            lines.append(text_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return lines


def _body(message: OutboundMessage) -> MIMEBase:
    html = message.html or text_to_html(message.text)
    text = message.text or html_to_text(message.html)
    content = MIMEMultipart("alternative")
    content.attach(_text("plain", text.rstrip("\n") + "\n"))
    content.attach(_text("html", f"{_DOCUMENT_START}{html}{_DOCUMENT_END}"))
    if not message.attachments:
        return content
    whole = MIMEMultipart("mixed")
    whole.attach(content)
    for attachment in message.attachments:
        whole.attach(_file(attachment))
    return whole


def _text(subtype: str, text: str) -> MIMEBase:
    part = MIMENonMultipart("text", subtype)
    part.set_payload(text, _UTF8)
    return part


def _file(attachment: OutboundAttachment) -> MIMEBase:
    main, _, sub = attachment.content_type.partition("/")
    known = main in {"application", "audio", "font", "image", "text", "video"}
    safe = known and sub.replace("-", "").replace(".", "").replace("+", "").isalnum()
    part = MIMEBase(*((main, sub) if safe and sub.isascii() else _OPAQUE))
    part.set_payload(attachment.content)
    encode_base64(part)
    name = clean_file_name(attachment.filename) or "attachment"
    given = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=given)
    return part
