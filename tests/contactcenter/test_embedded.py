"""The embedded servers, each on its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from contactcenter.embedded import children, postgres
from contactcenter.embedded.children import Program
from contactcenter.embedded.locations import (
    DATABASE,
    ROLE,
    Layout,
    broker_url,
    database_settings,
    held,
    private_folder,
    running,
)
from contactcenter.embedded.postgres import Cluster
from tests.support.instance import Instance
from tests.support.waiting import wait_for


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for sockets."""
    made = Path(tempfile.mkdtemp(prefix="cce-", dir="/tmp"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.parametrize("identity", list(children.identities()))
def test_postgres_runs_under_every_identity_offered_here(folder: Path, identity: str) -> None:
    cluster = Cluster(data=folder / "data", sockets=folder / "sockets", throwaway=True)
    private_folder(cluster.sockets)

    with_identity = cluster.prepare_as(identity)

    assert with_identity is None
    server = children.start(cluster.program(identity), output=subprocess.DEVNULL)
    wait_for(cluster.is_ready, what="PostgreSQL")
    cluster.create_database(identity)
    with psycopg.connect(user=ROLE, dbname=DATABASE, host=str(cluster.sockets)) as line:
        row = line.execute("SELECT datlocale FROM pg_database WHERE datname = %s", [DATABASE])
        assert row.fetchone() == ("C.UTF-8",)
    children.stop(server, signal.SIGINT, patience=20)
    assert server.returncode == 0


def test_postgres_listens_on_no_port(folder: Path) -> None:
    cluster = Cluster(data=folder / "data", sockets=folder / "sockets")

    command = cluster.program(children.SAME).command

    assert "listen_addresses=" in command


def test_interrupted_creation_is_done_again(folder: Path) -> None:
    cluster = Cluster(data=folder / "data", sockets=folder / "sockets", throwaway=True)
    private_folder(cluster.sockets)
    (cluster.data / "base").mkdir(parents=True)
    (cluster.data / "half-written").write_text("x")

    cluster.prepare()

    assert cluster.exists()
    assert not (cluster.data / "half-written").exists()


def test_cluster_of_another_version_is_refused_with_a_word(folder: Path) -> None:
    cluster = Cluster(data=folder / "data", sockets=folder / "sockets")
    private_folder(cluster.sockets)
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(children.StartRefused, match="made by PostgreSQL 14"):
        cluster.prepare()


def test_pid_file_of_a_process_that_is_something_else_by_now_is_removed(folder: Path) -> None:
    cluster = Cluster(data=folder / "data", sockets=folder / "sockets")
    cluster.data.mkdir()
    cluster.pid_file.write_text(f"{os.getpid()}\n")

    cluster.clear_leftovers()

    assert not cluster.pid_file.exists()


def test_a_child_ends_with_the_process_that_started_it(folder: Path) -> None:
    script = (
        "import sys; from contactcenter.embedded import children as c;"
        "child = c.start(c.Program(name='x', command=('sleep', '600')), output=None);"
        "print(child.pid, flush=True); import time; time.sleep(600)"
    )
    import sys

    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    wait_for(lambda: "sleep" in children.command_of(pid), what="the child")

    parent.kill()
    parent.wait()

    assert children.await_end(pid, "sleep", patience=20)
    parent.stdout.close()


def test_refused_start_says_what_the_program_said() -> None:
    outcome = children.run(Program(name="x", command=("sh", "-c", "echo no luck; exit 3")))

    assert (outcome.returncode, outcome.stdout) == (3, "no luck\n")


def test_sockets_move_to_a_short_folder_when_the_home_is_deep() -> None:
    deep = Layout(home=Path("/" + "/".join(["very-long-name"] * 12)))

    assert len(os.fsencode(deep.sockets)) < 80
    assert not deep.sockets.is_relative_to(deep.home)
    assert deep.sockets != Layout(home=deep.home / "other").sockets


def test_instance_is_found_only_while_its_launcher_lives(folder: Path) -> None:
    layout = Layout(home=folder)
    layout.prepare()
    layout.state.write_text("{}")
    assert running(layout) is None

    with held(layout.lock) as mine, held(layout.lock) as also_mine:
        assert mine
        assert not also_mine
        assert running(layout) is None  # it says nothing sensible yet


def test_socket_address_becomes_djangos_settings() -> None:
    layout = Layout(home=Path("/srv/desk"))

    found = database_settings(layout.database_url)

    assert found["HOST"] == "/srv/desk/sockets"
    assert (found["USER"], found["NAME"], found["PORT"]) == (ROLE, DATABASE, "")


def test_network_address_becomes_djangos_settings() -> None:
    found = database_settings("postgres://d%40sk:p%2Fw@db.internal:6432/desk?sslmode=require")

    assert (found["USER"], found["PASSWORD"]) == ("d@sk", "p/w")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.internal", "6432", "desk")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("address", ["mysql://db/desk", "postgresql://db", "desk", ""])
def test_address_of_something_else_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        database_settings(address)


def test_broker_address_has_celerys_own_form_for_sockets() -> None:
    socket = broker_url(Layout(home=Path("/srv/desk")).redis_url)

    assert socket == "redis+socket:///srv/desk/sockets/valkey.sock?virtual_host=0"
    assert broker_url("rediss://cache.internal:6380/2") == "rediss://cache.internal:6380/2"


@pytest.mark.processes
def test_command_without_a_database_says_what_to_do(folder: Path) -> None:
    outcome = Instance(folder).manage("migrate", "--check")

    assert outcome.returncode == 1
    assert "Start `make run` in another shell, or set DATABASE_URL" in outcome.stderr


def test_wheel_is_preferred_to_what_the_machine_has() -> None:
    assert postgres.version(postgres.binaries()) >= postgres.OLDEST
