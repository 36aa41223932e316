"""From due to asked: the question leaves through the one outbox, at most once.

The state of an invitation follows its Delivery: :func:`guard` has the last word before hand-over,
:func:`follow` hears of every result in the same transaction.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from feedback.models.surveys import (
    Cancellation,
    Invitation,
    InvitationState,
    Suppression,
    TokenKind,
)
from feedback.surveys import definitions, mail, people, states, tokens, withdrawal
from feedback.surveys.eligibility import Stage, first_reason
from feedback.surveys.facts import Asked, Facts, gather
from feedback.surveys.timing import next_open, zone_of
from tickets import outbox, replies
from tickets.contracts import SYSTEM
from tickets.models import Channel, ContactPoint, Delivery, DeliveryState, Purpose

BATCH: Final = 500
RETRIES: Final = (timedelta(minutes=10), timedelta(minutes=40), timedelta(hours=2))
POISONED: Final = timedelta(hours=1)
_RELATED: Final = (
    "ticket__queue",
    "ticket__reason",
    "ticket__customer__merged_into",
    "customer",
    "definition",
    "resolution__reason",
)
_log = logging.getLogger(__name__)


def dispatch(at: datetime) -> int:
    """Deals with every question that is due; returns how many are on their way."""
    due = Invitation.objects.due(at).order_by("due_at", "id")
    return sum(_dispatch_safely(row, at=at) for row in due.values_list("id", flat=True)[:BATCH])


def _dispatch_safely(invitation_id: str, *, at: datetime) -> bool:
    try:
        return dispatch_one(invitation_id, at=at)
    except Exception as error:  # noqa: BLE001  # one question must not stop the others
        _log.warning("survey_dispatch_failed", extra={"error": type(error).__name__})
        Invitation.objects.due(at).filter(id=invitation_id).update(due_at=at + POISONED)
        return False


def dispatch_one(invitation_id: str, *, at: datetime) -> bool:
    """Asks every rule again and puts the question into the outbox; whether it is on its way.

    Somebody else at the same row means that there is nothing to do.
    """
    with transaction.atomic():
        people.lock(Invitation.objects.select_related("customer").get(id=invitation_id).customer)
        row = (
            Invitation.objects.due(at)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related(*_RELATED)
            .filter(id=invitation_id)
            .first()
        )
        return row is not None and _ask_or_not(row, at=at)


def _ask_or_not(row: Invitation, *, at: datetime) -> bool:
    assert row.definition is not None
    cause = withdrawal.cause_before_sending(row)
    if cause is not None:
        states.move(row, InvitationState.CANCELLED, at=at, by=SYSTEM, reason=cause)
        return False
    facts = _facts(row, Stage.DISPATCH, at)
    reason = first_reason(facts.case)
    if reason is not None:
        states.move(row, InvitationState.SUPPRESSED, at=at, by=SYSTEM, reason=reason)
        return False
    opens = next_open(at, definitions.window_of(row.definition), zone_of(row.timezone))
    if opens > at:
        _wait(row, until=opens, at=at, reason="outside_window")
        return False
    try:
        channel = replies.sending_channel(row.ticket)
    except replies.NoChannel:
        _wait(row, until=at + RETRIES[0], at=at, reason="no_channel")
        return False
    assert facts.address is not None
    _send(row, facts.address, channel, at=at)
    return True


def _facts(row: Invitation, stage: Stage, at: datetime) -> Facts:
    asked = Asked(
        resolution=row.resolution,
        ticket=row.ticket,
        definition=row.definition,
        definition_on=True,
        invitation=row,
    )
    return gather(asked, stage=stage, at=at)


def _wait(row: Invitation, *, until: datetime, at: datetime, reason: str) -> None:
    states.move(row, InvitationState.SCHEDULED, at=at, by=SYSTEM, reason=reason, due_at=until)


def _send(row: Invitation, point: ContactPoint, channel: Channel, *, at: datetime) -> None:
    """The outbox row and the new state, in one transaction."""
    token = tokens.mint(row, TokenKind.INVITE, at=at)
    carried = Delivery(
        ticket=row.ticket,
        customer=row.customer,
        channel=channel,
        contact_point=point,
        to_kind=point.kind,
        to_value=point.value,
        purpose=Purpose.SURVEY,
        at_most_once=True,
        effect_key=effect_key(row.id),
        content=mail.compose(row, point, token),
    )
    before = Delivery.objects.for_effect(effect_key(row.id)).first()
    if before is None:
        outbox.queue(carried, at=at)
    else:
        _send_again(before, carried, at=at)
    states.move(
        row,
        InvitationState.SENDING,
        at=at,
        by=SYSTEM,
        contact_point=point,
        attempts=row.attempts + 1,
    )


def _send_again(before: Delivery, carried: Delivery, *, at: datetime) -> None:
    """Re-arms the one row of this question, which never left, with its new token."""
    Delivery.objects.filter(id=before.id).update(
        channel=carried.channel,
        contact_point=carried.contact_point,
        to_value=carried.to_value,
        content=carried.content,
    )
    outbox.retry(before.id, at=at)


def effect_key(invitation_id: str) -> str:
    """The name under which the outbox knows this question, once and for all."""
    return f"survey:{invitation_id}:{TokenKind.INVITE}"


def invitation_id_of(delivery: Delivery) -> str:
    """The invitation a survey's delivery belongs to."""
    return (delivery.effect_key or "").split(":")[1]


def guard(delivery: Delivery, at: datetime) -> str | None:
    """The outbox's last question: ``None``, or ``state:reason`` why it must not leave."""
    row = (
        Invitation.objects.select_related(*_RELATED)
        .filter(id=invitation_id_of(delivery), state=InvitationState.SENDING)
        .first()
    )
    if row is None:
        return "not_asked"
    cause = withdrawal.cause_before_sending(row)
    if cause is not None:
        return f"{InvitationState.CANCELLED}:{cause}"
    reason = first_reason(_facts(row, Stage.HAND_OVER, at).case)
    return f"{InvitationState.SUPPRESSED}:{reason}" if reason is not None else None


def follow(delivery: Delivery, at: datetime) -> None:
    """Moves the invitation after its delivery, and takes the token out of what left."""
    step = _STEPS.get(DeliveryState(delivery.state))
    if step is None:
        return
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("definition")
        .get(id=invitation_id_of(delivery))
    )
    step(row, delivery, at)
    cleaned = tokens.without_tokens(delivery.content)
    if cleaned != delivery.content:
        Delivery.objects.filter(id=delivery.id).update(content=cleaned)


def mark_asked(
    row: Invitation, *, sent_at: datetime, at: datetime, uncertain: bool = False, reason: str = ""
) -> None:
    """The question has left, or may have: the time to answer runs from then on."""
    assert row.definition is not None
    states.move(
        row,
        InvitationState.SENT,
        at=at,
        by=SYSTEM,
        reason=reason,
        sent_at=sent_at,
        uncertain=uncertain,
        expires_at=sent_at + timedelta(days=row.definition.expiry_days),
    )


def _accepted(row: Invitation, delivery: Delivery, at: datetime) -> None:
    if row.state == InvitationState.SENDING:
        mark_asked(row, sent_at=delivery.sent_at or at, at=at)


def _perhaps(row: Invitation, delivery: Delivery, at: datetime) -> None:
    if row.state == InvitationState.SENDING:
        when = delivery.handover_at or at
        mark_asked(row, sent_at=when, at=at, uncertain=True, reason="uncertain")


def _arrived(row: Invitation, delivery: Delivery, at: datetime) -> None:
    if row.state == InvitationState.SENT:
        states.move(
            row,
            InvitationState.DELIVERED,
            at=at,
            by=SYSTEM,
            delivered_at=delivery.delivered_at or at,
            uncertain=False,
        )


def _refused(row: Invitation, delivery: Delivery, at: datetime) -> None:
    """A definite failure: wait and try again, or give up where the address is the reason."""
    if row.state in {InvitationState.SENT, InvitationState.DELIVERED}:
        states.move(row, InvitationState.BOUNCED, at=at, by=SYSTEM, bounced_at=at)
    if row.state != InvitationState.SENDING:
        return
    if delivery.error == outbox.SUPPRESSED:
        bounced = Suppression.ADDRESS_BOUNCED
        states.move(row, InvitationState.SUPPRESSED, at=at, by=SYSTEM, reason=bounced)
    elif delivery.failures < len(outbox.PAUSES):
        states.move(row, InvitationState.BOUNCED, at=at, by=SYSTEM, bounced_at=at)
    else:
        pause = RETRIES[min(row.attempts, len(RETRIES)) - 1]
        _wait(row, until=at + pause, at=at, reason="not_handed_over")


def _vetoed(row: Invitation, delivery: Delivery, at: datetime) -> None:
    if row.state != InvitationState.SENDING:
        return
    state, _, reason = delivery.error.partition(":")
    if state == InvitationState.SUPPRESSED and reason in Suppression.values:
        states.move(row, InvitationState.SUPPRESSED, at=at, by=SYSTEM, reason=reason)
        return
    by_guard = state == InvitationState.CANCELLED and reason in Cancellation.values
    cause = reason if by_guard else Cancellation.ADMIN
    states.move(row, InvitationState.CANCELLED, at=at, by=SYSTEM, reason=cause)


Step = Callable[[Invitation, Delivery, datetime], None]
_STEPS: Final[dict[DeliveryState, Step]] = {
    DeliveryState.SENT: _accepted,
    DeliveryState.UNCERTAIN: _perhaps,
    DeliveryState.DELIVERED: _arrived,
    DeliveryState.FAILED: _refused,
    DeliveryState.CANCELLED: _vetoed,
}
