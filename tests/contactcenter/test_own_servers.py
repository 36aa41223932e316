"""The servers a test run brings for itself."""

import os
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from contactcenter.embedded.locations import PROJECT
from tests.support.instance import processes_of
from tests.support.processes import Process
from tests.support.waiting import wait_for

SLEEPER = """
import os, time
def test_sleeps():
    print("home=" + os.environ["CC_HOME"], flush=True)
    time.sleep(600)
"""


def test_this_run_has_servers_of_its_own() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as line:
        row = line.execute("SELECT current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] >= 160_000
    assert redis.Redis.from_url(os.environ["REDIS_URL"]).ping()


@pytest.mark.processes
def test_killed_test_run_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "test_sleeper.py").write_text(SLEEPER)
    command = [sys.executable, "-m", "pytest", "-s", "-c", str(PROJECT / "pyproject.toml")]
    run = Process([*command, "--rootdir", str(PROJECT), str(tmp_path)], {"TEST_DATABASE_URL": ""})
    line = run.wait_for_line("home=")
    home = Path(line.partition("home=")[2])
    assert home.exists()
    assert processes_of(home)

    run.kill_9()

    wait_for(lambda: not processes_of(home), what="the end of the servers")
    wait_for(lambda: not home.exists(), what="the end of the folder")
