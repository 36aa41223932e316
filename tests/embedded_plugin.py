"""Gives the test run a PostgreSQL and a Valkey of its own, before settings load.

Named with `-p` in pyproject.toml, because Django's settings are read before any conftest. Set
TEST_DATABASE_URL or TEST_REDIS_URL to use servers of your own instead, each decided on its own.
A running `make run` is never touched.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from contactcenter.embedded import children
from contactcenter.embedded.locations import Layout, private_folder
from contactcenter.embedded.postgres import Cluster
from contactcenter.embedded.valkey import Store

PATIENCE = 60
# Whatever the machine sets for a real instance means nothing to the tests.
FORGOTTEN = ("PUBLIC_BASE_URL", "PORT", "HOST", "ALLOWED_HOSTS", "DEBUG", "MAIL_DOMAIN")
# Removes the folder when the test run ends in whatever way: its input closes then.
SWEEPER = (
    'read -r _; for pid in $2 $3; do while kill -0 "$pid"; do sleep 0.1; done; done; rm -rf "$1"'
)


class Servers:
    """The throwaway servers of one test run."""

    def __init__(self) -> None:
        self.layout = Layout(home=Path(tempfile.mkdtemp(prefix="cct-", dir="/tmp")))
        self.started: list[tuple[subprocess.Popen[bytes], signal.Signals]] = []
        self.sweeper: subprocess.Popen[bytes] | None = None

    def announce(self) -> None:
        """Set the addresses the settings will read."""
        os.environ["CC_HOME"] = str(self.layout.home)
        os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or self.layout.database_url
        os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL") or self.layout.redis_url

    def start(self) -> None:
        """Start what no TEST_… address replaces, and return when it answers."""
        private_folder(self.layout.sockets)
        if not os.environ.get("TEST_REDIS_URL"):
            self._start_valkey()
        if not os.environ.get("TEST_DATABASE_URL"):
            self._start_postgres()
        pids = [str(child.pid) for child, _ in self.started]
        self.sweeper = subprocess.Popen(
            ["sh", "-c", SWEEPER, "sweeper", str(self.layout.home), *pids],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _start_valkey(self) -> None:
        store = Store(data=self.layout.valkey, socket=self.layout.valkey_socket, throwaway=True)
        store.prepare()
        program = store.program()
        self._launch(program, store.is_ready)

    def _start_postgres(self) -> None:
        cluster = Cluster(data=self.layout.postgres, sockets=self.layout.sockets, throwaway=True)
        identity = cluster.prepare()
        self._launch(cluster.program(identity), cluster.is_ready)
        cluster.create_database(identity)

    def _launch(self, program: children.Program, is_ready: Callable[[], bool]) -> None:
        log = (self.layout.home / f"{program.name}.log").open("ab")
        child = children.start(program, output=log.fileno())
        log.close()
        self.started.append((child, program.stop_signal))
        until = time.monotonic() + PATIENCE
        while not is_ready():
            if child.poll() is not None or time.monotonic() > until:
                said = (self.layout.home / f"{program.name}.log").read_text(errors="replace")
                raise pytest.UsageError(f"{program.name} did not start:\n{said}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop the servers and leave nothing behind."""
        for child, number in reversed(self.started):
            children.stop(child, number, patience=10)
        if self.sweeper is not None and self.sweeper.stdin is not None:
            self.sweeper.stdin.close()
            self.sweeper.wait(10)
        shutil.rmtree(self.layout.home, ignore_errors=True)


SERVERS: pytest.StashKey[Servers] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Addresses first (settings load inside this hook), servers later."""
    if SERVERS not in early_config.stash:
        # Under xdist every worker has servers of its own: readers that wait for the oldest running
        # transaction see all databases of a cluster.
        os.environ["CC_TESTING"] = "1"
        for name in FORGOTTEN:
            os.environ.pop(name, None)
        servers = early_config.stash[SERVERS] = Servers()
        servers.announce()
    yield


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the servers once there is a session to run."""
    servers = session.config.stash.get(SERVERS, None)
    if servers is None or session.config.option.collectonly:
        return
    # The controller of an xdist run tests nothing itself.
    if not session.config.getoption("numprocesses", None):
        servers.start()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop them and remove their folder."""
    servers = config.stash.get(SERVERS, None)
    if servers is not None:
        servers.stop()
