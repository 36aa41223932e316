"""What an exchange says about a call, one event at a time, in the words of the house."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

RANK: Final = {
    "ringing": 0,
    "queued": 1,
    "answered": 2,
    "held": 3,
    "resumed": 4,
    "transferred": 5,
    "ended": 6,
}
LOST: Final = "lost"
"""The cause of the end that we write ourselves when the exchange never told us one."""

VOICEMAIL: Final = "voicemail"
_Q850: Final = {
    "1": "notFound",
    "16": "normalClearing",
    "17": "busy",
    "18": "noAnswer",
    "19": "noAnswer",
    "21": "rejected",
    "26": "forwarded",
    "34": "congestion",
}
_NO_SEQUENCE: Final = -math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneEvent:
    """One event. ``discriminator`` is its sequence or time as stated, empty where neither was.

    ``at`` is the stated time, else that of first arrival. ``agent_id`` is the agent it was
    matched to, ``agent_name`` what the exchange called them. ``rejected`` says that our answer
    turned the caller away. Empty text means that the event does not say.
    """

    call_id: str
    event: str
    at: datetime
    discriminator: str = ""
    sequence: int | None = None
    root_call_id: str = ""
    direction: str = ""
    from_number: str = ""
    to_number: str = ""
    queue: str = ""
    agent_id: str = ""
    agent_name: str = ""
    caller_name: str = ""
    cause: str = ""
    queued_seconds: int | None = None
    ring_seconds: int | None = None
    rejected: bool = False

    @property
    def reaches_voicemail(self) -> bool:
        """Whether the box itself "answered"."""
        if self.cause == VOICEMAIL:
            return True
        return self.event == "answered" and VOICEMAIL in {
            self.agent_name.casefold(),
            self.queue.casefold(),
        }


def cause_of(text: str) -> str:
    """The cause in our words; Q.850 numbers are translated and unknown words kept."""
    return _Q850.get(text, text)


def in_order(events: Iterable[PhoneEvent]) -> list[PhoneEvent]:
    """The events of one leg as they happened, whatever order they arrived in.

    By sequence where every event has one, else by time; then by what can only come first.
    """
    known = set(events)
    numbered = all(event.sequence is not None for event in known)

    def key(event: PhoneEvent) -> tuple[float, datetime, int, float, str, str]:
        number = _NO_SEQUENCE if event.sequence is None else event.sequence
        first = number if numbered else 0
        return (first, event.at, RANK[event.event], number, event.discriminator, repr(event))

    return sorted(known, key=key)
