"""The body of ``POST /api/v1/interactions/`` and the contact it describes.

The request and the later retry of a kept body use the same functions, so that both mean the
same. Nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from tickets.cleaning import MAX_TEXT, plausible_time
from tickets.contracts import (
    CallFacts,
    InboundAttachment,
    InboundLine,
    InboundMessage,
    Sender,
)
from tickets.errors import Invalid
from tickets.models import Channel, Direction, InteractionKind, MessageRole, Mood
from tickets.richtext import rough_text
from tickets.wire.fields import Bytes, Choice, Flag, Free, Id, ListOf, Moment, Number, Object, Text
from tickets.wire.flaws import Flaw, NotValid
from tickets.wire.points import POINT, given_points
from tickets.wire.references import AGENT, References

MAX_INLINE_FILE: Final = 1024 * 1024
FLAGS: Final = ("auto_reply", "bulk", "ack", "proactive", "reply_from_other_address", "late")
OUTCOMES: Final = (
    *("answered", "voicemail", "rejected", "forwarded", "busy", "failed", "abandoned", "missed"),
    *("no_answer", "unknown"),
)
KIND_OF_CHANNEL: Final = {
    "email": "email",
    "phone": "call",
    "chat": "chat",
    "webform": "form",
    "sms": "sms",
    "whatsapp": "chat",
    "telegram": "chat",
}
_MAY_BE_EMPTY: Final = frozenset({"call", "visit", "event", "letter", "chat"})

CUSTOMER: Final = Object(
    nullable=True,
    fields={
        "name": Text(limit=200, nullable=True),
        "language": Text(limit=8, nullable=True),
        "contact_points": ListOf(item=POINT, most=20),
    },
)
LINE: Final = Object(
    name="TranscriptLine",
    fields={
        "external_id": Text(nullable=True),
        "client_id": Text(nullable=True),
        "author": Object(
            required=True,
            fields={
                "role": Choice(of=tuple(MessageRole.values), required=True),
                "name": Text(limit=200, nullable=True),
            },
        ),
        "text": Text(limit=100_000, least=1, lines=True, required=True),
        "sent_at": Moment(required=True),
    },
)
FILE: Final = Object(
    fields={
        "token": Id(prefix="att", about="An upload that nobody has used yet."),
        "filename": Text(limit=500),
        "content_type": Text(limit=120),
        "data": Bytes(limit=MAX_INLINE_FILE),
    },
)
CALL: Final = Object(
    nullable=True,
    fields={
        "outcome": Choice(of=OUTCOMES, nullable=True),
        "from": Text(limit=64, nullable=True),
        "to": Text(limit=64, nullable=True),
        "queue": Text(limit=100, nullable=True),
        "cause": Text(limit=60, nullable=True),
        "answered_at": Moment(nullable=True),
        "queued_seconds": Number(nullable=True),
        "ring_seconds": Number(nullable=True),
        "wait_seconds": Number(nullable=True),
        "talk_seconds": Number(nullable=True),
        "hold_seconds": Number(nullable=True),
        "wrap_seconds": Number(nullable=True),
        "recording": Flag(nullable=True),
        "consent": Text(limit=20, nullable=True),
    },
)
BODY: Final = Object(
    name="InteractionIn",
    fields={
        "channel": Id(prefix="chn"),
        "channel_kind": Text(limit=12, about="Instead of channel, where only one exists."),
        "external_id": Text(nullable=True, about="Your name for it; required for keys."),
        "kind": Choice(of=tuple(InteractionKind.values), nullable=True),
        "direction": Choice(of=tuple(Direction.values), nullable=True),
        "occurred_at": Moment(required=True),
        "ended_at": Moment(nullable=True),
        "thread_key": Text(nullable=True),
        "in_reply_to": Text(nullable=True),
        "customer": CUSTOMER,
        "subject": Text(limit=500, nullable=True),
        "body": Object(
            nullable=True,
            fields={
                "text": Text(limit=8 * MAX_TEXT, lines=True, nullable=True),
                "html": Text(limit=MAX_TEXT, lines=True, nullable=True),
            },
        ),
        "messages": ListOf(item=LINE, most=5000),
        "attachments": ListOf(item=FILE, most=100),
        "agent": AGENT,
        "reason": Text(limit=80, nullable=True),
        "disposition": Text(limit=50, nullable=True),
        "mood": Choice(of=tuple(Mood.values), nullable=True),
        "ticket": Object(
            nullable=True,
            fields={
                "mode": Choice(of=("auto", "none", "new")),
                "number": Number(least=1, most=2**63 - 1),
            },
        ),
        "call": CALL,
        "flags": ListOf(item=Choice(of=FLAGS), most=len(FLAGS)),
        "metadata": Free(nullable=True),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What the writer's word is worth. ``identifiers``: verified points count as verified."""

    identifiers: bool = False
    external_id_required: bool = True


def message_of(
    given: Mapping[str, Any],
    channel: Channel,
    references: References,
    trust: Trust,
    *,
    at: datetime,
) -> InboundMessage:
    """The contact a validated body describes; raises :class:`~tickets.wire.fields.NotValid`.

    ``references`` are the agent, reason and disposition the body names.
    """
    kind, direction = _kind(given, channel)
    text, html = _texts(given)
    sender, flaws = _sender(given.get("customer") or {}, channel, trust)
    flaws += _flaws(given, kind, direction, text, at=at)
    if trust.external_id_required and not given.get("external_id"):
        flaws.append(Flaw("/external_id", "required"))
    if flaws:
        raise NotValid(*flaws)
    head = InboundMessage(
        channel_id=channel.id,
        external_id=given.get("external_id") or "",
        kind=kind,
        direction=direction,
        occurred_at=given["occurred_at"],
        ended_at=given.get("ended_at"),
        sender=sender,
        agent_id=references.agent_id,
    )
    return _with_content(head, given, text, html)


def _with_content(
    head: InboundMessage, given: Mapping[str, Any], text: str, html: str
) -> InboundMessage:
    """What was said, where it belongs, and how it was coded."""
    call = given.get("call") or {}
    wanted = given.get("ticket") or {}
    return replace(
        head,
        subject=given.get("subject") or "",
        text=text[:MAX_TEXT],
        html=html,
        attachments=_files(given, text),
        lines=tuple(line_of(item) for item in given.get("messages") or ()),
        thread_key=given.get("thread_key") or "",
        in_reply_to=given.get("in_reply_to") or "",
        language=head.sender.language,
        mood=given.get("mood") or "",
        flags=frozenset(given.get("flags") or ()),
        reason_key=given.get("reason") or "",
        disposition_key=given.get("disposition") or "",
        call=_call_facts(call),
        ticket_mode="number" if "number" in wanted else wanted.get("mode", "auto"),
        ticket_number=wanted.get("number"),
        detail={"call": _plain(call)} if call else {},
        metadata=given.get("metadata") or {},
    )


def line_of(given: Mapping[str, Any]) -> InboundLine:
    """One line of a transcript."""
    return InboundLine(
        role=given["author"]["role"],
        author_name=given["author"].get("name") or "",
        text=given["text"],
        sent_at=given["sent_at"],
        client_id=given.get("client_id") or given.get("external_id") or "",
    )


def _kind(given: Mapping[str, Any], channel: Channel) -> tuple[str, str]:
    kind = given.get("kind") or KIND_OF_CHANNEL.get(channel.kind, "")
    return kind, given.get("direction") or ("internal" if kind == "note" else "inbound")


def _flaws(
    given: Mapping[str, Any], kind: str, direction: str, text: str, *, at: datetime
) -> list[Flaw]:
    flaws = _flaws_of_times(given, at=at)
    if not kind:
        flaws.append(Flaw("/kind", "required"))
    elif (kind == "note") != (direction == "internal"):
        flaws.append(Flaw("/direction", "invalid"))
    if kind not in _MAY_BE_EMPTY and not _has_content(given, text):
        flaws.append(Flaw("/body", "empty_content"))
    flaws += _repeated_lines(given)
    flaws += [
        Flaw(f"/attachments/{position}", "required")
        for position, item in enumerate(given.get("attachments") or ())
        if ("token" in item) == ("data" in item)
    ]
    return flaws


def _repeated_lines(given: Mapping[str, Any]) -> list[Flaw]:
    seen: set[str] = set()
    flaws = []
    for position, line in enumerate(given.get("messages") or ()):
        name = line.get("client_id") or line.get("external_id") or ""
        if name and name in seen:
            flaws.append(Flaw(f"/messages/{position}/client_id", "invalid"))
        seen.add(name)
    return flaws


def _flaws_of_times(given: Mapping[str, Any], *, at: datetime) -> list[Flaw]:
    named = [(name, given.get(name)) for name in ("occurred_at", "ended_at")]
    named += [
        (f"messages/{position}/sent_at", line["sent_at"])
        for position, line in enumerate(given.get("messages") or ())
    ]
    flaws = []
    for name, value in named:
        if value is not None:
            try:
                plausible_time(value, at=at, field=name)
            except Invalid as error:
                flaws.append(Flaw(f"/{name}", error.code))
    ended = given.get("ended_at")
    if ended is not None and ended < given["occurred_at"]:
        flaws.append(Flaw("/ended_at", "invalid"))
    return flaws


def _texts(given: Mapping[str, Any]) -> tuple[str, str]:
    body = given.get("body") or {}
    html = body.get("html") or ""
    text = body.get("text") or ""
    return (text or rough_text(html)) if html else text, html


def _has_content(given: Mapping[str, Any], text: str) -> bool:
    return bool(
        text.strip() or given.get("subject") or given.get("messages") or given.get("attachments")
    )


def _sender(
    customer: Mapping[str, Any], channel: Channel, trust: Trust
) -> tuple[Sender, list[Flaw]]:
    points, withheld, flaws = given_points(
        customer.get("contact_points") or [],
        region=channel.default_region,
        trusted=trust.identifiers,
    )
    sender = Sender(
        name=customer.get("name") or "",
        language=customer.get("language") or "",
        points=points,
        withheld=withheld,
    )
    return sender, [
        Flaw(f"/customer/contact_points{flaw.pointer}", flaw.code, flaw.facts) for flaw in flaws
    ]


def _files(given: Mapping[str, Any], text: str) -> tuple[InboundAttachment, ...]:
    files = [
        InboundAttachment(
            upload_id=item.get("token", ""),
            filename=item.get("filename", ""),
            content_type=item.get("content_type", "application/octet-stream"),
            content=item.get("data", b""),
        )
        for item in given.get("attachments") or ()
    ]
    if len(text) > MAX_TEXT:
        # The entry shows the first part; nothing of it is lost.
        files.append(
            InboundAttachment(filename="text.txt", content_type="text/plain", content=text.encode())
        )
    return tuple(files)


def _call_facts(call: Mapping[str, Any]) -> CallFacts:
    waited = call.get("wait_seconds")
    if waited is None:
        waited = call.get("queued_seconds")
    return CallFacts(
        outcome=call.get("outcome") or "",
        wait_seconds=waited,
        talk_seconds=call.get("talk_seconds"),
    )


def _plain(call: Mapping[str, Any]) -> dict[str, Any]:
    """The call's fields as jsonb takes them."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in call.items()
        if value is not None
    }
