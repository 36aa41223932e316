"""Everything the desk shows of one ticket, in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets import context, timeline
from tickets.models import Agent, Ticket
from tickets.timeline import Cursor, Entry, Question
from tickets.web import card, entry_rows
from tickets.web.blocks import Shown, blocks_of, url_of
from tickets.web.composing import EMAIL, composer_for
from tickets.web.context_line import context_line
from tickets.web.head import header_for
from tickets.web.menus import Menus, menus_for
from tickets.web.opened import RECENT, Opened
from tickets.web.rows import EmptyState, StaleReply, TicketPage, Timeline, TimelineRow
from tickets.web.timeline_rows import (
    Frame,
    agents_named,
    deliveries_of,
    files_of,
    register_presenter,
    rows_of,
)

PAGE: Final = 50

register_presenter("interaction", entry_rows.interaction_row)
register_presenter("ticket_event", entry_rows.event_row)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the ticket is looked at: from which worklist, how much of the history, where from."""

    tab: str = ""
    words: str = ""
    everything: bool = False
    before: Cursor | None = None
    entries: int = PAGE

    @property
    def list_url(self) -> str:
        """The address of that worklist."""
        values = {"q": self.words, "tab": self.tab}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"/desk/?{query}" if query else "/desk/"

    def url(self, ticket: Ticket, **changes: str) -> str:
        """The address of the ticket seen this way, with changes; empty values are left out."""
        values = {
            "q": self.words,
            "tab": self.tab,
            "range": "all" if self.everything else "",
            **changes,
        }
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{url_of(ticket)}?{query}" if query else url_of(ticket)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What the composer has to say after a refused reply."""

    kind: str = EMAIL
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stale_title: str = ""
    missing: frozenset[str] = frozenset()
    then: str = "stay"


def page_for(
    opened: Opened, agent: Agent, view: View, *, at: datetime, writing: Writing | None = None
) -> TicketPage:
    """The page of a ticket; see ``View`` for the part of the history it shows."""
    ticket, writing = opened.ticket, writing or Writing()
    found = timeline.page(_question(opened, view, at=at))
    menus = menus_for(ticket, agents_named(found.entries))
    rows = _rows(found.entries, ticket, agent, menus, at=at)
    points = card.points_of(opened.cluster)
    others = card.others_of(opened.cluster, ticket)
    visible = [row for row in others if row.queue_id in opened.queue_ids]
    subject = context.Subject(customer_ids=opened.cluster, ticket=ticket, at=at)
    shown = [Shown(entry=entry, row=row) for entry, row in zip(found.entries, rows, strict=True)]
    return TicketPage(
        header=header_for(opened, agent, menus, found.entries, back_url=view.list_url, at=at),
        timeline=Timeline(
            blocks=blocks_of(shown, ticket, {row.id: row for row in visible}, at=at),
            hidden=_hidden(len(others) - len(visible)),
            empty=_empty(),
            last_key=rows[0].key if rows else "",
            **_ways(ticket, view, found.next),
        ),
        composer=composer_for(
            opened,
            points,
            found.entries,
            menus,
            current=writing.kind,
            errors=writing.errors,
            stale=_stale(writing, rows),
            older=view.before is not None,
        ),
        card=card.card_for(ticket.customer, points, visible, opened.contacts, subject),
        context=context_line(ticket, found.entries, opened.contacts, subject),
        refresh_url=view.url(ticket),
    )


def _question(opened: Opened, view: View, *, at: datetime) -> Question:
    return Question(
        customer_ids=opened.cluster,
        limit=view.entries,
        before=view.before,
        ticket_id=None if view.everything else opened.ticket.id,
        since=None if view.everything else at - RECENT,
        queue_ids=opened.queue_ids,
    )


def _rows(
    entries: Sequence[Entry], ticket: Ticket, agent: Agent, menus: Menus, *, at: datetime
) -> list[TimelineRow]:
    frame = Frame(
        at=at,
        agent=agent,
        subject=ticket.subject,
        deliveries=deliveries_of(entries),
        files=files_of(entries),
        names=menus.names,
    )
    return rows_of(entries, frame)


def _ways(ticket: Ticket, view: View, following: Cursor | None) -> dict[str, Any]:
    """The ways to see more, or less, of the history."""
    older_url = view.url(ticket, before=following.encode()) if following else ""
    if view.before is not None:
        return {"older_url": older_url, "newest_url": view.url(ticket)}
    recent, whole = view.url(ticket, range=""), view.url(ticket, range="all")
    return {
        "older_url": older_url,
        "all_url": "" if view.everything else whole,
        "recent_url": recent if view.everything else "",
        "range_label": _("Whole history")
        if view.everything
        else _("This ticket and the last 30 days"),
    }


def _hidden(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d more ticket of this customer is in a queue you are not a member of",
        "%(count)d more tickets of this customer are in queues you are not a member of",
        count,
    ) % {"count": count}


def _stale(writing: Writing, rows: Sequence[TimelineRow]) -> StaleReply | None:
    if not writing.stale_title:
        return None
    missing = tuple(row for row in reversed(rows) if row.key in writing.missing)
    return StaleReply(title=writing.stale_title, then=writing.then, rows=missing)


def _empty() -> EmptyState:
    return EmptyState(
        icon="history",
        title=_("Nothing in the last 30 days"),
        hint=_("Open the whole history, or write the first message below."),
    )
