"""One computed sentence above the timeline; every part leads to its evidence."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets import context
from tickets.models import Direction, Interaction, Mood, Ticket
from tickets.timeline import Entry
from tickets.web.appearance import MOOD_TONE, UPSET
from tickets.web.formats import span
from tickets.web.rows import ContextLine, Link

LONG_WAIT: Final = timedelta(hours=1)
_TONES: Final[dict[str, str]] = {"plain": "", "warn": "warn", "alert": "bad"}


def context_line(
    ticket: Ticket,
    entries: Sequence[Entry],
    contacts: Sequence[str],
    subject: context.Subject,
) -> ContextLine | None:
    """The line, or nothing when there is nothing worth saying."""
    parts = [
        *_repeats(contacts, entries),
        *_waiting(ticket, entries, subject.at),
        *_mood(entries),
        *(
            Link(label=chip.text, url=chip.href, tone=_TONES.get(chip.tone, ""))
            for chip in context.chips(subject)
        ),
    ]
    return ContextLine(parts=tuple(parts)) if parts else None


def _inbound(entries: Sequence[Entry]) -> Iterator[Interaction]:
    for entry in entries:
        if isinstance(entry.row, Interaction) and entry.row.direction == Direction.INBOUND:
            yield entry.row


def _repeats(contacts: Sequence[str], entries: Sequence[Entry]) -> Iterator[Link]:
    count, channels = len(contacts), len({kind for kind in contacts if kind})
    if count < 2:
        return
    oldest = list(_inbound(entries))[-1:]
    text = ngettext("%(count)d contact in 30 days", "%(count)d contacts in 30 days", count)
    label = text % {"count": count}
    if channels > 1:
        label = _("%(contacts)s by %(count)d channels") % {"contacts": label, "count": channels}
    yield Link(label=label, url=f"#{oldest[0].id}" if oldest else "")


def _waiting(ticket: Ticket, entries: Sequence[Entry], at: datetime) -> Iterator[Link]:
    since = ticket.last_inbound_at
    waits = ticket.is_our_turn and ticket.last_direction == Direction.INBOUND
    if not waits or since is None or at - since < LONG_WAIT:
        return
    last = next((row for row in _inbound(entries) if row.ticket_id == ticket.id), None)
    yield Link(
        label=_("waiting for us for %(span)s") % {"span": span((at - since).total_seconds(), 1)},
        url=f"#{last.id}" if last else "",
    )


def _mood(entries: Sequence[Entry]) -> Iterator[Link]:
    last = next((row for row in _inbound(entries) if row.mood), None)
    if last is not None and last.mood in UPSET:
        yield Link(label=str(Mood(last.mood).label), url=f"#{last.id}", tone=MOOD_TONE[last.mood])
