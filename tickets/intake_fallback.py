"""What happens to a contact that could not be processed: its bytes are kept for another try.

The transport registers a keeper at start; without one nothing is kept and the failure shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tickets.contracts import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBody:
    """A validated request body as it arrived, with what its meaning depended on."""

    channel_id: str
    external_id: str
    body: bytes
    received_at: datetime
    writer: Actor
    trust_identifiers: bool


Keeper = Callable[[KeptBody], str]
"""Stores the body once per channel and external id, and returns the id of the stored copy."""

_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Names who keeps bodies; the last one registered does."""
    _keepers[:] = [keeper]


def can_keep() -> bool:
    """Whether anybody keeps bodies."""
    return bool(_keepers)


def keep(body: KeptBody) -> str | None:
    """The id of the stored copy, or ``None`` where nobody keeps bodies."""
    return _keepers[0](body) if _keepers else None
