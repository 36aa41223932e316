"""How each source's timeline entries are shown; whoever registers a source registers this too."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from tickets.api.showing import call, when
from tickets.models import EventKind, Interaction, InteractionKind, Ticket, TicketEvent
from tickets.timeline import Entry

Show = Callable[[Entry], dict[str, Any]]
_SHOWS: Final[dict[str, Show]] = {}


def register(source: str, show: Show) -> None:
    """Names the function that shows entries of a source, beside id, type and time."""
    _SHOWS[source] = show


def shown(entry: Entry) -> dict[str, Any]:
    """The entry; of an unknown source its kind and time."""
    show = _SHOWS.get(entry.source)
    return {
        "id": entry.id,
        "type": entry.source,
        "kind": entry.kind,
        "occurred_at": when(entry.occurred_at),
        **(show(entry) if show is not None else {"title": entry.kind}),
    }


def ticket_of(row: Ticket | None) -> dict[str, Any] | None:
    """The ticket an entry stands on."""
    return None if row is None else {"id": row.id, "number": row.number, "status": row.status}


def _interaction(entry: Entry) -> dict[str, Any]:
    row: Interaction = entry.row
    channel, point = row.channel, row.contact_point
    return {
        "channel": channel and {"id": channel.id, "kind": channel.kind},
        "direction": row.direction,
        "ended_at": when(row.ended_at),
        "title": row.subject or str(InteractionKind(row.kind).label),
        "preview": row.preview,
        "mood": row.mood or None,
        "flags": row.flags,
        "recorded_as": row.customer_id if row.customer.merged_into_id else None,
        "contact_point": point
        and {"kind": point.kind, "value": point.value, "verification": point.verification},
        "ticket": ticket_of(row.ticket),
        "repeat_of": None,
        "call": call(row),
        "counts": {"messages": row.message_count, "attachments": row.attachment_count},
    }


def _ticket_event(entry: Entry) -> dict[str, Any]:
    row: TicketEvent = entry.row
    words = str(EventKind(row.kind).label)
    title = words
    if row.ticket is not None:
        title = _("Ticket #%(number)d: %(event)s") % {"number": row.ticket.number, "event": words}
    return {"event": row.kind, "title": title, "ticket": ticket_of(row.ticket)}


register("interaction", _interaction)
register("ticket_event", _ticket_event)
