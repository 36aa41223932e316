"""What menus offer and what sentences name, in one query: agents, dispositions, reasons."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from tickets.models import Agent, ContactReason, Disposition, Queue, QueueMember, Ticket
from tickets.models.ids import encode

MOST: Final = 300
_MEMBER, _NAMED, _QUEUE = "member", "named", "queue"
_DISPOSITION, _REASON = "disposition", "reason"
_PREFIX: Final = {_MEMBER: "agt", _NAMED: "agt", _QUEUE: "que"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A value and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Menus:
    """Agents who work in the ticket's queue, how tickets end, why customers come, and names.

    ``names`` holds agents and queues by id and reasons by ``reason:`` and key.
    """

    agents: tuple[Item, ...]
    dispositions: tuple[Item, ...]
    reasons: tuple[Item, ...]
    names: dict[str, str]


def menus_for(ticket: Ticket, named: Iterable[str] = ()) -> Menus:
    """The menus of a ticket; ``named`` are ids of other agents whose names are needed."""
    found: dict[str, list[tuple[int, Item]]] = {}
    parts = [_named(named), _queues(), _dispositions(), _reasons()]
    for part, value, name, place in _members(ticket).union(*parts, all=True):
        prefix = _PREFIX.get(part)
        item = Item(value=encode(prefix, uuid.UUID(value)) if prefix else value, name=name)
        found.setdefault(part, []).append((place, item))
    agents, reasons = _sorted(found, _MEMBER), _sorted(found, _REASON)
    named_rows = (*_sorted(found, _NAMED), *_sorted(found, _QUEUE), *agents)
    names = {item.value: item.name for item in named_rows}
    names |= {f"reason:{item.value}": item.name for item in reasons}
    return Menus(
        agents=agents,
        dispositions=_sorted(found, _DISPOSITION),
        reasons=reasons,
        names=names,
    )


def _sorted(found: dict[str, list[tuple[int, Item]]], part: str) -> tuple[Item, ...]:
    ordered = sorted(found.get(part, ()), key=lambda row: (row[0], row[1].name.casefold()))
    return tuple(item for _, item in ordered)


def _members(ticket: Ticket) -> "QuerySet[Any, Any]":
    works = [QueueMember.Access.WORK, QueueMember.Access.LEAD]
    rows = Agent.objects.filter(
        is_active=True, memberships__queue=ticket.queue_id, memberships__access__in=works
    )
    return _columns(rows, _MEMBER, Cast("id", TextField()))[:MOST]


def _named(ids: Iterable[str]) -> "QuerySet[Any, Any]":
    rows = Agent.objects.filter(id__in=sorted(ids))
    return _columns(rows, _NAMED, Cast("id", TextField()))


def _queues() -> "QuerySet[Any, Any]":
    return _columns(Queue.objects.all(), _QUEUE, Cast("id", TextField()))[:MOST]


def _dispositions() -> "QuerySet[Any, Any]":
    rows = Disposition.objects.filter(is_active=True)
    return _columns(rows, _DISPOSITION, F("key"), F("position"))[:MOST]


def _reasons() -> "QuerySet[Any, Any]":
    rows = ContactReason.objects.filter(is_active=True, children=None)
    return _columns(rows, _REASON, F("key"))[:MOST]


def _columns(
    rows: "QuerySet[Any]", part: str, value: Any, place: Any = None
) -> "QuerySet[Any, Any]":
    found: QuerySet[Any, Any] = rows.annotate(
        part=Value(part, output_field=TextField()),
        item=Cast(value, TextField()),
        word=Cast("name", TextField()),
        place=place or Value(0, output_field=IntegerField()),
    ).values_list("part", "item", "word", "place")
    return found
