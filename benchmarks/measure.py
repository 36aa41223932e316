"""CPU per operation, both sides interleaved, medians; and one line a figure."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from benchmarks.servers import Servers

ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the result. ``goal`` is what the ratio (or value) must not exceed."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    goal: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether a goal was set and not reached."""
        reached = self.ratio if self.ratio is not None else self.value
        return self.goal is not None and reached > self.goal

    def line(self) -> str:
        """As printed: name, value, unit, ratio to the floor, goal."""
        parts = [f"{self.name:<46} {self.value:>10.3f} {self.unit:<8}"]
        parts.append(f"{self.ratio:>7.2f}×" if self.ratio is not None else " " * 8)
        if self.goal is not None:
            parts.append(f"≤ {self.goal:g}{'  MISSED' if self.missed else ''}")
        if self.note:
            parts.append(self.note)
        return "  ".join(parts).rstrip()


@dataclass(slots=True)
class Report:
    """Collects figures and prints each as it comes."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Prints and keeps one figure."""
        self.figures.append(figure)
        print(figure.line(), flush=True)


@dataclass(slots=True, kw_only=True)
class Bench:
    """What a benchmark gets: the servers, the report, and how much to do."""

    servers: Servers
    report: Report
    repeat: int

    def cpu(self, work: Callable[[], Any], *, repeat: int | None = None) -> float:
        """CPU milliseconds of one call: this process and all of the database's."""
        times = repeat or self.repeat
        database, own = self.servers.database_cpu(), time.process_time()
        for _ in range(times):
            work()
        used = time.process_time() - own + self.servers.database_cpu() - database
        return used / times * 1000

    def interleaved(self, *works: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
        """Median CPU milliseconds of each, measured A B A B …"""
        for work in works:
            work()
        samples: list[list[float]] = [[] for _ in works]
        for _ in range(rounds):
            for position, work in enumerate(works):
                samples[position].append(self.cpu(work))
        return [statistics.median(row) for row in samples]


def statements(work: Callable[[], Any]) -> list[str]:
    """The SQL statements one call sends, without transaction control."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return seen
