"""Exactly one decision for every resolution: ask later, or do not ask and say why.

Resolutions without a row are found by query; the unique constraint on (ticket, resolution)
settles races. ``DecisionMark`` only saves looking at old resolutions again.
"""

import logging
import random
from datetime import datetime
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from feedback.models.surveys import (
    Cancellation,
    DecisionMark,
    Invitation,
    InvitationState,
    Suppression,
    SurveyDefinition,
)
from feedback.surveys import definitions, people, states, withdrawal
from feedback.surveys.eligibility import Stage, first_reason
from feedback.surveys.facts import Asked, Facts, gather, suppressed_by_hand
from feedback.surveys.timing import next_open, zone_of
from tickets.contracts import SYSTEM
from tickets.models import EventKind, Ticket, TicketEvent

BATCH: Final = 500
_log = logging.getLogger(__name__)


def decide(at: datetime) -> int:
    """Writes the missing decisions; returns how many."""
    horizon = _oldest_running_transaction()
    mark, _ = DecisionMark.objects.get_or_create(id=1)
    seen = mark.seen_tx if mark.seen_tx <= horizon else 0
    found = list(_undecided().filter(tx__gte=seen).order_by("tx", "seq")[:BATCH])
    written = [_decide_safely(event, at=at) for event in found]
    if len(found) < BATCH and None not in written:
        DecisionMark.objects.filter(id=1).update(seen_tx=horizon)
    return sum(filter(None, written))


def _decide_safely(resolution: TicketEvent, *, at: datetime) -> bool | None:
    """Whether a row was written; ``None`` if it failed: the next run finds it again."""
    try:
        return decide_one(resolution, at=at) is not None
    except Exception as error:  # noqa: BLE001  # one resolution must not stop the others
        _log.warning("survey_decision_failed", extra={"error": type(error).__name__})
        return None


def decide_one(resolution: TicketEvent, *, at: datetime) -> Invitation | None:
    """The decision about one resolution; ``None`` if somebody else has written it."""
    try:
        with transaction.atomic():
            ticket = _ticket(resolution)
            people.lock(ticket.customer)
            withdrawal.withdraw_overtaken(ticket.customer, at=at)
            if _is_decided(resolution):
                return None
            return states.begin(_decision(resolution, ticket, at=at), at=at, by=SYSTEM)
    except IntegrityError:
        if _is_decided(resolution):
            return None
        raise


def _decision(resolution: TicketEvent, ticket: Ticket, *, at: datetime) -> Invitation:
    definition = definitions.fitting(queue_id=resolution.queue_id, at=at)
    row = _row(resolution, ticket, definition, at=at)
    if withdrawal.is_undone(ticket, row.resolution_seq):
        row.state, row.reason = InvitationState.CANCELLED, Cancellation.REOPENED
        return row
    asked = Asked(
        resolution=resolution,
        ticket=ticket,
        definition=definition,
        definition_on=definition is not None,
        sampled=row.sampling_seed < row.sampling_rate,
    )
    facts = gather(asked, stage=Stage.DECISION, at=at)
    row.channel_kind = facts.case.talk.last_channel_kind or resolution.channel_kind
    row.language = people.language_for(ticket, facts.case.talk.last_language)
    reason = first_reason(facts.case)
    if reason is not None or definition is None:
        row.state, row.reason = InvitationState.SUPPRESSED, reason or Suppression.DEFINITION_OFF
        if reason == Suppression.MANUAL:
            row.reason_detail = suppressed_by_hand(resolution.data)
        return row
    return _scheduled(row, definition, facts)


def _scheduled(row: Invitation, definition: SurveyDefinition, facts: Facts) -> Invitation:
    wait = definitions.delays_of(definition).after(row.channel_kind)
    row.state = InvitationState.SCHEDULED
    row.contact_point = facts.address
    row.due_at = row.first_due_at = next_open(
        row.resolved_at + wait, definitions.window_of(definition), zone_of(row.timezone)
    )
    return row


def _row(
    resolution: TicketEvent, ticket: Ticket, definition: SurveyDefinition | None, *, at: datetime
) -> Invitation:
    """The unsaved decision with what is remembered of the resolution."""
    rate = definition.sampling_rate if definition is not None else 1.0
    assert resolution.resolution_seq is not None
    return Invitation(
        ticket=ticket,
        resolution=resolution,
        resolution_seq=resolution.resolution_seq,
        definition=definition,
        customer=ticket.customer,
        decided_at=at,
        resolved_at=resolution.occurred_at,
        timezone=people.zone_name_for(ticket),
        sampling_seed=random.random(),  # noqa: S311  # a draw, not a secret
        sampling_rate=rate,
        weight=1 / rate,
        agent_id=resolution.agent_id,
        queue_id=resolution.queue_id,
        channel_kind=resolution.channel_kind,
        contact_reason_id=resolution.reason_id,
    )


def _ticket(resolution: TicketEvent) -> Ticket:
    return Ticket.objects.select_related(
        "queue", "reason", "customer", "customer__merged_into"
    ).get(events=resolution)


def _undecided() -> "QuerySet[TicketEvent]":
    decided = Invitation.objects.filter(
        ticket=OuterRef("ticket"), resolution_seq=OuterRef("resolution_seq")
    )
    return (
        TicketEvent.objects.filter(kind=EventKind.RESOLVED)
        .exclude(ticket=None)
        .filter(~Exists(decided))
        .select_related("reason")
    )


def _is_decided(resolution: TicketEvent) -> bool:
    return not _undecided().filter(id=resolution.id).exists()


def _oldest_running_transaction() -> int:
    """Every transaction below this number is over, so that its rows can be seen by now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
