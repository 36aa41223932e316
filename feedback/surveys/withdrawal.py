"""Taking a question back: the ticket came back to life, the person or the survey went away."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from feedback.models.surveys import ASKED, Cancellation, Invitation, InvitationState
from feedback.surveys import definitions, states
from tickets.contracts import SYSTEM
from tickets.models import Customer, Status, Ticket

BATCH: Final = 500
_DONE: Final = frozenset({Status.RESOLVED, Status.CLOSED})
_LOOK_BACK: Final = timedelta(days=180)
_MAY_BE_WITHDRAWN: Final = frozenset({InvitationState.SCHEDULED, *ASKED})


def is_undone(ticket: Ticket, resolution_seq: int) -> bool:
    """Whether the ticket was opened again, or resolved anew, since this resolution."""
    return ticket.status not in _DONE or ticket.resolution_seq != resolution_seq


def cause_before_sending(invitation: Invitation) -> Cancellation | None:
    """Why a question that has not left must not leave; ticket and customer are loaded with it."""
    if invitation.ticket.merged_into_id is not None:
        return Cancellation.MERGED
    if is_undone(invitation.ticket, invitation.resolution_seq):
        return Cancellation.REOPENED
    if invitation.customer.erased_at is not None:
        return Cancellation.ERASED
    if not definitions.is_switched_on(invitation.definition):
        return Cancellation.DEFINITION_OFF
    return None


def withdraw_overtaken(customer: Customer, *, at: datetime) -> int:
    """Withdraws what a reopened ticket of this person overtook; call it under their lock."""
    rows = Invitation.objects.of_cluster(customer.head_id).overtaken()
    return _withdraw(rows.filter(state__in=_MAY_BE_WITHDRAWN), Cancellation.REOPENED, at=at)


def sweep(at: datetime) -> int:
    """Withdraws every overtaken, erased or switched-off question, and marks reopened answers."""
    rows = Invitation.objects.filter(state__in=_MAY_BE_WITHDRAWN)
    # A merged-away ticket is not reopened: what was sent about it stays valid.
    done = _withdraw(
        rows.overtaken().filter(ticket__merged_into=None), Cancellation.REOPENED, at=at
    )
    merged = rows.filter(ticket__merged_into__isnull=False, state=InvitationState.SCHEDULED)
    done += _withdraw(merged, Cancellation.MERGED, at=at)
    done += _withdraw(rows.filter(customer__erased_at__isnull=False), Cancellation.ERASED, at=at)
    done += _withdraw(rows.switched_off(), Cancellation.DEFINITION_OFF, at=at)
    return done + _mark_reopened(at)


def _mark_reopened(at: datetime) -> int:
    """Answers stay; they remember that the ticket was opened again afterwards."""
    return (
        Invitation.objects.filter(
            state=InvitationState.ANSWERED,
            answered_at__gte=at - _LOOK_BACK,
            reopened_after_answer=False,
            ticket__merged_into=None,
        )
        .overtaken()
        .update(reopened_after_answer=True)
    )


def _withdraw(rows: "QuerySet[Invitation]", cause: Cancellation, *, at: datetime) -> int:
    """Locks and cancels; rows somebody else holds at this moment come with the next run."""
    with transaction.atomic():
        ids = list(rows.order_by("id").values_list("id", flat=True)[:BATCH])
        if not ids:
            return 0
        locked = list(
            Invitation.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(id__in=ids, state__in=_MAY_BE_WITHDRAWN)
            .order_by("id")
        )
        for invitation in locked:
            states.move(invitation, InvitationState.CANCELLED, at=at, by=SYSTEM, reason=cause)
        return len(locked)
