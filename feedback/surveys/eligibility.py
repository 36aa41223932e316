"""Whether to ask: every reason not to, in order, as a pure function of facts.

The same table is read when a resolution is found, when its question is due, and right before it
is handed over. The first reason that holds wins.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from feedback.journeys.reading import AUTOMATIC
from feedback.journeys.rows import REACHED_NOBODY
from feedback.models.surveys import Policy, Suppression

STALE_AFTER: Final = timedelta(hours=72)
INACTIVITY: Final = "inactivity"
DUPLICATE: Final = "duplicate"
MERGED: Final = "merged"
_LIVE: Final = frozenset({"call", "chat", "visit"})
_NOT_A_CONTACT: Final = AUTOMATIC | {"ack", "proactive"}


class Stage(StrEnum):
    """When the table is read."""

    DECISION = "decision"
    DISPATCH = "dispatch"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One public entry of the ticket, as far as it matters here."""

    at: datetime
    kind: str
    inbound: bool
    channel_kind: str = ""
    language: str = ""
    flags: frozenset[str] = frozenset()
    outcome: str = ""
    by_agent: bool = False

    @property
    def is_attempt(self) -> bool:
        """Whether the customer, in person, tried to reach us."""
        return self.inbound and self.kind != "event" and not self.flags & _NOT_A_CONTACT

    @property
    def reached_nobody(self) -> bool:
        """Whether the attempt ended without anybody."""
        return self.outcome in REACHED_NOBODY

    @property
    def is_conversation(self) -> bool:
        """Whether the customer and a person of ours spoke with each other."""
        if self.kind == "visit" or self.outcome == "answered":
            return True
        return self.kind in _LIVE and not self.outcome and self.by_agent

    @property
    def is_human_reply(self) -> bool:
        """Whether a person of ours spoke: a public message, or a conversation that took place."""
        if self.kind in _LIVE:
            return self.is_conversation
        return not self.inbound and not self.flags & (AUTOMATIC | {"proactive", "ack"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Who spoke on the ticket."""

    attempts: int = 0
    attempts_that_reached: int = 0
    human_replies: int = 0
    conversations: int = 0
    notices: int = 0
    begun_by_us: bool = False
    last_channel_kind: str = ""
    last_language: str = ""


def talk_of(entries: Iterable[Spoken]) -> Talk:
    """The summary of a ticket's public entries, given oldest first."""
    rows = list(entries)
    attempts = [row for row in rows if row.is_attempt]
    languages = [row.language for row in attempts if row.language]
    return Talk(
        attempts=len(attempts),
        attempts_that_reached=sum(not row.reached_nobody for row in attempts),
        human_replies=sum(row.is_human_reply for row in rows),
        conversations=sum(row.is_conversation for row in rows),
        notices=sum("proactive" in row.flags and not row.inbound for row in rows),
        begun_by_us=bool(rows) and not rows[0].inbound,
        last_channel_kind=attempts[-1].channel_kind if attempts else "",
        last_language=languages[-1] if languages else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the person was asked before; ``pending`` means on another ticket."""

    this_ticket_at: datetime | None = None
    last_at: datetime | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the reasons look at. ``why`` and ``by_hand`` come from the resolution."""

    stage: Stage
    at: datetime
    spam: bool = False
    standings: frozenset[str] = frozenset()
    why: str = ""
    merged_away: bool = False
    sensitive: bool = False
    talk: Talk = Talk()
    by_hand: str = ""
    definition_on: bool = True
    policy: str = Policy.SOFT_OPT_IN
    permissions: frozenset[str] = frozenset()
    addresses: int = 0
    working_addresses: int = 0
    history: History = History()
    quarantine: timedelta = timedelta(days=30)
    sampled: bool = True
    first_due_at: datetime | None = None

    def within_quarantine(self, moment: datetime | None) -> bool:
        """Whether a question asked then still protects from the next one."""
        return moment is not None and self.at < moment + self.quarantine


Test = Callable[[Case], bool]
RULES: Final[tuple[tuple[Suppression, Test], ...]] = (
    (Suppression.SPAM, lambda case: case.spam),
    (Suppression.INTERNAL_OR_TEST, lambda case: bool(case.standings & {"staff", "test"})),
    (Suppression.DUPLICATE, lambda case: case.why == DUPLICATE),
    (Suppression.MERGED_CHILD, lambda case: case.why == MERGED or case.merged_away),
    (Suppression.BLOCKED_REASON, lambda case: case.sensitive),
    (
        Suppression.PROACTIVE_ONLY,
        lambda case: (
            case.talk.notices > 0 and case.talk.attempts == 0 and case.talk.human_replies == 0
        ),
    ),
    (
        Suppression.AGENT_INITIATED,
        lambda case: (
            case.talk.begun_by_us and case.talk.attempts == 0 and case.talk.conversations == 0
        ),
    ),
    (
        Suppression.NEVER_REACHED_AGENT,
        lambda case: (
            case.talk.attempts > 0
            and case.talk.attempts_that_reached == 0
            and case.talk.human_replies == 0
        ),
    ),
    (Suppression.NO_HUMAN_REPLY, lambda case: case.talk.human_replies == 0),
    (Suppression.AUTO_CLOSED, lambda case: case.why == INACTIVITY),
    (Suppression.MANUAL, lambda case: bool(case.by_hand)),
    (Suppression.DEFINITION_OFF, lambda case: not case.definition_on),
    (Suppression.OPTED_OUT, lambda case: "denied" in case.permissions),
    (
        Suppression.NO_PERMISSION,
        lambda case: (
            case.policy == Policy.IN_SESSION_ONLY
            or (case.policy == Policy.EXPLICIT_OPT_IN and "allowed" not in case.permissions)
        ),
    ),
    (Suppression.NO_DELIVERABLE_ADDRESS, lambda case: case.addresses == 0),
    (Suppression.ADDRESS_BOUNCED, lambda case: case.working_addresses == 0),
    (
        Suppression.ALREADY_ASKED_THIS_TICKET,
        lambda case: case.within_quarantine(case.history.this_ticket_at),
    ),
    (Suppression.ANOTHER_PENDING, lambda case: case.history.pending),
    (Suppression.QUARANTINE_PERSON, lambda case: case.within_quarantine(case.history.last_at)),
    (
        Suppression.NOT_SAMPLED,
        lambda case: case.stage is Stage.DECISION and not case.sampled,
    ),
    (
        Suppression.STALE,
        lambda case: (
            case.stage is Stage.DISPATCH
            and case.first_due_at is not None
            and case.at > case.first_due_at + STALE_AFTER
        ),
    ),
)
"""Reasons that need data the product does not have yet are absent; the order is the law's."""


def first_reason(case: Case) -> Suppression | None:
    """The first reason not to ask, or ``None``."""
    return next((reason for reason, holds in RULES if holds(case)), None)
