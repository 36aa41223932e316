"""Rows of a timeline put together: oldest first, by ticket, by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import ngettext

from tickets.models import Status, Ticket
from tickets.timeline import Entry
from tickets.web.appearance import status_badge
from tickets.web.formats import day
from tickets.web.rows import TimelineBlock, TimelineDay, TimelineRow

_FOLDED: frozenset[str] = frozenset({Status.RESOLVED, Status.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry and its row."""

    entry: Entry
    row: TimelineRow


def blocks_of(
    shown: Sequence[Shown], ticket: Ticket, others: Mapping[str, Ticket], *, at: datetime
) -> tuple[TimelineBlock, ...]:
    """Neighbours of one ticket under one heading. ``others`` are the customer's other tickets."""
    return tuple(
        _block(list(run), ticket_id, ticket, others, at=at)
        for ticket_id, run in groupby(reversed(shown), key=lambda item: item.entry.ticket_id)
    )


def _block(
    run: list[Shown],
    ticket_id: str | None,
    ticket: Ticket,
    others: Mapping[str, Ticket],
    *,
    at: datetime,
) -> TimelineBlock:
    key = run[0].row.key
    days = _days(run, timezone.localtime(at).date())
    if ticket_id is None:
        return TimelineBlock(key=key, current=False, days=days)
    if ticket_id == ticket.id:
        return TimelineBlock(
            key=key, current=True, days=days, number=ticket.number, subject=title_of(ticket)
        )
    other = others.get(ticket_id) or _loaded_with(run)
    if other is None:
        return TimelineBlock(key=key, current=False, days=days)
    known = ticket_id in others
    return TimelineBlock(
        key=key,
        current=False,
        days=days,
        number=other.number,
        subject=title_of(other),
        url=url_of(other),
        status=status_badge(other),
        outcome=str(other.disposition or "") if known else "",
        entries=_count(len(run)),
        unfolded=other.status not in _FOLDED,
    )


def _loaded_with(run: Iterable[Shown]) -> Ticket | None:
    found = (getattr(item.entry.row, "ticket", None) for item in run)
    return next((row for row in found if isinstance(row, Ticket)), None)


def title_of(ticket: Ticket) -> str:
    """The subject, or the number where the customer gave none."""
    return ticket.subject or f"#{ticket.number}"


def url_of(ticket: Ticket) -> str:
    """Where the ticket opens on the desk."""
    return f"/desk/tickets/{ticket.number}/"


def _count(entries: int) -> str:
    return ngettext("%(count)d entry", "%(count)d entries", entries) % {"count": entries}


def _days(run: Iterable[Shown], today: date) -> tuple[TimelineDay, ...]:
    def date_of(item: Shown) -> date:
        return timezone.localtime(item.entry.occurred_at).date()

    return tuple(
        TimelineDay(
            key=f"{when:%Y-%m-%d}",
            label=day(when, today),
            rows=tuple(item.row for item in rows),
        )
        for when, rows in groupby(run, key=date_of)
    )
