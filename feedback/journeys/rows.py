"""Plain facts journeys are computed from, and plain results: frozen, no database behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from feedback.codes import EntryClass, Origin, OverrideKind

REACHED_NOBODY: Final = frozenset(
    {"abandoned", "missed", "busy", "blocked", "rejected", "failed", "no_answer"}
)
"""Outcomes of a call or chat in which the customer did not get through to anybody."""


class Direction(StrEnum):
    """Who an entry comes from and goes to."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One interaction as the rules see it; ``at`` is when the customer (or we) acted.

    ``ticket`` is the ticket it arrived on, not one that ticket was merged into later, and
    ``thread_ticket`` the resolved ticket in whose thread the customer answered when that opened
    a new one. ``message_key`` is the sender's own name for the message (Message-ID, provider
    id): the same key twice is the same message. ``reason`` is what was coded for this contact,
    not the ticket's. ``redirects_to`` and ``offers`` name the kind of channel an entry of ours
    sent the customer to, or offered them.
    """

    id: str
    customer: str
    at: datetime
    kind: str
    channel_kind: str
    direction: Direction
    ended_at: datetime | None = None
    ticket: str | None = None
    thread_ticket: str | None = None
    reason: str | None = None
    queue: str | None = None
    agent: str | None = None
    flags: frozenset[str] = frozenset()
    outcome: str | None = None
    wait_seconds: int | None = None
    customer_messages: int | None = None
    duplicate_of: str | None = None
    message_key: str | None = None
    in_reply_to: str | None = None
    ack_certainty: float | None = None
    reopened_ticket: bool = False
    redirects_to: str | None = None
    offers: str | None = None

    @property
    def end(self) -> datetime:
        """When it was over; a written message is over at once."""
        return self.at if self.ended_at is None else max(self.at, self.ended_at)

    @property
    def order(self) -> tuple[datetime, str]:
        """The place in a customer's history; ids decide between equal times."""
        return (self.at, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """A ticket entering ``status``. ``asked``: an agent put the question and waits for an answer.

    ``queue``, ``agent`` and ``channel_kind`` are as they were at that moment.
    """

    at: datetime
    status: str
    asked: bool = False
    queue: str | None = None
    agent: str | None = None
    channel_kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLife:
    """One ticket: its statuses in time order and, if it was merged away, where to and when."""

    id: str
    customer: str
    reason: str | None = None
    queue: str | None = None
    changes: tuple[StatusChange, ...] = ()
    merged_into: str | None = None
    merged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What an agent decided about ``entry``; ``other`` is the entry it was compared with.

    ``fold`` without ``other`` folds into the customer's newest earlier turn on the ticket;
    ``different_issue`` without ``other`` separates from everything before.
    """

    kind: OverrideKind
    entry: str
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All facts of one customer cluster; entries in any order, every named ticket present."""

    entries: tuple[Entry, ...] = ()
    tickets: tuple[TicketLife, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A message of ours that a customer's turn answers."""

    at: datetime
    channel_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The customer's turn: a contact, or (``solicited``) the answer to our question.

    It has the time, channel and reason of its first entry, whose id it carries; ``end`` and
    ``messages`` (times) cover the entries folded into it. ``reason`` is the effective one.
    """

    id: str
    solicited: bool
    customer: str
    at: datetime
    end: datetime
    kind: str
    channel_kind: str
    ticket: str | None
    thread_ticket: str | None
    reason: str | None
    queue: str | None
    agent: str | None
    outcome: str | None
    origin: Origin
    answers: Question | None
    entries: tuple[str, ...]
    messages: tuple[datetime, ...]

    @property
    def order(self) -> tuple[datetime, str]:
        """The place in a customer's history; ids decide between equal times."""
        return (self.at, self.id)

    @property
    def reached_nobody(self) -> bool:
        """Whether the customer tried and did not get through."""
        return self.outcome in REACHED_NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an entry counts as; ``turn`` is the turn it begins or was folded into."""

    entry_class: EntryClass
    turn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """Every entry judged, and the customer's turns in ``(at, id)`` order."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()

    @property
    def contacts(self) -> tuple[Turn, ...]:
        """The turns that are contacts."""
        return tuple(turn for turn in self.turns if not turn.solicited)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Time between two instants; an overlap counts as none."""
    return max(end - start, timedelta(0))
