"""`make run` as a person meets it: real processes, in a folder of its own."""

import os
import shutil
import signal
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from contactcenter.embedded.locations import Running
from tests.support.instance import Instance, gone, processes_of
from tests.support.waiting import wait_for

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One cluster for the module: making it takes longer than everything else."""
    folder = Path(tempfile.mkdtemp(prefix="ccr-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def instance(home: Path) -> Iterator[Instance]:
    one = Instance(home)
    yield one
    one.end()


def answers(found: Running) -> bool:
    with urllib.request.urlopen(f"{found.address}accounts/login/", timeout=20) as page:
        return bool(page.status == 200)


def test_it_serves_and_other_shells_find_it_until_asked_to_stop(
    instance: Instance, home: Path
) -> None:
    found = instance.start()

    assert answers(found)
    assert str(instance.port) in instance.manage("run", "--status").stdout
    assert instance.manage("migrate", "--check").returncode == 0

    assert instance.stop() == 0
    assert processes_of(home) == []
    assert instance.manage("run", "--status").returncode == 1
    assert instance.process is not None
    assert "Your data is kept" in instance.process.output


def test_apps_stop_before_the_stores_they_need(instance: Instance) -> None:
    instance.start()

    instance.stop()

    assert instance.process is not None
    said = instance.process.output
    assert "Traceback" not in said
    assert "starting it again" not in said


def test_killed_launcher_leaves_no_orphan_and_the_next_start_recovers(
    instance: Instance, home: Path
) -> None:
    found = instance.start()
    assert instance.process is not None

    os.kill(instance.process.pid, signal.SIGKILL)

    wait_for(lambda: all(gone(pid) for pid in found.pids.values()), what="the end of all children")
    wait_for(lambda: not processes_of(home), what="the end of everything")
    assert answers(instance.start())


def test_second_start_says_where_the_first_one_runs(instance: Instance) -> None:
    found = instance.start()

    second = instance.launch()

    assert second.wait() == 1
    assert f"already runs at {found.address}" in second.output
    assert str(found.launcher_pid) in second.output
    assert answers(found)


def test_taken_port_is_said_in_one_sentence(instance: Instance) -> None:
    with socket.create_server(("127.0.0.1", instance.port)):
        refused = instance.launch()

        assert refused.wait() == 1

    assert refused.output.count("\n") == 0
    assert f"Port {instance.port}" in refused.output
    assert f"PORT={instance.port + 1} make run" in refused.output


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_port_that_is_none_is_refused(instance: Instance, port: str) -> None:
    refused = instance.launch(PORT=port)

    assert refused.wait() == 1
    assert f"PORT={port} is not a port" in refused.output


def test_killed_children_come_back(instance: Instance) -> None:
    before = instance.start()

    for pid in before.pids.values():
        os.kill(pid, signal.SIGKILL)

    def all_new() -> Running | None:
        now = instance.found()
        fresh = all(now.pids[name] != pid for name, pid in before.pids.items())
        return now if fresh and now.pids.keys() == before.pids.keys() else None

    after = wait_for(all_new, what="a new process for each one that was killed")
    wait_for(lambda: database_works(after), what="the database")
    wait_for(lambda: valkey_works(after), what="Valkey")
    wait_for(lambda: serves(after), what="the pages")


def test_start_right_after_a_kill_finds_all_data_again(instance: Instance) -> None:
    found = instance.start()
    with psycopg.connect(found.database_url, autocommit=True) as line:
        line.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        line.execute("INSERT INTO kept VALUES ('dobrý den')")
    assert instance.process is not None
    os.kill(instance.process.pid, signal.SIGKILL)

    found = instance.start()

    with psycopg.connect(found.database_url) as line:
        assert ("dobrý den",) in line.execute("SELECT word FROM kept").fetchall()


def database_works(found: Running) -> bool:
    try:
        with psycopg.connect(found.database_url, connect_timeout=5) as line:
            return line.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def valkey_works(found: Running) -> bool:
    try:
        return bool(redis.Redis.from_url(found.redis_url, socket_timeout=5).ping())
    except redis.RedisError:
        return False


def serves(found: Running) -> bool:
    try:
        return answers(found)
    except OSError:
        return False
