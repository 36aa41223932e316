"""Reads a kept body exactly as the request would have."""

from contextlib import AbstractContextManager
from datetime import datetime

from channels_app.driver import NoWayOut, Parsed, Session
from channels_app.models import InboundPayload
from tickets.models import Channel
from tickets.wire.contact import BODY, Trust, message_of
from tickets.wire.document import Malformed, parse
from tickets.wire.flaws import NotValid
from tickets.wire.references import named_in


class GenericDriver:
    """In: JSON bodies. Out: nothing leaves by itself; feeders fetch what is theirs."""

    kind = "api"

    def parse(self, payload: InboundPayload, *, at: datetime) -> Parsed:
        """The contact of a kept body, judged by what was true when it arrived.

        A body that cannot be used any more (its agent or reason is gone) is quarantined.
        """
        if payload.channel is None:
            return Parsed.quarantine("no_channel")
        trust = Trust(identifiers=bool(payload.envelope.get("trust_identifiers")))
        try:
            given = BODY.document(parse(bytes(payload.body)))
            message = message_of(
                given, payload.channel, named_in(given), trust, at=payload.received_at
            )
        except (Malformed, NotValid) as refusal:
            return Parsed.quarantine(_why(refusal))
        return Parsed.accept(message)

    def session(self, channel: Channel, *, at: datetime) -> AbstractContextManager[Session]:
        """There is no way out."""
        return NoWayOut(channel)


def _why(refusal: Malformed | NotValid) -> str:
    """The refusal's code and the first place it names."""
    flaws = refusal.facts.get("flaws") or ()
    return f"{refusal.code}:{flaws[0].pointer}:{flaws[0].code}" if flaws else refusal.code
