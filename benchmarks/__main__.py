"""``make bench``: one line a figure; ``--write`` also writes docs/benchmarks.md."""

import argparse
import os
import platform
import sys
from pathlib import Path
from typing import Final

from benchmarks.measure import Report
from benchmarks.servers import Servers, running

NAMES: Final = ("intake", "reading", "memory")
_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def main() -> int:
    """Runs the chosen benchmarks; 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="which; all by default")
    parser.add_argument("--small", type=int, default=10_000, help="entries at first")
    parser.add_argument("--size", type=int, default=1_000_000, help="entries in the end")
    parser.add_argument("--repeat", type=int, default=60, help="operations a round")
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    if options.quick:
        options.small, options.size, options.repeat = 1_000, 20_000, 20
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")
    os.environ["API_RATE_PER_MINUTE"] = "1000000000"
    with running() as servers:
        report = _measure(servers, options)
    if options.write:
        _PAGE.write_text(_page(report, options))
    return int(any(figure.missed for figure in report.figures))


def _measure(servers: Servers, options: argparse.Namespace) -> Report:
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks import intake, measure, memory, reading, seeding

    call_command("migrate", verbosity=0)
    chosen = options.names or NAMES
    report = measure.Report()
    bench = measure.Bench(servers=servers, report=report, repeat=options.repeat)
    agent, channel = seeding.people()
    if "intake" in chosen:
        intake.run(bench, channel)
    if "reading" in chosen:
        seeding.fill(channel, options.small)
        small = reading.at_size(bench, agent, options.small)
        seeding.fill(channel, options.size, done=options.small)
        large = reading.at_size(bench, agent, options.size)
        reading.growth(bench, small, large)
        reading.heavy(bench, seeding.heavy_customer(channel))
    if "memory" in chosen:
        memory.run(bench)
    return report


def _page(report: Report, options: argparse.Namespace) -> str:
    rows = [
        "| figure | value | unit | ratio | goal |",
        "|---|---|---|---|---|",
        *(
            f"| {row.name} | {row.value:.3f} | {row.unit} {row.note} |"
            f" {'' if row.ratio is None else f'{row.ratio:.2f}×'} |"
            f" {'' if row.goal is None else f'≤ {row.goal:g}'}{' missed' if row.missed else ''} |"
            for row in report.figures
        ),
    ]
    where = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    return (
        "# Benchmarks\n\nWritten by `make bench ARGS=--write`. CPU milliseconds of the application"
        " plus all database processes, sides interleaved, medians of five rounds. Absolute times"
        " do not travel; ratios do.\n\n"
        f"{where}; {options.small:,} and {options.size:,} entries; PostgreSQL with fsync.\n\n"
        + "\n".join(rows)
        + "\n"
    )


if __name__ == "__main__":
    sys.exit(main())
