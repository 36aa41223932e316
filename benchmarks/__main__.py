"""``make bench``: one line a figure, a table at the end; ``--write`` also docs/benchmarks.md."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.servers import Servers, running

if TYPE_CHECKING:
    from benchmarks.measure import Report

NAMES: Final = ("intake", "reading", "memory")
_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_ABOUT: Final = """# Benchmarks

Written by `make bench ARGS=--write`. CPU milliseconds of the application plus all database
processes; all sides of a comparison are interleaved, each figure is the median of its rounds.
Absolute times do not travel to another machine; ratios do. The floor is raw psycopg that stores or
reads the same rows with one statement.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the chosen benchmarks; 1 if a goal was missed."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - set(NAMES)):
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    if options.quick:
        options.size, options.repeat, options.rounds = 30_000, 5, 4
        options.names = options.names or ["intake", "reading"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")
    os.environ["API_RATE_PER_MINUTE"] = "1000000000"
    with running() as servers:
        report = _measure(servers, options)
    print(f"\n{report.table()}")
    if options.write:
        _PAGE.write_text(f"{_ABOUT}\n{_where(options)}\n\n{report.table()}\n", encoding="utf-8")
    return int(any(figure.missed for figure in report.figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; or all")
    parser.add_argument("--size", type=int, default=1_000_000, help="entries of the large site")
    parser.add_argument("--small", type=int, default=10_000, help="entries of the small site")
    parser.add_argument("--repeat", type=int, default=40, help="operations a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, at least 4 for a figure")
    parser.add_argument("--quick", action="store_true", help="small sites, for a look")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser


def _measure(servers: Servers, options: argparse.Namespace) -> "Report":
    """Everything that needs Django, which can be imported only now."""
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    from benchmarks import intake, measure, memory, reading, worlds

    report = measure.Report()
    bench = measure.Bench(
        servers=servers, report=report, repeat=options.repeat, rounds=options.rounds
    )
    chosen = options.names or list(NAMES)
    if {"intake", "reading"} & set(chosen):
        application = WSGIHandler()
        worlds.prepare()
        began = time.monotonic()
        small = worlds.make("small", options.small, application)
        large = worlds.make("large", options.size, application)
        seconds = time.monotonic() - began
        report.add("loading both sites", seconds, "s", note=f"{options.size:,} entries")
        if "intake" in chosen:
            intake.run(bench, small, large)
        if "reading" in chosen:
            reading.run(bench, small, large)
    if "memory" in chosen:
        memory.run(bench)
    return report


def _where(options: argparse.Namespace) -> str:
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()};"
        f" {options.small:,} and {options.size:,} entries; PostgreSQL with fsync;"
        f" {options.rounds} rounds of {options.repeat} operations."
    )


if __name__ == "__main__":
    sys.exit(main())
