"""The benchmarks run from end to end at a tiny size; nothing here looks at how long it takes."""

import os
import subprocess
import sys

import pytest

from benchmarks import __main__ as program
from benchmarks.measure import Figure, Report
from contactcenter.embedded.locations import PROJECT

NOT_THEIRS = ("DATABASE_URL", "REDIS_URL", "CC_HOME", "CC_TESTING", "DJANGO_SETTINGS_MODULE")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in NOT_THEIRS}
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=580,
    )


@pytest.mark.processes
def test_every_figure_of_intake_and_reading_is_printed_and_listed() -> None:
    tiny = ("--small", "400", "--size", "800", "--repeat", "1", "--rounds", "1")
    done = run("intake", "reading", *tiny)
    assert done.returncode in {0, 1}, done.stderr
    lines, _, table = done.stdout.partition("| figure |")
    for name in (
        "API intake, new sender, statements",
        "API intake, known sender ",
        "raw psycopg, rows of a new sender",
        "timeline page of 50",
        "timeline of 50 as JSON",
        "worklist page of the desk",
        "ticket page of the desk",
        "timeline page, 5,000 entries against 50",
    ):
        assert name in lines
        assert f"| {name}" in table


def test_an_unknown_benchmark_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["faster"])
    assert "faster" in capsys.readouterr().err


def test_a_figure_says_value_unit_ratio_and_goal() -> None:
    line = Figure(name="intake", value=1.5, unit="ms CPU", ratio=6.25, goal=10).line()
    assert line.split() == ["intake", "1.500", "ms", "CPU", "6.25×", "≤", "10"]


@pytest.mark.parametrize(
    ("value", "ratio", "goal", "missed"),
    [
        (3.0, 1.2, 1.3, False),
        (3.0, 1.4, 1.3, True),
        (9.0, None, 8, True),
        (8.0, None, 8, False),
        (9.0, 9.0, None, False),
    ],
)
def test_a_goal_binds_the_ratio_or_else_the_value(
    value: float, ratio: float | None, goal: float | None, missed: bool
) -> None:
    figure = Figure(name="page", value=value, unit="", ratio=ratio, goal=goal)
    assert figure.missed is missed
    assert ("MISSED" in figure.line()) is missed


def test_the_table_names_what_was_missed(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.add("page", 3.0, ratio=1.4, goal=1.3)
    report.add("queries", 4, "", goal=8)
    page, queries = report.table().splitlines()[2:]
    assert "**missed**" in page
    assert "missed" not in queries
    assert len(capsys.readouterr().out.splitlines()) == 2
