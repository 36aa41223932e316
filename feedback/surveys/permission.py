"""A customer who does not want to be asked is not asked: at once, on every channel."""

from datetime import datetime

from django.db import transaction

from feedback.models.surveys import ASKED, Cancellation, Invitation, InvitationState, Suppression
from feedback.surveys import people, states
from tickets.contracts import Actor
from tickets.models import Customer

_DENIED = Customer.SurveyPermission.DENIED


def opt_out(customer: Customer, *, at: datetime, by: Actor, source: str) -> bool:
    """Denies permission and takes open questions back; ``False`` if it was denied already.

    A question that is being handed over at this moment is stopped by the outbox's guard.
    """
    with transaction.atomic():
        people.lock(customer)
        changed = (
            Customer.objects.filter(id=customer.id)
            .exclude(survey_permission=_DENIED)
            .update(
                survey_permission=_DENIED,
                survey_permission_at=at,
                survey_permission_source=source[:30],
                updated_at=at,
            )
        )
        _take_back(customer, at=at, by=by)
    return bool(changed)


def _take_back(customer: Customer, *, at: datetime, by: Actor) -> None:
    rows = Invitation.objects.of_cluster(customer.head_id).filter(
        state__in=[InvitationState.SCHEDULED, *ASKED]
    )
    for row in rows.select_for_update(of=("self",)).order_by("id"):
        if row.state == InvitationState.SCHEDULED:
            reason = Suppression.OPTED_OUT
            states.move(row, InvitationState.SUPPRESSED, at=at, by=by, reason=reason)
        else:
            cause = Cancellation.OPTED_OUT
            states.move(row, InvitationState.CANCELLED, at=at, by=by, reason=cause)


def is_opted_out(customer: Customer) -> bool:
    """Whether the person said no under any of their merged identities."""
    cluster = Customer.objects.cluster_of(customer.head_id)
    return cluster.filter(survey_permission=_DENIED).exists()
