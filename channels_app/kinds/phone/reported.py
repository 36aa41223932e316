"""One event as an exchange reported it, before anything of ours is looked up."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

MAX_ID: Final = 190


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a request says. Numbers are as written; ``agents`` are all names given for the agent,
    best first; ``stated_at`` is the exchange's own time, if it tells one."""

    call_id: str
    event: str
    root_call_id: str = ""
    sequence: int | None = None
    stated_at: datetime | None = None
    direction: str = ""
    from_number: str = ""
    to_number: str = ""
    queue: str = ""
    agents: tuple[str, ...] = ()
    caller_name: str = ""
    cause: str = ""
    queued_seconds: int | None = None
    ring_seconds: int | None = None

    def happened_at(self, received_at: datetime) -> datetime:
        """When it happened: the stated time, but not after it arrived; else when it arrived."""
        return min(self.stated_at.astimezone(UTC), received_at) if self.stated_at else received_at

    @property
    def discriminator(self) -> str:
        """What tells this event from another of its kind in the same call."""
        if self.sequence is not None:
            return str(self.sequence)
        return self.stated_at.astimezone(UTC).isoformat() if self.stated_at else ""


def call_key(text: str) -> str:
    """A call id that fits the table; longer ones are known by their hash."""
    return text if len(text) <= MAX_ID else sha256(text.encode()).hexdigest()
