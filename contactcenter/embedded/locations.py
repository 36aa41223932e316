"""Where the embedded instance lives, and how any process finds the one that runs.

Loads nothing but the standard library: settings read it before Django is there.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = "contactcenter"
ROLE = "contactcenter"
ENGINE = "django.db.backends.postgresql"
# Says "start `make run`" where the plain one would quote a missing socket.
EMBEDDED_ENGINE = "contactcenter.embedded.backend"
# sun_path holds 107 bytes, and PostgreSQL appends "/.s.PGSQL.5432" to the folder.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")


class UnsafeSocketFolder(Exception):
    """The folder for the sockets belongs to somebody else."""

    code = "unsafe_socket_folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running instance, as its launcher wrote it down."""

    launcher_pid: int
    address: str
    database_url: str
    redis_url: str
    started_at: str
    pids: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Every path of one instance; nothing is created by asking."""

    home: Path

    @property
    def lock(self) -> Path:
        """The launcher holds this file locked for as long as it lives."""
        return self.home / "run.lock"

    @property
    def state(self) -> Path:
        """What the launcher says about itself, as JSON."""
        return self.home / "run.json"

    @property
    def postgres(self) -> Path:
        """The database cluster."""
        return self.home / "postgres"

    @property
    def valkey(self) -> Path:
        """The append-only file of Valkey."""
        return self.home / "valkey"

    @property
    def sockets(self) -> Path:
        """A folder whose path is short enough for a unix socket."""
        inside = self.home / "sockets"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"contactcenter-{os.getuid()}-{mark}"

    @property
    def valkey_socket(self) -> Path:
        """The socket Valkey listens on."""
        return self.sockets / "valkey.sock"

    @property
    def database_url(self) -> str:
        """Address of the database, in the form libpq and psycopg read."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    @property
    def redis_url(self) -> str:
        """Address of Valkey, in the form redis-py reads."""
        return f"unix://{quote(str(self.valkey_socket))}?db=0"

    @property
    def beat_schedule(self) -> Path:
        """Where the clock of periodic work keeps its place."""
        return self.home / "beat-schedule"

    @property
    def demo_login(self) -> Path:
        """What the demo command wants told at every start: lines of text."""
        return self.home / "demo-login.txt"

    def demo_login_lines(self) -> list[str]:
        """Those lines, or none."""
        try:
            return self.demo_login.read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def prepare(self) -> None:
        """Create the folders, closed to everybody else."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        private_folder(self.sockets)


def home() -> Path:
    """The folder with this instance's data: `.local`, or the one `CC_HOME` names."""
    return Path(os.environ.get("CC_HOME") or PROJECT / ".local").resolve()


def layout() -> Layout:
    """Paths of this checkout's instance."""
    return Layout(home=home())


def private_folder(folder: Path) -> None:
    """Create a folder only we can enter; refuse one that somebody else put there.

    Raises UnsafeSocketFolder.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = folder.lstat()
    if folder.is_symlink() or (os.getuid() != 0 and facts.st_uid != os.getuid()):
        raise UnsafeSocketFolder(f"{folder} is not ours: remove it, or set CC_HOME")
    folder.chmod(0o700)


def running(where: Layout | None = None) -> Running | None:
    """The instance that runs now, or None; what a killed launcher left behind counts as none."""
    where = where or layout()
    if not is_locked(where.lock):
        return None
    try:
        return Running(**json.loads(where.state.read_text()))
    except (OSError, ValueError, TypeError):
        return None  # it is only just starting


def write_state(where: Layout, state: Running) -> None:
    """Tell other processes about the running instance, all at once or not at all."""
    draft = where.state.with_suffix(".new")
    draft.write_text(json.dumps(asdict(state), indent=1))
    draft.chmod(0o600)
    draft.replace(where.state)


def is_locked(lock: Path) -> bool:
    """Does a living process hold this lock file?"""
    try:
        with lock.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextlib.contextmanager
def held(lock: Path) -> Iterator[bool]:
    """Hold the lock file inside the block; yields False when somebody else has it."""
    import time

    with lock.open("ab") as handle:
        for attempt in range(20):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield True
                return
            # Somebody may merely be looking, which takes microseconds.
            time.sleep(0.01 * attempt)
        yield False


def database_url() -> str:
    """`DATABASE_URL`, else the running instance, else where one would be."""
    return os.environ.get("DATABASE_URL") or _of_running("database_url") or layout().database_url


def redis_url() -> str:
    """`REDIS_URL`, else the running instance, else where one would be."""
    return os.environ.get("REDIS_URL") or _of_running("redis_url") or layout().redis_url


def _of_running(field: str) -> str | None:
    found = running()
    return getattr(found, field) if found else None


def database_settings(url: str) -> dict[str, object]:
    """One entry of Django's DATABASES for a `postgresql://` address, socket or TCP.

    Raises ValueError for another scheme or an address without a database name.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme}://")
    if not parts.path.strip("/"):
        raise ValueError("DATABASE_URL names no database: postgresql://user@host/NAME")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": EMBEDDED_ENGINE if url == layout().database_url else ENGINE,
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def broker_url(url: str) -> str:
    """The same Redis as Celery writes it: unix sockets have a scheme of their own there."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{unquote(parts.path)}?virtual_host={number}"
