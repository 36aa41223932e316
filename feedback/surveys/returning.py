"""The customer says on the survey's page that it is not resolved, or writes to us there.

That is a contact like any other and goes through the one door in: an inbound form entry on the
ticket, through the mailbox the question came from, so that it is not counted as another channel.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from feedback.models.surveys import ASKED, Cancellation, Invitation, InvitationState
from feedback.surveys import states, wording
from feedback.surveys.sending import effect_key
from feedback.surveys.withdrawal import is_undone
from tickets import intake, replies
from tickets.contracts import Actor, InboundMessage, Receipt, Sender, ThreadEvidence
from tickets.errors import Conflict
from tickets.lifecycle import InvalidTransition, survivor
from tickets.models import Channel, Delivery, InteractionKind, Status, Ticket

MAX_TEXT: Final = 10_000
_WITHDRAWN_BY_IT: Final = frozenset(ASKED)


class NotReachable(Conflict):
    """We have no channel left to take a message through."""

    code = "channel_disabled"


def say_not_resolved(
    invitation: Invitation, *, at: datetime, press: str, text: str = ""
) -> Receipt | None:
    """Opens the ticket again and records the contact; ``None`` if it is open already.

    ``press`` names the showing of the page, so that a double click is one contact. A closed
    ticket gets a follow-up ticket. Raises :class:`NotReachable`.
    """
    ticket = survivor(invitation.ticket)
    if not text and ticket.status not in {Status.RESOLVED, Status.CLOSED}:
        return None
    said = text or wording.texts(invitation.language).page.not_resolved_entry
    receipt = _received(invitation, ticket, said, at=at, press=press)
    _withdraw(invitation, at=at)
    return receipt


def _received(
    invitation: Invitation, ticket: Ticket, text: str, *, at: datetime, press: str
) -> Receipt:
    channel = _channel(invitation, ticket)
    if ticket.status != Status.CLOSED:
        try:
            return _receive(invitation, channel, text, at=at, press=press, number=ticket.number)
        except InvalidTransition:
            # Closed since we looked: then it is a follow-up.
            pass
    return _receive(invitation, channel, text, at=at, press=press, follows=ticket.number)


def _receive(
    invitation: Invitation,
    channel: Channel,
    text: str,
    *,
    at: datetime,
    press: str,
    number: int | None = None,
    follows: int | None = None,
) -> Receipt:
    proven = ThreadEvidence(proven_numbers=(follows,)) if follows is not None else ThreadEvidence()
    message = InboundMessage(
        channel_id=channel.id,
        external_id=f"survey:{invitation.id}:{press}",
        kind=InteractionKind.FORM,
        direction="inbound",
        occurred_at=at,
        sender=Sender(customer_id=invitation.customer_id),
        text=text[:MAX_TEXT],
        language=invitation.language,
        threads=proven,
        ticket_mode="auto" if number is None else "number",
        ticket_number=number,
        detail={"survey": invitation.id},
    )
    by = Actor(kind="customer", id=invitation.customer_id)
    return intake.receive(message, at=at, by=by, channel=channel)


def _channel(invitation: Invitation, ticket: Ticket) -> Channel:
    sent = (
        Delivery.objects.for_effect(effect_key(invitation.id))
        .select_related("channel__queue")
        .first()
    )
    if sent is not None and sent.channel.enabled:
        return sent.channel
    try:
        return replies.sending_channel(ticket)
    except replies.NoChannel as error:
        raise NotReachable("No channel takes this message.") from error


def _withdraw(invitation: Invitation, *, at: datetime) -> None:
    """The question makes way for the work; an answer given before stays."""
    with transaction.atomic():
        row = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("ticket")
            .get(id=invitation.id)
        )
        if not is_undone(row.ticket, row.resolution_seq):
            return
        by = Actor(kind="customer", id=row.customer_id)
        if row.state == InvitationState.ANSWERED:
            row.reopened_after_answer = True
            row.save(update_fields=["reopened_after_answer"])
        elif row.state in _WITHDRAWN_BY_IT:
            cause = Cancellation.REOPENED
            states.move(row, InvitationState.CANCELLED, at=at, by=by, reason=cause)
