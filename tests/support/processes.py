"""The product's own processes against the test's database and Valkey."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode

from django.db import connection

from contactcenter.embedded import children, programs
from contactcenter.embedded.children import Program
from contactcenter.embedded.locations import PROJECT
from tests.support.waiting import PATIENCE, wait_for


class Process:
    """A process of the product, with everything it wrote."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        program = Program(
            name="tested", command=tuple(command), environment=environment, folder=PROJECT
        )
        self.popen = children.start(program)
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        if self.popen.stdout is not None:
            for line in self.popen.stdout:
                self._lines.append(line.decode("utf-8", "replace").rstrip())

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.popen.pid

    @property
    def output(self) -> str:
        """Everything it wrote so far."""
        return "\n".join(self._lines)

    @property
    def alive(self) -> bool:
        """Has it not ended yet?"""
        return self.popen.poll() is None

    def wait_for_line(self, text: str, *, seconds: float = PATIENCE) -> str:
        """The first line that contains the text."""

        def look() -> str | None:
            found = next((line for line in list(self._lines) if text in line), None)
            if found is None and not self.alive:
                self._reader.join(5)
                assert text in self.output, f"ended without saying {text!r}:\n{self.output}"
            return found

        return wait_for(look, seconds=seconds, what=f"{text!r} in:\n{self.output}") or ""

    def kill_9(self) -> None:
        """End it as the kernel would, with whatever it started, without a chance to clean up."""
        children.end_session(self.pid)
        self.popen.wait()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process alone."""
        self.popen.send_signal(number)

    def wait(self, seconds: float = PATIENCE) -> int:
        """Its exit code, once it has ended by itself."""
        code = self.popen.wait(seconds)
        self._reader.join(5)
        return code

    def stop(self) -> None:
        """End it in good order, in bad order if it will not."""
        children.stop(self.popen, signal.SIGTERM, patience=15)
        children.end_session(self.pid)
        self._reader.join(5)


def database_url() -> str:
    """The address of the database the test itself uses."""
    facts = connection.settings_dict
    where = {name: facts[key] for name, key in (("host", "HOST"), ("port", "PORT")) if facts[key]}
    login = quote(facts["USER"], safe="")
    if facts["PASSWORD"]:
        login += ":" + quote(facts["PASSWORD"], safe="")
    return f"postgresql://{login}@/{quote(facts['NAME'])}?{urlencode(where)}"


def environment(**more: str) -> dict[str, str]:
    """Environment in which another process finds the test's database and Valkey."""
    return {"DATABASE_URL": database_url(), "REDIS_URL": os.environ["REDIS_URL"], **more}


def worker(*, concurrency: int = 1, pool: str = "prefork", **more: str) -> Process:
    """A real Celery worker that is ready for work. Use within `transactional_db`."""
    process = Process(
        [
            *(sys.executable, "-m", "celery", "-A", "contactcenter", "worker", "--pool", pool),
            *("--concurrency", str(concurrency), "--loglevel", "INFO"),
            *("--without-gossip", "--without-mingle", "--hostname", f"w{os.urandom(3).hex()}@test"),
        ],
        environment(**programs.CALM, **more),
    )
    process.wait_for_line(" ready.")
    return process


def beat(schedule: str, **more: str) -> Process:
    """A real Celery beat; `schedule` is the file it keeps its place in."""
    command = [sys.executable, "-m", "celery", "-A", "contactcenter", "beat", "--schedule"]
    process = Process(
        [*command, schedule, "--pidfile", "", "--loglevel", "INFO"], environment(**more)
    )
    process.wait_for_line("beat: Starting")
    return process


def web(**more: str) -> tuple[Process, str]:
    """A real web server with the live gateway, and its address without a final slash."""
    port = free_port()
    process = Process(
        [
            *(sys.executable, "-m", "uvicorn", "contactcenter.asgi:application"),
            *("--port", str(port), "--log-level", "info", "--no-access-log"),
        ],
        environment(PORT=str(port), DATABASE_POOL="true", **more),
    )
    wait_for(lambda: programs.answers(("127.0.0.1", port)) or not process.alive, what="web server")
    assert process.alive, process.output
    return process, f"http://127.0.0.1:{port}"


def manage(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run `manage.py …` to its end in a process of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        input=stdin,
        capture_output=True,
        cwd=PROJECT,
        env={**os.environ, **environment(**more)},
        check=False,
    )


def free_port() -> int:
    """A port of loopback that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def stopped_at_end(process: Process) -> Iterator[Process]:
    """The process inside the block, gone behind it."""
    try:
        yield process
    finally:
        process.stop()
