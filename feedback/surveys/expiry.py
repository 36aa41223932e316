"""What time does to questions: answers stop being possible, evidence is forgotten."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from feedback.models.surveys import Invitation, InvitationState, Response
from feedback.surveys import states, withdrawal
from tickets.contracts import SYSTEM

BATCH: Final = 500
EVIDENCE_KEPT: Final = timedelta(days=30)


def expire(at: datetime) -> int:
    """Withdraws what was overtaken, ends what nobody answered, forgets old evidence."""
    done = withdrawal.sweep(at)
    return done + _end_unanswered(at) + _forget_evidence(at)


def _end_unanswered(at: datetime) -> int:
    with transaction.atomic():
        rows = list(
            Invitation.objects.unanswered_by(at)
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("expires_at", "id")[:BATCH]
        )
        for row in rows:
            states.move(row, InvitationState.EXPIRED, at=at, by=SYSTEM)
    return len(rows)


def _forget_evidence(at: datetime) -> int:
    return (
        Response.objects.filter(changed_at__lt=at - EVIDENCE_KEPT)
        .exclude(evidence={})
        .update(evidence={})
    )
