"""What a channel kind must offer. It decides nothing about customers or tickets."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from channels_app.models import InboundPayload
from tickets.contracts import InboundMessage, OutboundMessage
from tickets.errors import Refusal
from tickets.models import Channel

Verdict = Literal["accept", "ignored", "quarantined"]


class DeliveryFailed(Refusal):
    """A message was definitely not accepted. ``permanent`` says that trying again is useless."""

    code = "delivery_failed"

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class DeliveryUnclear(Refusal):
    """The connection broke after the bytes had left: it may or may not have been accepted."""

    code = "delivery_unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a driver understood of a payload: messages to receive, or why there are none."""

    verdict: Verdict
    reason: str = ""
    messages: tuple[InboundMessage, ...] = ()

    @classmethod
    def accept(cls, *messages: InboundMessage) -> "Parsed":
        """Messages that :func:`tickets.intake.receive` takes."""
        return cls(verdict="accept", messages=messages)

    @classmethod
    def ignore(cls, reason: str) -> "Parsed":
        """Nothing for us: kept, set aside, never shown as a contact."""
        return cls(verdict="ignored", reason=reason)

    @classmethod
    def quarantine(cls, reason: str) -> "Parsed":
        """Suspicious or unreadable: a person decides."""
        return cls(verdict="quarantined", reason=reason)


class Session(Protocol):
    """An open way out, for as many messages as are due."""

    def send(self, message: OutboundMessage) -> str:
        """Hands one message over and returns its id outside.

        Raises :class:`DeliveryFailed` or :class:`DeliveryUnclear`.
        """


class Driver(Protocol):
    """One channel kind."""

    kind: str

    def parse(self, payload: InboundPayload, *, at: datetime) -> Parsed:
        """Reads a raw payload. Junk gives a reason; an exception means *our* fault."""

    def session(self, channel: Channel, *, at: datetime) -> AbstractContextManager[Session]:
        """Opens the way out; entering it raises :class:`DeliveryFailed` if there is none."""


class NoWayOut(AbstractContextManager[Session]):
    """The session of a kind that cannot send: entering it raises :class:`DeliveryFailed`."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def __enter__(self) -> Session:
        raise DeliveryFailed(f"{self.channel.kind} cannot send", permanent=True)

    def __exit__(self, *_: object) -> None:
        """Nothing was opened."""
