"""Why one contact repeats another: access, chase or resolution."""

from datetime import timedelta
from typing import NamedTuple

from feedback.codes import Cause
from feedback.journeys.lives import Tickets
from feedback.journeys.rows import Turn, elapsed


class Tie(NamedTuple):
    """Why a contact repeats another, and the time between them."""

    cause: Cause
    gap: timedelta


def tie(last: Turn, contact: Turn, window: timedelta, tickets: Tickets) -> Tie | None:
    """Why ``contact`` repeats ``last`` within the window, or ``None``; reasons are not compared."""
    since_last = elapsed(last.end, contact.at)
    if last.reached_nobody and since_last <= window:
        return Tie(Cause.ACCESS, since_last)
    if not tickets.is_resolved(last.ticket, contact.at):
        return Tie(Cause.CHASE, since_last)
    resolved_at = tickets.last_resolution(last.ticket, contact.at)
    gap = elapsed(max(last.end, resolved_at or last.end), contact.at)
    return Tie(Cause.RESOLUTION, gap) if gap <= window else None


def tie_of_link(last: Turn, contact: Turn, window: timedelta, tickets: Tickets) -> Tie:
    """The cause of a link that needs no window: access only within it, else by the state."""
    found = tie(last, contact, window, tickets)
    if found is not None:
        return found
    resolved_at = tickets.last_resolution(last.ticket, contact.at)
    return Tie(Cause.RESOLUTION, elapsed(max(last.end, resolved_at or last.end), contact.at))
