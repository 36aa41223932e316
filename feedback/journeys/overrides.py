"""What agents decide about contacts by hand: fold it, the same issue, a different issue."""

from datetime import datetime

from django.db import transaction

from feedback.codes import OverrideKind
from feedback.journeys import upkeep
from feedback.models import ContactOverride
from tickets.contracts import Actor
from tickets.errors import Invalid
from tickets.models import Interaction


class DifferentPeople(Invalid):
    """The two entries are of different customers."""

    code = "different_people"


def decide(
    kind: OverrideKind, entry: Interaction, other: Interaction | None, *, at: datetime, by: Actor
) -> ContactOverride:
    """Stores an agent's decision, once, and has the customer's journey computed again.

    Without ``other`` an entry is folded into the customer's turn before it, or is a different
    issue from everything before. Raises :class:`DifferentPeople`.
    """
    if other is not None and entry.customer.head_id != other.customer.head_id:
        raise DifferentPeople(field="other")
    with transaction.atomic():
        row, _ = ContactOverride.objects.get_or_create(
            kind=kind,
            interaction=entry,
            other=other,
            undone_at=None,
            defaults={"agent_id": by.id, "decided_at": at},
        )
        upkeep.mark([entry.customer_id], at=at)
    return row


def undo(decision: ContactOverride, *, at: datetime) -> None:
    """Takes a decision back; the row stays as a record."""
    with transaction.atomic():
        ContactOverride.objects.filter(id=decision.id, undone_at=None).update(undone_at=at)
        upkeep.mark([decision.interaction.customer_id], at=at)
