"""The list column of the desk: tabs, rows, and what to do when there is nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets import worklist
from tickets.models import Agent, ChannelKind, Direction, Ticket
from tickets.web.appearance import CHANNEL_LOOK, UNKNOWN, priority_badge, status_badge
from tickets.web.blocks import title_of, url_of
from tickets.web.finding import find_tickets
from tickets.web.formats import age, due, initials
from tickets.web.rows import EmptyState, Link, Worklist, WorklistRow, WorklistTab

MOST: Final = 200
SEARCH_URL: Final = "/desk/"
TAB_NAMES: Final[dict[str, Promise]] = {
    "mine": gettext_lazy("Mine"),
    "unassigned": gettext_lazy("Unassigned"),
    "queues": gettext_lazy("My queues"),
    "all": gettext_lazy("All"),
}
_COUNTED: Final = ("mine", "unassigned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of which list. An empty tab means: the first that has something in it."""

    tab: str = ""
    after: worklist.Place | None = None
    rows: int = worklist.PAGE
    words: str = ""


def list_page(
    agent: Agent, asked: Asked, *, queues: Collection[str], at: datetime, open_id: str = ""
) -> Worklist:
    """The list, two queries; ``open_id`` is the ticket shown beside it."""
    counts = worklist.counts(agent, at=at, queues=queues)
    if asked.words:
        return _found(agent, asked.words, counts, queues=queues, at=at, open_id=open_id)
    tab = asked.tab if asked.tab in worklist.TABS else _first_with_work(counts)
    limit = min(max(asked.rows, worklist.PAGE), MOST)
    query = urlencode({"tab": tab})
    found = worklist.page(agent, tab, at=at, after=asked.after, limit=limit, queues=queues)
    return Worklist(
        title=_("Inbox"),
        tabs=tuple(_tab(key, tab, counts) for key in worklist.TABS),
        rows=tuple(
            _row(row, query, agent, at=at, current=row.id == open_id) for row in found.tickets
        ),
        refresh_url=_url(tab),
        more_url=_url(tab, after=found.next.encode()) if found.next else "",
        empty=_empty(tab, has_queues=bool(queues)),
        search_url=SEARCH_URL,
    )


def _found(
    agent: Agent,
    words: str,
    counts: dict[str, int],
    *,
    queues: Collection[str],
    at: datetime,
    open_id: str,
) -> Worklist:
    """What a search finds, newest first, on one page."""
    tickets = find_tickets(words, queues=queues)
    query = urlencode({"q": words})
    return Worklist(
        title=_("Search"),
        tabs=tuple(_tab(key, "", counts) for key in worklist.TABS),
        rows=tuple(_row(row, query, agent, at=at, current=row.id == open_id) for row in tickets),
        refresh_url=f"{SEARCH_URL}?{query}",
        search=words,
        search_url=SEARCH_URL,
        empty=EmptyState(
            icon="search",
            title=_("Nothing found"),
            hint=_("Try a ticket's number, an e-mail address, a telephone number or a name."),
        ),
    )


def _first_with_work(counts: dict[str, int]) -> str:
    return next((tab for tab, count in counts.items() if count), "mine")


def _url(tab: str, **more: str) -> str:
    return f"/desk/?{urlencode({'tab': tab, **more})}"


def _tab(key: str, current: str, counts: dict[str, int]) -> WorklistTab:
    return WorklistTab(
        key=key,
        label=str(TAB_NAMES[key]),
        url=_url(key),
        current=key == current,
        count=_counted(counts.get(key, 0)) if key in _COUNTED else "",
    )


def _counted(count: int) -> str:
    return f"{count}" if count < 100 else "99+"


def _row(row: Ticket, query: str, agent: Agent, *, at: datetime, current: bool) -> WorklistRow:
    look = CHANNEL_LOOK.get(row.last_channel_kind, UNKNOWN)
    kinds = dict(ChannelKind.choices)
    other = row.assignee if row.assignee_id != agent.id else None
    return WorklistRow(
        ticket_id=row.id,
        number=row.number,
        url=f"{url_of(row)}?{query}",
        customer=str(row.customer),
        subject=title_of(row),
        preview=row.preview,
        icon=look.icon,
        icon_tone=look.tone,
        channel=str(kinds.get(row.last_channel_kind, "")),
        at=age(row.last_entry_at, at),
        status=status_badge(row, short=True),
        priority=priority_badge(row),
        due=due(row.due_at, at) if row.is_our_turn else None,
        assignee=str(other or ""),
        assignee_initials=initials(str(other)) if other else "",
        unread=row.is_our_turn and row.last_direction == Direction.INBOUND,
        current=current,
    )


def _empty(tab: str, *, has_queues: bool) -> EmptyState:
    if not has_queues:
        return EmptyState(
            icon="people",
            title=_("You are in no queue yet"),
            hint=_("Tickets wait in queues. A supervisor or an administrator can add you to one."),
        )
    return _EMPTY[tab]()


def _mine() -> EmptyState:
    return EmptyState(
        icon="check",
        title=_("Nothing waits for you"),
        hint=_("You have no ticket that needs an answer. Take one that nobody has."),
        action=Link(label=_("Unassigned tickets"), url=_url("unassigned")),
    )


def _unassigned() -> EmptyState:
    return EmptyState(
        icon="check",
        title=_("Everything is taken"),
        hint=_("Every open ticket in your queues has somebody who takes care of it."),
        action=Link(label=_("All of my queues"), url=_url("queues")),
    )


def _queues() -> EmptyState:
    return EmptyState(
        icon="check",
        title=_("Your queues are empty"),
        hint=_("Every ticket is resolved. New contacts appear here by themselves."),
        action=Link(label=_("Resolved tickets, too"), url=_url("all")),
    )


def _all() -> EmptyState:
    return EmptyState(
        icon="inbox",
        title=_("No ticket yet"),
        hint=_("The first message that arrives by any channel opens one and appears here."),
    )


_EMPTY: Final = {"mine": _mine, "unassigned": _unassigned, "queues": _queues, "all": _all}
