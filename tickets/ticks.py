"""Periodic work: found by query, run by whoever comes first, harmless when run twice.

Beat rings, a poll thread in each worker looks after what beat missed, and operators run a tick
by hand with ``manage.py tick NAME --at TIME``.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zlib import crc32

from django.db import connection

from tickets import doorbell
from tickets.cleaning import CLOCK_TOLERANCE
from tickets.errors import Refusal
from tickets.models import TickRun

Work = Callable[[datetime], int]
LONGEST_MEMORY: Final = timedelta(days=60)


class UnknownTick(Refusal):
    """No tick has this name."""

    code = "unknown_tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A named piece of periodic work; ``run`` takes the moment and returns how much it did.

    ``wakes_on`` names the occasions after which it is worth running before its time.
    """

    name: str
    every_seconds: int
    run: Work
    wakes_on: frozenset[str] = frozenset()


_REGISTRY: Final[dict[str, Tick]] = {}


def register(name: str, every_seconds: int, run: Work, *, wakes_on: Iterable[str] = ()) -> None:
    """Adds a tick; called once at start by the app that owns the work."""
    _REGISTRY[name] = Tick(
        name=name, every_seconds=every_seconds, run=run, wakes_on=frozenset(wakes_on)
    )


def wake(occasion: str) -> None:
    """Rings for every tick that waits for this occasion, once the transaction has committed."""
    for tick in _REGISTRY.values():
        if occasion in tick.wakes_on:
            doorbell.ring("tickets.tick", tick.name)


def registered() -> tuple[Tick, ...]:
    """All ticks by name."""
    return tuple(_REGISTRY[name] for name in sorted(_REGISTRY))


def named(name: str) -> Tick:
    """One tick; raises :class:`UnknownTick`."""
    try:
        return _REGISTRY[name]
    except KeyError:
        raise UnknownTick(name, known=sorted(_REGISTRY)) from None


@contextmanager
def _only_one(name: str) -> Iterator[bool]:
    """Holds the tick's advisory lock for this session; yields whether we got it."""
    key = crc32(f"tick:{name}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    mine = bool(row and row[0])
    try:
        yield mine
    finally:
        if mine and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def run(name: str, *, at: datetime, replay: bool = False) -> int | None:
    """Runs a tick unless another process is at it; returns its count, or ``None`` if it was.

    A ``replay`` at another moment than now is not written down: the sweep behind a lost beat
    must not take it for the regular run.
    """
    tick = named(name)
    with _only_one(name) as mine:
        if not mine:
            return None
        if replay:
            return tick.run(at)
        _note(TickRun(name=name, started_at=at))
        try:
            done = tick.run(at)
        except Exception as error:
            if not connection.in_atomic_block:
                _note(TickRun(name=name, started_at=at, error=type(error).__name__))
            raise
        _note(TickRun(name=name, started_at=at, finished_at=at))
        return done


def _note(row: TickRun) -> None:
    """Writes the run without reading what stood there before."""
    TickRun.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["started_at", "finished_at", "error"],
    )


def overdue(*, at: datetime) -> tuple[Tick, ...]:
    """Ticks that have not started for twice their interval: beat or the broker is away.

    A start in the future, from a clock that was wrong, counts as none.
    """
    believable = TickRun.objects.filter(
        started_at__gt=at - LONGEST_MEMORY, started_at__lte=at + CLOCK_TOLERANCE
    )
    started = dict(believable.values_list("name", "started_at"))
    return tuple(
        tick
        for tick in registered()
        if tick.name not in started
        or started[tick.name] + timedelta(seconds=2 * tick.every_seconds) < at
    )


def run_overdue(*, at: datetime) -> int:
    """Runs what beat has missed; one tick that fails does not keep the others from running.

    Returns how many ran. Raises the last failure once all were tried.
    """
    ran = 0
    failure: Exception | None = None
    for tick in overdue(at=at):
        try:
            ran += run(tick.name, at=at) is not None
        except Exception as error:  # noqa: BLE001  # a tick may fail in any way
            failure = error
    if failure is not None:
        raise failure
    return ran
