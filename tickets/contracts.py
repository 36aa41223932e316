"""Frozen values that cross borders; models never do.

Times are aware datetimes. Text is already cleaned (no NUL, no lone surrogates, NFC) by whoever
builds these values at the door; ``tickets.cleaning`` does it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

ActorName = Literal["agent", "customer", "system", "key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something. ``id`` is the agent's, customer's or key's public id."""

    kind: ActorName
    id: str = ""

    @classmethod
    def agent(cls, agent_id: str) -> "Actor":
        """An agent acting in person."""
        return cls(kind="agent", id=agent_id)

    @property
    def agent_id(self) -> str | None:
        """The agent's id when an agent acts, else ``None``."""
        return self.id if self.kind == "agent" else None


SYSTEM: Final = Actor(kind="system")
CUSTOMER: Final = Actor(kind="customer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What an API request may do: the key's or the signed-in agent's rights.

    ``queue_ids`` ``None`` means every queue; ``channel_id`` ``None`` means no channel binding.
    ``read_only_queue_ids`` are those of them whose tickets the caller may read, not change.
    """

    actor: Actor
    scopes: frozenset[str]
    channel_id: str | None = None
    queue_ids: frozenset[str] | None = None
    read_only_queue_ids: frozenset[str] = frozenset()
    trust_identifiers: bool = False

    def has(self, scope: str) -> bool:
        """Whether the scope, or ``admin``, was granted."""
        return scope in self.scopes or "admin" in self.scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPoint:
    """A contact point as it arrived. ``verified`` says the door has proof, not a claim."""

    kind: str
    value: str
    namespace: str = ""
    verification: str = "claimed"
    source: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who wrote or called: a name and the points that came with the contact."""

    name: str = ""
    points: tuple[GivenPoint, ...] = ()
    language: str = ""
    customer_id: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundAttachment:
    """A file that came with a contact: its bytes, or the id of an earlier upload."""

    filename: str = ""
    content_type: str = "application/octet-stream"
    content: bytes = b""
    content_id: str = ""
    inline: bool = False
    upload_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundLine:
    """One line of a transcript. ``role`` is customer, agent, bot or system."""

    role: str
    text: str
    sent_at: datetime
    author_name: str = ""
    client_id: str = ""


TicketMode = Literal["auto", "none", "new", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEvidence:
    """What ties a contact to a ticket, weighed by the channel.

    ``proven`` ids come from our own signature and may be used by anyone; ``claimed`` ones only
    by somebody who already takes part in the ticket. ``numbers`` are ticket numbers.
    """

    proven_delivery_ids: tuple[str, ...] = ()
    proven_numbers: tuple[int, ...] = ()
    claimed_external_ids: tuple[str, ...] = ()
    claimed_numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What telephony says of a call; seconds."""

    outcome: str = ""
    wait_seconds: int | None = None
    talk_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One contact, or one entry somebody else recorded, ready for :func:`tickets.intake.receive`.

    ``occurred_at`` is when it happened and ``external_id`` its name in the channel, under which
    the same message is recognised when it comes again.
    """

    channel_id: str
    external_id: str
    kind: str
    direction: str
    occurred_at: datetime
    sender: Sender
    ended_at: datetime | None = None
    recipients: tuple[str, ...] = ()
    participants: tuple[Mapping[str, str], ...] = ()
    subject: str = ""
    text: str = ""
    full_text: str = ""
    html: str = ""
    attachments: tuple[InboundAttachment, ...] = ()
    lines: tuple[InboundLine, ...] = ()
    thread_key: str = ""
    in_reply_to: str = ""
    threads: ThreadEvidence = ThreadEvidence()
    language: str = ""
    mood: str = ""
    flags: frozenset[str] = frozenset()
    reason_key: str = ""
    disposition_key: str = ""
    agent_id: str | None = None
    queue_id: str | None = None
    call: CallFacts = CallFacts()
    ticket_mode: TicketMode = "auto"
    ticket_number: int | None = None
    imported: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A customer a contact might belong to, and why; only a person decides."""

    customer_id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a received message. ``repeated`` says that it was known already."""

    interaction_id: str
    seq: int
    customer_id: str
    contact_point_id: str | None
    ticket_id: str | None
    ticket_number: int | None
    ticket_created: bool
    matched_by: str
    match_method: str
    match_verification: str
    candidates: tuple[Candidate, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundAttachment:
    """A file that leaves with a message."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundMessage:
    """One claimed delivery, with everything a driver needs to hand it over.

    ``attempt`` is the fence: results are only taken for the attempt that was claimed.
    ``reference_ids`` are the Message-IDs of the conversation, oldest first.
    """

    delivery_id: str
    attempt: int
    channel_id: str
    channel_kind: str
    purpose: str
    at_most_once: bool
    to_kind: str
    to_value: str
    to_name: str = ""
    ticket_number: int | None = None
    subject: str = ""
    text: str = ""
    html: str = ""
    cc: tuple[str, ...] = ()
    in_reply_to: str = ""
    reference_ids: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[OutboundAttachment, ...] = ()
    thread_key: str = ""
