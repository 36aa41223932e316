"""`make run`: everything on one port, until Ctrl-C.

A small process of its own, without Django, so that it costs little and outlives its children's
faults. Exit code 0 after Ctrl-C, 1 when it could not start.
"""

import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from contactcenter.embedded import locations, programs, start_child
from contactcenter.embedded.children import Program, StartRefused
from contactcenter.embedded.keeper import Child, Keeper, StopAsked, how_it_ended
from contactcenter.embedded.locations import Layout, Running, UnsafeSocketFolder
from contactcenter.embedded.output import Screen
from contactcenter.embedded.postgres import Cluster
from contactcenter.embedded.valkey import Store

STORE_PATIENCE: Final = 60.0
PREPARE_PATIENCE: Final = 600.0
WEB_PATIENCE: Final = 60.0
APPS_MAY_TAKE: Final = 8.0
STORES_MAY_TAKE: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the pages are served."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """As one types it into a browser."""
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{shown}:{self.port}/"

    @property
    def reachable(self) -> tuple[str, int]:
        """Where this machine itself reaches it."""
        return ("127.0.0.1" if self.host == "0.0.0.0" else self.host, self.port)  # noqa: S104

    @classmethod
    def from_environment(cls) -> "Address":
        """Read HOST and PORT. Raises StartRefused for a port that is none."""
        text = os.environ.get("PORT") or "8000"
        if not text.isdigit() or not 0 < int(text) < 65536:
            raise StartRefused(f"PORT={text} is not a port: a number from 1 to 65535 is needed.")
        return cls(host=os.environ.get("HOST") or "127.0.0.1", port=int(text))

    def refuse_if_taken(self) -> None:
        """Raises StartRefused when we could not serve there."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except PermissionError as error:
                raise StartRefused(
                    f"Port {self.port} needs special rights; PORT=8000 make run does not."
                ) from error
            except OSError as error:
                raise StartRefused(
                    f"Port {self.port} on {self.host} is taken by another program "
                    f"({error.strerror}). Choose another: PORT={self.port + 1} make run"
                ) from error


class Launcher:
    """Starts everything in order, keeps it running, and stops it in the opposite order."""

    def __init__(self, layout: Layout, address: Address) -> None:
        self.layout = layout
        self.address = address
        self.screen = Screen()
        self.keeper = Keeper(self.screen)
        self.stores: list[Child] = []
        self.apps: list[Child] = []
        self.started = time.monotonic()
        self.database_url = os.environ.get("DATABASE_URL") or layout.database_url
        self.redis_url = os.environ.get("REDIS_URL") or layout.redis_url

    def run(self) -> int:
        """Start, serve until asked to stop, stop. Returns the exit code."""
        self.keeper.listen_for_signals()
        code = 0
        try:
            self._start()
            self.keeper.on_restart = self._write_state
            while True:
                self.keeper.turn(self.keeper.next_wait())
        except StopAsked:
            self.screen.say()
        except StartRefused as refusal:
            self.screen.trouble(str(refusal))
            code = 1
        finally:
            self._stop()
        return code

    def _start(self) -> None:
        self._start_stores()
        self._write_state()
        web = Child(programs.web(self.address.host, self.address.port, self._environment()))
        self._start_app(web)  # it loads while the database is prepared
        self._prepare_database()
        self._open(web)
        self._start_workers()
        self._write_state()
        self._say_ready()

    def _start_stores(self) -> None:
        if not os.environ.get("REDIS_URL"):
            self._start_valkey()
        if not os.environ.get("DATABASE_URL"):
            self._start_postgres()

    def _start_valkey(self) -> None:
        store = Store(data=self.layout.valkey, socket=self.layout.valkey_socket)
        store.prepare()
        store.clear_leftovers()
        child = Child(store.program(), before_restart=store.clear_leftovers)
        self._start_store(child, store.is_ready)

    def _start_postgres(self) -> None:
        cluster = Cluster(data=self.layout.postgres, sockets=self.layout.sockets)
        if not cluster.exists():
            self.screen.say("First start: making a database …")
        cluster.clear_leftovers()
        identity = cluster.prepare()
        child = Child(cluster.program(identity), before_restart=cluster.clear_leftovers)
        self._start_store(child, cluster.is_ready)
        cluster.create_database(identity)

    def _start_store(self, child: Child, is_ready: "programs.Check") -> None:
        self.stores.append(child)
        self.keeper.start(child)
        if not self.keeper.wait_until(is_ready, of=child, seconds=STORE_PATIENCE):
            self._refuse_for(child)

    def _prepare_database(self) -> None:
        self._run_to_end(programs.prepare(self._environment()))

    def _run_to_end(self, program: Program) -> None:
        child = Child(program)
        self.keeper.start(child)
        self.keeper.wait_until(lambda: not child.alive, seconds=PREPARE_PATIENCE)
        self.keeper.drain(child)
        self.keeper.children.remove(child)
        if child.process is None or child.process.returncode != 0:
            self._refuse_for(child)

    def _open(self, web: Child) -> None:
        self.keeper.release(web)
        if not self.keeper.wait_until(self._web_answers, of=web, seconds=WEB_PATIENCE):
            self._refuse_for(web)

    def _start_workers(self) -> None:
        environment = self._environment()
        self._start_app(Child(programs.worker(environment)))
        if self.redis_url != "none":  # without a broker the worker looks after periodic work alone
            self._start_app(Child(programs.beat(environment, self.layout.beat_schedule)))

    def _start_app(self, child: Child) -> None:
        self.apps.append(child)
        self.keeper.start(child)

    def _refuse_for(self, child: Child) -> None:
        if child.alive:
            raise StartRefused(f"{child.program.name} did not get ready in time.")
        self.keeper.drain(child)
        raise StartRefused(f"{child.program.name} {how_it_ended(child.process)}, see above.")

    def _environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "PORT": str(self.address.port),
            "PYTHONUNBUFFERED": "1",
        }

    def _web_answers(self) -> bool:
        return programs.answers(self.address.reachable)

    def _write_state(self) -> None:
        pids = {
            child.program.name: child.process.pid
            for child in (*self.stores, *self.apps)
            if child.process is not None
        }
        state = Running(
            launcher_pid=os.getpid(),
            address=self.address.url,
            database_url=self.database_url,
            redis_url=self.redis_url,
            started_at=datetime.now(UTC).isoformat(timespec="seconds"),
            pids=pids,
        )
        locations.write_state(self.layout, state)

    def _say_ready(self) -> None:
        took = time.monotonic() - self.started
        self.screen.say()
        self.screen.loud(f"  Ready in {took:.1f} s:  {self.address.url}")
        for line in self.layout.demo_login_lines():
            self.screen.say(f"  {line}")
        self.screen.say("  Ctrl-C stops everything; `manage.py` commands in other shells find it.")
        self.screen.say()

    def _stop(self) -> None:
        if self.apps or self.stores:
            self.screen.say("Stopping …")
        self.keeper.stop(self.apps, patience=APPS_MAY_TAKE)
        self.keeper.stop(self.keeper.children, patience=STORES_MAY_TAKE)
        self.layout.state.unlink(missing_ok=True)
        if self.apps or self.stores:
            self.screen.say("Stopped. Your data is kept for the next start.")


def start(*, with_parent: bool = False) -> int:
    """Run the launcher here, unless one runs already. Returns the exit code."""
    if with_parent:
        start_child.die_with(os.getppid(), signal.SIGTERM)
    screen = Screen()
    layout = locations.layout()
    try:
        address = Address.from_environment()
        layout.prepare()
        with locations.held(layout.lock) as mine:
            if not mine:
                raise StartRefused(already_running(layout))
            address.refuse_if_taken()
            return Launcher(layout, address).run()
    except (StartRefused, UnsafeSocketFolder) as refusal:
        screen.trouble(str(refusal))
        return 1


def already_running(layout: Layout) -> str:
    """Where the first one runs, and how to end it."""
    found = locations.running(layout)
    if found is None:
        return f"It is already starting in another shell (data in {layout.home})."
    return (
        f"It already runs at {found.address} (process {found.launcher_pid}, data in "
        f"{layout.home}). Stop it with Ctrl-C there, or: kill {found.launcher_pid}"
    )


if __name__ == "__main__":
    sys.exit(start(with_parent="--with-parent" in sys.argv[1:]))
