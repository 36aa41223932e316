"""The ticket's header: its state in words and the actions this agent has now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tickets.models import Agent, ChannelKind, Priority, Status, Ticket
from tickets.timeline import Entry
from tickets.web.appearance import priority_badge, status_badge
from tickets.web.blocks import title_of, url_of
from tickets.web.formats import due
from tickets.web.menus import Item, Menus
from tickets.web.opened import Opened
from tickets.web.rows import Choice, TicketHeader

NOBODY = "nobody"
NO_DISPOSITION = "none"


def header_for(
    opened: Opened,
    agent: Agent,
    menus: Menus,
    entries: Sequence[Entry],
    *,
    back_url: str,
    at: datetime,
) -> TicketHeader:
    """The header; choices are empty where they are not offered."""
    ticket, works = opened.ticket, opened.works
    alive = works and ticket.is_unresolved
    changeable = works and ticket.status != Status.CLOSED
    return TicketHeader(
        ticket_id=ticket.id,
        number=ticket.number,
        subject=title_of(ticket),
        url=url_of(ticket),
        back_url=back_url,
        customer=str(ticket.customer),
        status=status_badge(ticket),
        queue=ticket.queue.name,
        reason=ticket.reason.name if ticket.reason else "",
        channels=_channels(ticket, entries),
        priority=priority_badge(ticket),
        due=due(ticket.due_at, at),
        assignee=str(ticket.assignee or ""),
        mine=ticket.assignee_id == agent.id,
        can_take=alive and ticket.assignee_id is None,
        can_reopen=works and ticket.status == Status.RESOLVED,
        action_url=reverse("desk:act", args=[ticket.number]),
        assignees=_assignees(ticket, menus) if alive else (),
        dispositions=dispositions(menus, ticket) if alive else (),
        priorities=_priorities(ticket) if changeable else (),
        reasons=_choices(menus.reasons, ticket.reason.key if ticket.reason else "")
        if changeable
        else (),
    )


def dispositions(menus: Menus, ticket: Ticket) -> tuple[Choice, ...]:
    """How it may have ended; the last choice is not to say."""
    kept = ticket.disposition.key if ticket.disposition else ""
    unknown = Choice(value=NO_DISPOSITION, label=_("Don't know"))
    return (*_choices(menus.dispositions, kept), unknown)


def _choices(items: Iterable[Item], current: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=item.value, label=item.name, current=item.value == current) for item in items
    )


def _assignees(ticket: Ticket, menus: Menus) -> tuple[Choice, ...]:
    nobody = Choice(value=NOBODY, label=_("Nobody"), current=ticket.assignee_id is None)
    return (*_choices(menus.agents, ticket.assignee_id or ""), nobody)


def _priorities(ticket: Ticket) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=value, label=str(label), current=value == ticket.priority)
        for value, label in Priority.choices
    )


def _channels(ticket: Ticket, entries: Sequence[Entry]) -> str:
    """The channels of the ticket's shown entries, in the order of their use."""
    kinds = [
        getattr(entry.row, "channel_kind", "")
        for entry in reversed(entries)
        if entry.ticket_id == ticket.id and entry.source == "interaction"
    ]
    names = [str(ChannelKind(kind).label) for kind in dict.fromkeys(kinds) if kind]
    return _("via %(channels)s") % {"channels": ", ".join(names)} if names else ""
