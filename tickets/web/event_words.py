"""Sentences for what happened to a ticket, without gender: "Assigned to Petra · Anna"."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from tickets.models import ActorKind, EventKind, Priority, Status, TicketEvent

Names = Mapping[str, str]
"""Names by agents' and queues' ids, and by ``reason:`` and a contact reason's key."""

Words = Callable[[TicketEvent, Names], str]

_CAME_BACK: Final = "delivery_failed"


def sentence(row: TicketEvent, names: Names) -> str:
    """What happened, in the active language."""
    return _WORDS.get(row.kind, _plain)(row, names)


def actor(row: TicketEvent, names: Names) -> str:
    """Who did it: an agent's name, or nothing where the sentence says it already."""
    if row.actor_kind == ActorKind.AGENT:
        return names.get(row.actor_id, "")
    return _("through the API") if row.actor_kind == ActorKind.KEY else ""


def agents_in(row: TicketEvent) -> set[str]:
    """Ids of the agents a sentence may name."""
    found = {row.data.get(key, "") for key in ("from", "to", "from_agent", "to_agent")}
    if row.actor_kind == ActorKind.AGENT:
        found.add(row.actor_id)
    return {item for item in found if isinstance(item, str) and item.startswith("agt_")}


def _plain(row: TicketEvent, _names: Names) -> str:
    return str(EventKind(row.kind).label).capitalize()


def _status(code: str) -> str:
    return str(Status(code).label) if code in Status.values else code


def _status_changed(row: TicketEvent, _names: Names) -> str:
    change = {"from": _status(row.from_status), "to": _status(row.to_status)}
    if row.actor_kind == ActorKind.CUSTOMER:
        return _("%(from)s → %(to)s by the customer's message") % change
    if row.data.get("why") == _CAME_BACK:
        return _("%(from)s → %(to)s, because the reply was not delivered") % change
    return _("%(from)s → %(to)s") % change


def _reopened(row: TicketEvent, _names: Names) -> str:
    if row.actor_kind == ActorKind.CUSTOMER:
        return _("Reopened by the customer's message")
    if row.data.get("why") == _CAME_BACK:
        return _("Reopened, because the reply was not delivered")
    return _("Reopened")


def _resolved(_row: TicketEvent, _names: Names) -> str:
    return _("Resolved")


def _assigned(row: TicketEvent, names: Names) -> str:
    to = str(row.data.get("to", ""))
    if to and to == row.actor_id:
        return _("Taken")
    return _("Assigned to %(name)s") % {"name": names.get(to, _("a colleague"))}


def _unassigned(_row: TicketEvent, _names: Names) -> str:
    return _("Given back, nobody has it")


def _transferred(row: TicketEvent, names: Names) -> str:
    to = str(row.data.get("to_agent", ""))
    queue = names.get(str(row.data.get("to_queue", "")), _("another queue"))
    if to:
        place = {"queue": queue, "name": names.get(to, _("a colleague"))}
        return _("Moved to %(queue)s, to %(name)s") % place
    return _("Moved to %(queue)s") % {"queue": queue}


def _field_changed(row: TicketEvent, names: Names) -> str:
    field, value = str(row.data.get("field", "")), str(row.data.get("to", ""))
    if field == "priority" and value in Priority.values:
        return _("Priority: %(value)s") % {"value": Priority(value).label}
    if field == "reason":
        return _("Contact reason: %(value)s") % {"value": names.get(f"reason:{value}", value)}
    return _("Changed: %(field)s") % {"field": field}


def _delivery_failed(row: TicketEvent, _names: Names) -> str:
    return _("The reply was not delivered: %(why)s") % {"why": row.data.get("error", "")}


def _delivery_cancelled(_row: TicketEvent, _names: Names) -> str:
    return _("Sending undone")


_WORDS: Final[dict[str, Words]] = {
    EventKind.STATUS_CHANGED: _status_changed,
    EventKind.REOPENED: _reopened,
    EventKind.RESOLVED: _resolved,
    EventKind.ASSIGNED: _assigned,
    EventKind.UNASSIGNED: _unassigned,
    EventKind.TRANSFERRED: _transferred,
    EventKind.FIELD_CHANGED: _field_changed,
    EventKind.DELIVERY_FAILED: _delivery_failed,
    EventKind.DELIVERY_CANCELLED: _delivery_cancelled,
}
