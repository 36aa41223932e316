"""The customer's newest ratings, for the desk's card and the API's context."""

from datetime import UTC
from typing import Any, Final

from feedback.models.surveys import Response
from tickets.context import Subject

BLOCK: Final = "last_scores"
MOST: Final = 3


def last_scores(subject: Subject) -> list[dict[str, Any]]:
    """The answers that count, newest first, one a question; instruments are never mixed."""
    rows = (
        Response.objects.one_a_question()
        .trusted()
        .filter(customer__in=subject.customer_ids)
        .order_by("-answered_at", "-id")
    )
    return [
        {
            "instrument": row.instrument,
            "score": row.value,
            "at": row.answered_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        for row in rows[:MOST]
    ]
