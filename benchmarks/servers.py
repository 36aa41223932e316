"""PostgreSQL (with fsync) and Valkey of the benchmark's own, and the CPU they burn."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contactcenter.embedded import children
from contactcenter.embedded.locations import Layout, private_folder
from contactcenter.embedded.postgres import Cluster
from contactcenter.embedded.valkey import Store

_TICKS = os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """The fields of a process behind its name, or nothing if it has ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(process: Path) -> int:
    fields = _stat(process)
    return int(fields[1]) if fields else 0


def _ended_children(pid: int) -> int:
    """Ticks that ended children of a process have used."""
    fields = _stat(Path(f"/proc/{pid}"))
    return int(fields[13]) + int(fields[14]) if fields else 0


def _running(process: Path) -> int:
    """Nanoseconds on a processor: a hundred thousand times finer than ticks."""
    try:
        return int((process / "schedstat").read_text().split()[0])
    except (OSError, IndexError):
        fields = _stat(process)
        return (int(fields[11]) + int(fields[12])) * (10**9 // _TICKS) if fields else 0


class Servers:
    """Both stores, in a folder that goes away with them."""

    def __init__(self) -> None:
        self.layout = Layout(home=Path(tempfile.mkdtemp(prefix="ccb-", dir="/tmp")))
        self.postgres: subprocess.Popen[bytes] | None = None
        self.started: list[tuple[subprocess.Popen[bytes], signal.Signals]] = []

    def start(self) -> None:
        """Starts both and tells the settings where they are."""
        os.environ["CC_HOME"] = str(self.layout.home)
        os.environ["DATABASE_URL"] = self.layout.database_url
        os.environ["REDIS_URL"] = self.layout.redis_url
        os.environ["STATEMENT_TIMEOUT_MS"] = "3600000"
        private_folder(self.layout.sockets)
        store = Store(data=self.layout.valkey, socket=self.layout.valkey_socket, throwaway=True)
        store.prepare()
        self._launch(store.program(), store.is_ready)
        cluster = Cluster(data=self.layout.postgres, sockets=self.layout.sockets)
        identity = cluster.prepare()
        self.postgres = self._launch(cluster.program(identity), cluster.is_ready)
        cluster.create_database(identity)

    def _launch(
        self, program: children.Program, is_ready: Callable[[], bool]
    ) -> subprocess.Popen[bytes]:
        child = children.start(program, output=subprocess.DEVNULL)
        self.started.append((child, program.stop_signal))
        until = time.monotonic() + 60
        while not is_ready():
            if child.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{program.name} did not start")
            time.sleep(0.02)
        return child

    def database_cpu(self) -> float:
        """CPU seconds of all processes of the cluster so far, ended ones included."""
        first = self.postmaster
        total = _ended_children(first) / _TICKS
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and first in {int(entry.name), _parent(entry)}:
                total += _running(entry) / 1e9
        return total

    @property
    def postmaster(self) -> int:
        """The process id of the cluster's first process."""
        return int((self.layout.postgres / "postmaster.pid").read_text().split("\n", 1)[0])

    def stop(self) -> None:
        """Ends both and leaves nothing behind."""
        for child, number in reversed(self.started):
            children.stop(child, number, patience=30)
        shutil.rmtree(self.layout.home, ignore_errors=True)


@contextmanager
def running() -> Iterator[Servers]:
    """Both stores inside the block."""
    servers = Servers()
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()
