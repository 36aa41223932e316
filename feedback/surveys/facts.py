"""What the rules of asking look at, read from the tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from feedback.models.surveys import Invitation, SurveyDefinition
from feedback.surveys import people
from feedback.surveys.eligibility import Case, History, Spoken, Stage, Talk, talk_of
from tickets.models import (
    ContactPoint,
    Customer,
    Direction,
    Interaction,
    Message,
    MessageRole,
    Ticket,
    TicketEvent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A case and what is needed to act on it."""

    case: Case
    address: ContactPoint | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One resolution in question; ``invitation`` is set once it has its row."""

    resolution: TicketEvent
    ticket: Ticket
    definition: SurveyDefinition | None
    definition_on: bool
    invitation: Invitation | None = None
    sampled: bool = True


def gather(asked: Asked, *, stage: Stage, at: datetime) -> Facts:
    """The facts of this moment; read them under :func:`people.lock` where they decide."""
    ticket = asked.ticket
    talk, used = _talk(ticket)
    points = people.addresses_of(ticket.customer)
    standings, permissions = _cluster(ticket.customer)
    data = asked.resolution.data
    reasons = (ticket.reason, asked.resolution.reason)
    definition = asked.definition
    case = Case(
        stage=stage,
        at=at,
        spam=ticket.spam,
        standings=standings,
        why=_why(asked.resolution),
        merged_away=ticket.merged_into_id is not None,
        sensitive=any(reason is not None and reason.is_sensitive for reason in reasons),
        talk=talk,
        by_hand=suppressed_by_hand(data),
        definition_on=asked.definition_on,
        policy=definition.policy if definition else "",
        permissions=permissions,
        addresses=len(points),
        working_addresses=sum(point.is_reachable() for point in points),
        sampled=asked.sampled,
        first_due_at=asked.invitation.first_due_at if asked.invitation else None,
        history=_history(asked, at),
        quarantine=definition.quarantine if definition else timedelta(0),
    )
    return Facts(case=case, address=people.best_address(points, used))


def suppressed_by_hand(data: dict[str, Any]) -> str:
    """The reason an agent chose when resolving, kept as ``{"survey": {"suppress": reason}}``."""
    wish = data.get("survey")
    reason = wish.get("suppress") if isinstance(wish, dict) else None
    return str(reason)[:60] if reason else ""


def _why(resolution: TicketEvent) -> str:
    data = resolution.data
    return str(data.get("why") or data.get("disposition") or "")


def _talk(ticket: Ticket) -> tuple[Talk, tuple[str, ...]]:
    """Who spoke, and the points the customer used, newest first."""
    agent_lines = Message.objects.filter(interaction=OuterRef("pk"), role=MessageRole.AGENT)
    rows = list(
        Interaction.objects.of_ticket(ticket.id)
        .public()
        .filter(spam=False)
        .annotate(agent_wrote=Exists(agent_lines))
        .only(
            "occurred_at",
            "kind",
            "direction",
            "channel_kind",
            "language",
            "flags",
            "outcome",
            "agent_id",
            "contact_point_id",
        )
        .order_by("occurred_at", "id")
    )
    spoken = [_spoken(row) for row in rows]
    used = [row.contact_point_id for row in rows if row.direction == Direction.INBOUND]
    return talk_of(spoken), tuple(point for point in reversed(used) if point)


def _spoken(row: Interaction) -> Spoken:
    return Spoken(
        at=row.occurred_at,
        kind=row.kind,
        inbound=row.direction == Direction.INBOUND,
        channel_kind=row.channel_kind,
        language=row.language,
        flags=frozenset(row.flags),
        outcome=row.outcome,
        by_agent=row.agent_id is not None or bool(getattr(row, "agent_wrote", False)),
    )


def _cluster(customer: Customer) -> tuple[frozenset[str], frozenset[str]]:
    """What the person is, and what they allowed, under every merged identity."""
    rows = list(
        Customer.objects.cluster_of(customer.head_id).values_list("standing", "survey_permission")
    )
    return frozenset(row[0] for row in rows), frozenset(row[1] for row in rows)


def _history(asked: Asked, at: datetime) -> History:
    """What the person was asked before, and when, not counting this very invitation."""
    rows = Invitation.objects.of_cluster(asked.ticket.customer.head_id)
    if asked.invitation is not None:
        rows = rows.exclude(id=asked.invitation.id)
    times = rows.aggregate(this=Max("sent_at", filter=Q(ticket=asked.ticket)), last=Max("sent_at"))
    pending = rows.exclude(ticket=asked.ticket).still_pending(at)
    if asked.invitation is not None:
        pending = pending.that_come_before(asked.invitation)
    return History(this_ticket_at=times["this"], last_at=times["last"], pending=pending.exists())
