"""Bytes of a mail to a value that says what was understood of it. Junk gives a reason, no error."""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Final

from channels_app.kinds.email import limits
from channels_app.kinds.email.addresses import address_of, parse_addresses
from channels_app.kinds.email.bodies import Body, first_charset, read_body
from channels_app.kinds.email.header_block import leading_noise, read_block
from channels_app.kinds.email.header_text import decode_value
from channels_app.kinds.email.identifiers import first_and_newest, mail_date, message_ids
from channels_app.kinds.email.mime_tree import Tree, read_tree
from channels_app.kinds.email.parsed import (
    NO_ENVELOPE,
    Envelope,
    Headers,
    MailAddress,
    ParsedMail,
    Problem,
    once,
)
from channels_app.kinds.email.quotes import split_reply
from channels_app.kinds.email.reports import read_free_form_bounce, read_report
from tickets.cleaning import clean_line

_TRACES: Final = (
    "delivered-to",
    "x-original-to",
    "x-delivered-to",
    "envelope-to",
    "x-envelope-to",
)
_MAX_TRACES: Final = 20
_FORWARD: Final = re.compile(
    r"(?:fwd?|wg|pd|tr|přep|přeposláno|preposlané|prepos)\s?:", re.IGNORECASE
)
_SERVERS: Final = frozenset({"mailer-daemon", "postmaster"})


def parse_mail(raw: bytes, *, envelope: Envelope = NO_ENVELOPE) -> ParsedMail:
    """What the mail says. Never raises: what cannot be read comes back with a ``problem``."""
    try:
        return read_mail(raw, envelope)
    except Exception as error:  # noqa: BLE001  # whatever strangers send must stay visible
        problem = Problem(code="unparseable", detail=type(error).__name__)
        return ParsedMail(problem=problem, envelope=envelope)


def read_mail(raw: bytes, envelope: Envelope) -> ParsedMail:
    """As :func:`parse_mail` without its safety net."""
    if len(raw) > limits.MESSAGE_BYTES:
        return _headers_only(raw, envelope)
    tree = read_tree(raw)
    headed = _headed(tree.root.headers, envelope, first_charset(tree.root))
    report = read_report(tree)
    if report is None and is_from_mail_server(headed):
        report = read_free_form_bounce(tree)
    body = read_body(tree)
    forwards = _FORWARD.match(headed.subject) is not None
    return replace(
        headed,
        text=body.text,
        reply_text=split_reply(body.text, forwards=forwards),
        html=body.html,
        attachments=body.attachments,
        report=report,
        flags=(*headed.flags, *_flags(tree, body)),
        problem=_problem(headed, tree, body),
        fingerprint=_fingerprint(body),
    )


def _fingerprint(body: Body) -> str:
    """Of what the mail says, because relays may encode the same content anew."""
    digest = sha256(" ".join(body.text.split()).encode("utf-8", "replace"))
    for file in body.attachments:
        digest.update(sha256(file.content).digest())
    return digest.hexdigest()


def is_from_mail_server(mail: ParsedMail) -> bool:
    """Whether the null sender or a server's own address wrote this."""
    if mail.envelope.mail_from == "":
        return True
    named = mail.headers.plain("from").lower()
    return mail.sender.local_part.lower() in _SERVERS or "mailer-daemon" in named


def _headers_only(raw: bytes, envelope: Envelope) -> ParsedMail:
    """A mail beyond the size limit: who wrote about what, so that a person can decide."""
    head = raw[: limits.HEADER_BLOCK_BYTES]
    headers = read_block(head, leading_noise(head), len(head)).headers
    headed = _headed(headers, envelope, "")
    problem = Problem(code="too_large", detail="message")
    return replace(headed, problem=problem, fingerprint=sha256(raw).hexdigest())


def _headed(headers: Headers, envelope: Envelope, charset: str) -> ParsedMail:
    """Everything the headers alone say."""
    senders, sender_flags = _senders(headers, charset)
    to = parse_addresses(headers.all("to"), charset)
    cc = parse_addresses(headers.all("cc"), charset)
    references = message_ids(headers.first("references"))
    date = mail_date(headers.first("date"))
    flags = [*sender_flags]
    if to.cut or cc.cut:
        flags.append("addresses_cut")
    if len(references) > limits.REFERENCES:
        flags.append("references_cut")
    if date is None and headers.has("date"):
        flags.append("bad_date")
    return ParsedMail(
        senders=senders,
        reply_to=parse_addresses(headers.all("reply-to"), charset).addresses,
        to=to.addresses,
        cc=cc.addresses,
        subject=clean_line(
            decode_value(headers.first("subject"), charset), limits.SUBJECT_CHARACTERS
        ),
        message_id=next(iter(message_ids(headers.first("message-id"))), ""),
        in_reply_to=message_ids(headers.first("in-reply-to"))[: limits.REFERENCES],
        references=first_and_newest(references),
        date=date,
        delivered_to=_traces(headers),
        envelope=_completed(envelope, headers),
        headers=headers,
        flags=tuple(flags),
    )


def _senders(headers: Headers, charset: str) -> tuple[tuple[MailAddress, ...], list[str]]:
    """From's mailboxes; without any, Sender's. Several From fields that disagree are a trick."""
    found = parse_addresses(headers.all("from"), charset)
    flags: list[str] = []
    keys = {address.key for address in found.addresses}
    if found.broken or (len(headers.all("from")) > 1 and len(keys) > 1):
        flags.append("from_ambiguous")
    elif len(keys) > 1:
        flags.append("several_senders")
    if found.addresses or found.broken:
        return found.addresses, flags
    return parse_addresses(headers.all("sender"), charset).addresses, ["no_from"]


def _traces(headers: Headers) -> tuple[str, ...]:
    """Whom the mail was delivered to on its way, nearest to us first."""
    values = [value for name in _TRACES for value in headers.all(name)[:_MAX_TRACES]]
    texts = (value[: limits.ADDRESS_CHARACTERS * 2].decode("utf-8", "replace") for value in values)
    return tuple(once(address_of(text) for text in texts))


def _completed(envelope: Envelope, headers: Headers) -> Envelope:
    """The envelope, with the sender from ``Return-Path`` where the server did not say."""
    if envelope.mail_from is not None or not headers.has("return-path"):
        return envelope
    text = headers.plain("return-path")
    return replace(envelope, mail_from=address_of(text))


def _flags(tree: Tree, body: Body) -> list[str]:
    flags = list(dict.fromkeys(body.flags))
    if tree.broken:
        flags.append("broken_structure")
    return [*flags, *(f"limit:{name}" for name in (*tree.hit, *body.hit))]


def _problem(mail: ParsedMail, tree: Tree, body: Body) -> Problem | None:
    hit = (*tree.hit, *body.hit)
    if hit:
        return Problem(code="too_large", detail=hit[0])
    if not mail.headers.fields:
        return Problem(code="unparseable", detail="no_headers")
    return None
