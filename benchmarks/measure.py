"""CPU per operation, all sides interleaved, medians; and one line a figure."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from benchmarks.servers import Servers

ROUNDS: Final = 5
Work = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the result. ``goal`` is what the ratio, or else the value, must not exceed."""

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
        parts = [f"{self.name:<50} {self.value:>10.3f} {self.unit:<8}"]
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

    def add(self, name: str, value: float, unit: str = "ms CPU", **rest: Any) -> None:
        """Prints and keeps one figure."""
        figure = Figure(name=name, value=value, unit=unit, **rest)
        self.figures.append(figure)
        print(figure.line(), flush=True)

    def table(self) -> str:
        """All of them as a Markdown table."""
        rows = ["| figure | value | unit | ratio | goal |", "|---|---:|---|---:|---:|"]
        for row in self.figures:
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
            goal = (
                "" if row.goal is None else f"≤ {row.goal:g}{' **missed**' if row.missed else ''}"
            )
            unit = f"{row.unit} {row.note}".strip()
            rows.append(f"| {row.name} | {row.value:.3f} | {unit} | {ratio} | {goal} |")
        return "\n".join(rows)


@dataclass(slots=True, kw_only=True)
class Bench:
    """What a benchmark gets: the servers, the report, and how much to do."""

    servers: Servers
    report: Report
    repeat: int
    rounds: int = ROUNDS

    def cpu(self, work: Work) -> float:
        """CPU milliseconds of one call: this process and all of the database's."""
        database, own = self.servers.database_cpu(), time.process_time()
        for _ in range(self.repeat):
            work()
        own = time.process_time() - own
        return (own + self.servers.database_cpu() - database) / self.repeat * 1000

    def interleaved(self, works: Sequence[Work]) -> list[float]:
        """Median CPU milliseconds of each, measured A B C, A B C, …"""
        for work in works:
            self._warm_up(work)
        samples: list[list[float]] = [[] for _ in works]
        for _ in range(self.rounds):
            for row, work in zip(samples, works, strict=True):
                row.append(self.cpu(work))
        return [statistics.median(row) for row in samples]

    def _warm_up(self, work: Work) -> None:
        for _ in range(min(self.repeat, 10)):
            work()


def statements(work: Work) -> list[str]:
    """The SQL statements one call sends, without transaction control."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    work()  # what happens only the first time is no part of it; and it is in its own database now
    with connection.execute_wrapper(note):
        work()
    return [sql for sql in seen if not sql.startswith(("SAVEPOINT", "RELEASE"))]
