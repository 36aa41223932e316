"""A whole `make run` in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from contactcenter.embedded import children
from contactcenter.embedded.locations import PROJECT, Layout, Running, running
from tests.support.processes import Process, free_port
from tests.support.waiting import wait_for

# What the test run's own servers set must not reach the instance.
NOT_ITS_OWN = ("DATABASE_URL", "REDIS_URL", "CC_TESTING")
READY_LINE = "Ctrl-C stops everything"


class Instance:
    """Starts, finds and stops an instance; `home` keeps its data between starts."""

    def __init__(self, home: Path) -> None:
        self.layout = Layout(home=home)
        self.port = free_port()
        self.process: Process | None = None

    def environment(self, **more: str) -> dict[str, str]:
        """A shell in which this instance is the one that is found."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_ITS_OWN}
        return {
            **kept,
            "CC_HOME": str(self.layout.home),
            "PORT": str(self.port),
            "CC_DEMO": "no",
            **more,
        }

    def launch(self, **more: str) -> Process:
        """Start the launcher without waiting for anything."""
        command = ["env", "-u", "DATABASE_URL", "-u", "REDIS_URL", "-u", "CC_TESTING"]
        command += [sys.executable, "-m", "contactcenter.embedded.launcher"]
        return Process(command, self.environment(**more))

    def start(self, **more: str) -> Running:
        """Start, and return when it is ready."""
        self.process = self.launch(**more)
        self.process.wait_for_line(READY_LINE, seconds=90)
        return self.found()

    def found(self) -> Running:
        """What it says about itself."""
        return wait_for(lambda: running(self.layout), what="a running instance")

    def stop(self) -> int:
        """Ask it to stop; returns its exit code."""
        assert self.process is not None
        self.process.send(signal.SIGTERM)
        return self.process.wait()

    def end(self) -> None:
        """Make sure nothing of it is left, however the test ended."""
        pids = self._pids()
        if self.process is not None:
            if self.process.alive:
                self.process.send(signal.SIGTERM)
            try:
                self.process.wait()
            except subprocess.TimeoutExpired:
                self.process.kill_9()
        for pid in pids:
            children.end_session(pid)

    def _pids(self) -> Iterable[int]:
        try:
            return list(json.loads(self.layout.state.read_text())["pids"].values())
        except (OSError, ValueError, LookupError):
            return []

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`manage.py …` in another shell."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.environment(**more),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )


def gone(pid: int) -> bool:
    """Has this process ended (a zombie counts)?"""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def processes_of(home: Path) -> list[str]:
    """Command lines of all processes that mention the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        line = children.command_of(int(entry.name))
        if str(home) in line and not gone(int(entry.name)):
            found.append(line)
    return found
