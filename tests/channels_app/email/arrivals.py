"""Mails that arrive, and replies of ours that have left, for tests to act on."""

from typing import Any

from channels_app import ingest
from channels_app.kinds.email import mailroom, thread_keys
from channels_app.models import InboundPayload, PayloadState
from tests.channels_app.email.mails import mail
from tests.support.world import NOW, an_agent, later, received, ticket_of
from tickets import outbox, replies
from tickets.contracts import Actor
from tickets.models import Channel, Delivery, Ticket
from tickets.replies import ReplyText

AFTER_UNDO = later(seconds=14)
BORDER = "mx.desk.example"
PASSED = f"{BORDER}; dmarc=pass header.from="


def arrive(raw: bytes, channel: Channel | None, key: str = "", **envelope: Any) -> InboundPayload:
    """Keeps and processes one mail as a poller and a worker would."""
    kept = ingest.keep(
        ingest.Raw(
            kind="email",
            dedupe_key=key or mailroom.dedupe_key(raw),
            body=raw,
            channel=channel,
            envelope=envelope,
        ),
        at=NOW,
    )
    ingest.process(kept.payload.id, at=NOW)
    kept.payload.refresh_from_db()
    assert kept.payload.state != PayloadState.FAILED, kept.payload.error
    return kept.payload


def outcome(payload: InboundPayload) -> tuple[str, str]:
    return payload.state, payload.reason


def sent_reply(channel: Channel, address: str = "jana@example.cz") -> tuple[Delivery, Ticket]:
    """A reply of ours that has left."""
    ticket = ticket_of(received(channel, address))
    by = Actor.agent(an_agent().id)
    written = replies.reply(ticket.id, ReplyText(text="Už jede."), at=NOW, by=by)
    assert written.delivery is not None
    (claimed,) = outbox.claim(at=AFTER_UNDO)
    assert outbox.hand_over(claimed, at=AFTER_UNDO)
    named = thread_keys.message_id(claimed.id, keys=mailroom.reply_keys(), domain="desk.example")
    assert outbox.mark_sent(claimed, at=AFTER_UNDO, external_id=named)
    claimed.refresh_from_db()
    return claimed, ticket


def answer(delivery: Delivery, **headers: Any) -> bytes:
    """A mail that answers a delivery of ours."""
    fields = {"message_id": "<answer@example.cz>", "subject": "Re: x", **headers}
    return mail(**{"in_reply_to": f"<{delivery.external_id}>", **fields})
