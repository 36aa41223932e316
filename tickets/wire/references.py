"""Agents, reasons and dispositions that a request names by key, e-mail or extension."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast

from tickets.models import Agent, ContactReason, Disposition
from tickets.models.ids import encode
from tickets.wire.fields import Id, Object, Text
from tickets.wire.flaws import Flaw, NotValid

AGENT: Final = Object(
    nullable=True,
    fields={
        "id": Id(prefix="agt"),
        "email": Text(limit=254),
        "extension": Text(limit=16),
    },
    about="By one of its fields.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The rows a request names; ``None`` where it names none."""

    agent: Agent | None = None
    reason: ContactReason | None = None
    disposition: Disposition | None = None

    @property
    def agent_id(self) -> str | None:
        """The agent's id."""
        return self.agent.id if self.agent else None


NONE: Final = References()


def named_in(given: Mapping[str, Any]) -> References:
    """The rows behind ``agent``, ``reason`` and ``disposition``, in one query.

    The rows carry their id, key and name only. Raises
    :class:`~tickets.wire.fields.NotValid` with ``unknown_agent`` or ``unknown_reason``.
    """
    wanted = {name: given[name] for name in ("agent", "reason", "disposition") if given.get(name)}
    if not wanted:
        return NONE
    parts = [_part(name, value) for name, value in wanted.items()]
    rows = {row[0]: row[1:] for row in parts[0].union(*parts[1:], all=True)}
    flaws = [Flaw(f"/{name}", _UNKNOWN[name]) for name in wanted if name not in rows]
    if flaws:
        raise NotValid(*flaws)
    return References(
        agent=_agent(rows["agent"]) if "agent" in rows else None,
        reason=_reason(rows["reason"]) if "reason" in rows else None,
        disposition=_disposition(rows["disposition"]) if "disposition" in rows else None,
    )


_UNKNOWN: Final = {
    "agent": "unknown_agent",
    "reason": "unknown_reason",
    "disposition": "invalid",
}


def _part(name: str, value: Any) -> "QuerySet[Any, Any]":
    rows: QuerySet[Any, Any]
    if name == "agent":
        rows = Agent.objects.filter(_agent_named(value)).annotate(word=Value("", CharField()))
        columns = ("word", "name")
    elif name == "reason":
        rows, columns = ContactReason.objects.filter(key=value), ("key", "name")
    else:
        rows, columns = Disposition.objects.filter(key=value), ("key", "name")
    return rows.values_list(Value(name, CharField()), Cast("id", UUIDField()), *columns)


def _agent_named(value: Mapping[str, Any]) -> Q:
    if "id" in value:
        return Q(id=value["id"])
    if value.get("email"):
        return Q(email=value["email"].lower())
    return Q(extension=value.get("extension") or None)


def _agent(row: tuple[Any, ...]) -> Agent:
    return Agent(id=encode("agt", row[0]), name=row[2])


def _reason(row: tuple[Any, ...]) -> ContactReason:
    return ContactReason(id=encode("rea", row[0]), key=row[1], name=row[2])


def _disposition(row: tuple[Any, ...]) -> Disposition:
    return Disposition(id=encode("dsp", row[0]), key=row[1], name=row[2])
