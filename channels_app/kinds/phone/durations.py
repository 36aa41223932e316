"""How long people waited, talked and were on hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from channels_app.kinds.phone.events import PhoneEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Whole seconds; ``None`` where nobody knows.

    ``wait_seconds`` is everything before the answer, or before the end where nobody answered;
    ``wait_source`` is ``pbx`` (stated), ``derived`` (from times) or ``none``. Talking leaves out
    being on hold.
    """

    queued_seconds: int | None
    ring_seconds: int | None
    wait_seconds: int | None
    wait_source: str
    talk_seconds: int | None
    hold_seconds: int


def durations_of(
    events: list[PhoneEvent],
    *,
    started: datetime | None,
    answered: datetime | None,
    ended: datetime | None,
    held: int,
    lost_end: bool,
) -> Durations:
    """The durations of a call; ``started`` is ``None`` where its beginning was lost."""
    until = answered or ended
    queued = _largest(event.queued_seconds for event in events)
    ringing = _largest(event.ring_seconds for event in events)
    wait, source = _wait(_largest([queued, ringing]), started, until)
    joined = min((event.at for event in events if event.event == "queued"), default=None)
    if queued is None and joined and until:
        queued = _seconds(joined, until)
    talk = None if ended is None or lost_end else _seconds(answered or ended, ended)
    return Durations(
        queued_seconds=queued,
        ring_seconds=ringing,
        wait_seconds=wait,
        wait_source=source,
        talk_seconds=None if talk is None else max(0, talk - held),
        hold_seconds=held,
    )


def held_seconds(events: list[PhoneEvent], ended: datetime | None) -> int:
    """The time one leg stood on hold; a hold nobody ended lasts until the end of the leg."""
    seconds, since = 0, None
    for event in events:
        if event.event == "held" and since is None:
            since = event.at
        elif event.event == "resumed" and since is not None:
            seconds += _seconds(since, event.at)
            since = None
    if since is not None and ended is not None:
        seconds += _seconds(since, ended)
    return seconds


def _wait(
    stated: int | None, started: datetime | None, until: datetime | None
) -> tuple[int | None, str]:
    """Never less than the exchange states or than we saw."""
    if until is None:
        return None, "none"
    derived = None if started is None else _seconds(started, until)
    if stated is not None and stated >= (derived or 0):
        return stated, "pbx"
    return derived, "none" if derived is None else "derived"


def _largest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))
