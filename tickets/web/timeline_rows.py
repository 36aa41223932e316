"""Timeline entries as rows of the desk; each source of entries registers how its rows look."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tickets.models import Agent, Attachment, Delivery, Direction, Interaction, TicketEvent
from tickets.timeline import Entry
from tickets.web import event_words
from tickets.web.formats import moment
from tickets.web.rows import TimelineRow

FOLDER: Final = "tickets/desk/timeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What rows are made with: now, the reader, and the rows that belong to the entries.

    ``names`` are agents' by id and contact reasons' by ``reason:`` and key; ``subject`` is the
    ticket's in view, which need not be repeated.
    """

    at: datetime
    agent: Agent
    subject: str = ""
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)
    files: Mapping[str, Sequence[Attachment]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


Presenter = Callable[[Entry, Frame], TimelineRow]
_PRESENTERS: Final[dict[str, Presenter]] = {}


def register_presenter(source: str, presenter: Presenter) -> None:
    """Says how entries of a timeline source look; called once at start by its owner."""
    _PRESENTERS[source] = presenter


def templates_of(kind: str, fallback: str = "default") -> tuple[str, ...]:
    """The templates tried for a kind: its own by name, then the fallback."""
    return (f"{FOLDER}/{kind}.html", f"{FOLDER}/{fallback}.html")


def rows_of(entries: Sequence[Entry], frame: Frame) -> list[TimelineRow]:
    """One row an entry, in the same order."""
    return [_PRESENTERS.get(entry.source, _quiet_line)(entry, frame) for entry in entries]


def deliveries_of(entries: Sequence[Entry]) -> dict[str, Delivery]:
    """How the outbound entries fare, by entry id; one query if there are any."""
    ids = [row.id for row in _interactions(entries) if row.direction == Direction.OUTBOUND]
    rows = Delivery.objects.filter(interaction__in=ids).order_by("id").defer("content")
    return {str(row.interaction_id): row for row in rows}


def files_of(entries: Sequence[Entry]) -> dict[str, list[Attachment]]:
    """Files that are not pictures inside the text, by entry id; one query if there are any."""
    ids = [row.id for row in _interactions(entries) if row.attachment_count]
    found: dict[str, list[Attachment]] = {}
    rows = Attachment.objects.filter(interaction__in=ids, inline=False)
    for row in rows.order_by("created_at", "id"):
        found.setdefault(str(row.interaction_id), []).append(row)
    return found


def agents_named(entries: Sequence[Entry]) -> set[str]:
    """Ids of the agents whom ticket events name."""
    events = (entry.row for entry in entries if isinstance(entry.row, TicketEvent))
    return {name for row in events for name in event_words.agents_in(row)}


def _interactions(entries: Sequence[Entry]) -> list[Interaction]:
    return [entry.row for entry in entries if isinstance(entry.row, Interaction)]


def _quiet_line(entry: Entry, _frame: Frame) -> TimelineRow:
    """An entry whose source said nothing about its looks."""
    return TimelineRow(
        key=entry.id,
        kind=entry.kind,
        templates=templates_of(entry.kind, "line"),
        side="line",
        icon="event",
        at=moment(entry.occurred_at),
        title=str(entry.row),
    )
