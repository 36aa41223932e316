"""Facts of an entry that people correct afterwards; what was said stays as it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from tickets import doorbell, replies
from tickets.contracts import Actor
from tickets.errors import Invalid, Refusal
from tickets.models import Interaction

FACTS: Final = ("reason", "disposition", "mood", "agent", "ended_at", "spam", "metadata")


class EntryNotFound(Refusal):
    """There is no such entry."""

    code = "not_found"


class EndsBeforeStart(Invalid):
    """The end lies before the beginning."""

    code = "invalid"


def correct_entry(
    interaction_id: str, facts: Mapping[str, Any], *, at: datetime, by: Actor
) -> Interaction:
    """Sets some of :data:`FACTS` (rows for reason, disposition and agent; ``None`` clears).

    Each change is written to the audit trail in codes. Raises :class:`EndsBeforeStart`.
    """
    with transaction.atomic():
        rows = Interaction.objects.select_for_update(of=("self",))
        entry = rows.select_related("ticket").filter(id=interaction_id).first()
        if entry is None:
            raise EntryNotFound(interaction_id)
        changes = {name: _set(entry, name, value) for name, value in facts.items()}
        if entry.ended_at is not None and entry.ended_at < entry.occurred_at:
            raise EndsBeforeStart("before its beginning", field="ended_at")
        entry.save(update_fields=list(facts))
        changed = {name: code for name, code in changes.items() if code is not None}
        if changed:
            replies.correct(entry, changed, at=at, by=by)
    doorbell.hint(f"customer:{entry.customer_id}", "timeline.changed", interaction=entry.id)
    return entry


def _set(entry: Interaction, name: str, value: Any) -> str | None:
    """Sets one fact; returns its new value as a code for the audit trail, ``None`` if unchanged."""
    if name not in FACTS:
        raise Invalid(name, field=name)
    if value is None and name in {"mood", "metadata"}:
        value = "" if name == "mood" else {}
    if getattr(entry, name) == value:
        return None
    setattr(entry, name, value)
    if name == "metadata":
        return "changed"
    return str(getattr(value, "key", None) or getattr(value, "id", None) or value or "")
