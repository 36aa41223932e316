"""Several facts of a ticket changed at once, each through the one place that writes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from tickets import assignment, lifecycle, wrap_up
from tickets.audit import record
from tickets.contracts import Actor
from tickets.models import ContactReason, Disposition, EventKind, Status, Ticket
from tickets.versions import require_version

FACTS: Final = ("subject", "tags", "metadata", "snoozed_until")


def change(
    ticket_id: str,
    changes: Mapping[str, Any],
    *,
    at: datetime,
    by: Actor,
    seen_version: str | None = None,
) -> Ticket:
    """Changes what is named, all or nothing: ``subject``, ``tags``, ``metadata``,
    ``snoozed_until``, ``priority``, ``status`` (words), ``reason``, ``queue``, ``assignee`` (rows).

    Raises :class:`~tickets.versions.PreconditionFailed` if ``seen_version`` is not the ticket's,
    and what the writers raise.
    """
    with transaction.atomic():
        ticket = lifecycle.locked(ticket_id)
        require_version(ticket, seen_version)
        if "queue" in changes and changes["queue"].id != ticket.queue_id:
            agent = changes.get("assignee")
            assignment.transfer(ticket_id, changes["queue"], at=at, by=by, agent=agent)
        elif "assignee" in changes:
            assignment.assign(ticket_id, changes["assignee"], at=at, by=by)
        if "priority" in changes:
            wrap_up.set_priority(ticket_id, changes["priority"], at=at, by=by)
        if "reason" in changes:
            wrap_up.set_reason(ticket_id, changes["reason"], at=at, by=by)
        facts = {name: changes[name] for name in FACTS if name in changes}
        if facts:
            _set(lifecycle.locked(ticket_id), facts, at=at, by=by)
        if "status" in changes:
            lifecycle.change_status(ticket_id, Status(changes["status"]), at=at, by=by)
    return ticket


def _set(ticket: Ticket, facts: Mapping[str, Any], *, at: datetime, by: Actor) -> None:
    changed = [name for name, value in facts.items() if getattr(ticket, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(ticket, name, facts[name])
    ticket.version += 1
    ticket.save()
    for name in changed:
        if name == "snoozed_until":
            until = ticket.snoozed_until
            kind = EventKind.SNOOZED if until else EventKind.WOKEN
            data = {"until": until.isoformat()} if until else {}
        else:
            # Names of fields only: the audit trail holds no text of people.
            kind, data = EventKind.FIELD_CHANGED, {"field": name}
        record(kind, ticket, at=at, by=by, data=data)
    lifecycle.announce(ticket)


def resolve(
    ticket_id: str,
    *,
    at: datetime,
    by: Actor,
    disposition: Disposition | None = None,
    reason: ContactReason | None = None,
    suppress_survey: str = "",
) -> Ticket:
    """Resolves a ticket, saying why the customer came and how it ended, all or nothing.

    ``suppress_survey`` is the reason why the customer must not be asked; it stays in the audit
    trail, where surveys look for it. Raises what :func:`tickets.lifecycle.resolve` raises.
    """
    with transaction.atomic():
        if reason is not None:
            wrap_up.set_reason(ticket_id, reason, at=at, by=by)
        data = {"survey": {"suppress": suppress_survey}} if suppress_survey else None
        return lifecycle.resolve(ticket_id, at=at, by=by, disposition=disposition, data=data)
