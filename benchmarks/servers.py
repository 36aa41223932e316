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
        total = 0
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                parts = (entry / "stat").read_text().rpartition(")")[2].split()
                name = (entry / "comm").read_text()
            except OSError:
                continue
            if name.startswith("postgres") and self._is_ours(int(entry.name), int(parts[1])):
                # utime stime cutime cstime; what ended children used is with their parent.
                own = int(parts[11]) + int(parts[12])
                ended = int(parts[13]) + int(parts[14])
                total += own + ended
        return total / _TICKS

    def _is_ours(self, pid: int, parent: int) -> bool:
        if self.postgres is None:
            return False
        return self.postmaster in {pid, parent}

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
