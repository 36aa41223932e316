"""Periodic work runs once at a time, and is found when nobody rang."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.support.world import NOW, later
from tickets import ticks
from tickets.models import TickRun


@pytest.fixture
def counted() -> Iterator[list[datetime]]:
    moments: list[datetime] = []

    def work(at: datetime) -> int:
        moments.append(at)
        return len(moments)

    ticks.register("counted", 60, work)
    yield moments
    ticks._REGISTRY.pop("counted")


@pytest.mark.django_db
def test_a_tick_can_be_run_at_any_moment_by_hand(
    counted: list[datetime], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("tick", "counted", "--at", "2026-03-29T12:00:00+02:00")
    assert [moment.isoformat() for moment in counted] == ["2026-03-29T12:00:00+02:00"]
    assert capsys.readouterr().out.strip() == "counted: 1"


@pytest.mark.django_db
def test_an_unknown_tick_is_named_and_the_known_ones_are_listed(counted: list[datetime]) -> None:
    with pytest.raises(CommandError, match="counted"):
        call_command("tick", "no-such-tick")


@pytest.mark.django_db
def test_a_tick_nobody_rang_for_is_found_after_twice_its_time(counted: list[datetime]) -> None:
    ticks.run("counted", at=NOW)

    def names(at: datetime) -> list[str]:
        return [tick.name for tick in ticks.overdue(at=at) if tick.name == "counted"]

    assert names(later(seconds=119)) == []
    assert names(later(seconds=121)) == ["counted"]
    ticks.run_overdue(at=later(seconds=121))
    assert counted[-1] == later(seconds=121)


@pytest.mark.django_db
def test_a_replay_at_another_moment_does_not_pass_for_the_regular_run(
    counted: list[datetime],
) -> None:
    call_command("tick", "counted", "--at", "2150-01-01T00:00:00+00:00")
    assert "counted" in [tick.name for tick in ticks.overdue(at=NOW)]


@pytest.mark.django_db
def test_a_start_from_a_wrong_clock_is_not_believed(counted: list[datetime]) -> None:
    ticks.run("counted", at=later(days=3000))
    assert "counted" in [tick.name for tick in ticks.overdue(at=NOW)]
    ticks.run("counted", at=NOW)
    assert "counted" not in [tick.name for tick in ticks.overdue(at=NOW)]


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "x"])
def test_a_moment_out_of_reach_is_refused_in_words(moment: str, counted: list[datetime]) -> None:
    with pytest.raises(CommandError, match="--at takes"):
        call_command("tick", "counted", "--at", moment)
    assert counted == []


@pytest.mark.django_db
def test_a_failing_tick_is_written_down_and_lets_the_others_run(counted: list[datetime]) -> None:
    def fail(at: datetime) -> int:
        raise RuntimeError("broken")

    ticks.register("aaa-broken", 60, fail)
    try:
        with pytest.raises(RuntimeError):
            ticks.run_overdue(at=NOW)
    finally:
        ticks._REGISTRY.pop("aaa-broken")
    assert counted == [NOW]


@pytest.mark.django_db(transaction=True)
def test_a_tick_that_runs_elsewhere_is_left_alone() -> None:
    started, finish = Event(), Event()

    def slow(at: datetime) -> int:
        started.set()
        finish.wait(20)
        return 1

    def elsewhere() -> int | None:
        try:
            return ticks.run("slow", at=NOW)
        finally:
            connection.close()

    ticks.register("slow", 60, slow)
    try:
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(elsewhere)
            assert started.wait(20)
            assert ticks.run("slow", at=NOW) is None
            finish.set()
            assert running.result(20) == 1
    finally:
        ticks._REGISTRY.pop("slow")
    assert TickRun.objects.get(name="slow").finished_at == NOW
