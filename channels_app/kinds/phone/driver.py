"""Telephony as a channel kind: each kept request is one event of a call."""

from datetime import datetime

from channels_app.driver import NoWayOut, Parsed
from channels_app.kinds.phone import body, dialects, recording
from channels_app.kinds.phone.answers import CARRY_ON, Answer, Decision, render
from channels_app.kinds.phone.deciding import decide
from channels_app.kinds.phone.dialects import NotUnderstood, Request
from channels_app.models import InboundPayload
from tickets.models import Channel


class PhoneDriver:
    """Reads what exchanges send to the CTI address; calls are not sent from here."""

    kind = "phone"

    def parse(self, payload: InboundPayload, *, at: datetime) -> Parsed:
        """Records the event in the request; a call's entry is corrected with each of its events.

        So the messages are received here, under the lock of the call, and none are handed on.
        """
        channel = payload.channel
        if channel is None:
            return Parsed.quarantine("no_channel")
        found = request_in(bytes(payload.body), channel)
        if isinstance(found, NotUnderstood):
            verdict = Parsed.ignore if found.harmless else Parsed.quarantine
            return verdict(found.reason)
        recording.record(found.reported, channel, at=payload.received_at, payload=payload)
        return Parsed.accept()

    def session(self, channel: Channel, *, at: datetime) -> NoWayOut:
        """Telephony carries no written messages."""
        return NoWayOut(channel)


def request_in(raw: bytes, channel: Channel) -> Request | NotUnderstood:
    """The event in a request's body, in the dialect the channel is set to or the body speaks."""
    dialect = channel.settings.get("dialect")
    return dialects.read(body.fields_of(raw), dialect=dialect if isinstance(dialect, str) else "")


def answer_to(
    found: Request | NotUnderstood, channel: Channel, *, url: str, at: datetime
) -> Answer:
    """What the exchange gets in return, whether or not its request could be recorded."""
    decision: Decision = CARRY_ON
    if isinstance(found, Request):
        reported = found.reported
        decision = decide(reported, channel, direction=reported.direction, at=at)
    return render(decision, dialect=found.dialect, url=url)
