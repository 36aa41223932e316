"""Memory of a web process and of the whole of ``make run``."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.measure import Bench
from contactcenter.embedded.locations import PROJECT, Layout, running


def _resident(pid: int) -> float:
    """Resident memory of a process in MB, shared pages counted by their share."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    line = next((row for row in rollup.splitlines() if row.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) / 1024


def _family(pid: int) -> set[int]:
    """The process and everything below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rpartition(")")[2].split()[1]
                )
            except OSError:
                continue
    found, size = {pid}, 0
    while len(found) != size:
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found


def run(bench: Bench) -> None:
    """Starts a whole instance, asks it for some pages, and weighs it."""
    home = Path(tempfile.mkdtemp(prefix="ccm-", dir="/tmp"))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "STATEMENT_TIMEOUT_MS"}
    }
    environment = {**kept, "CC_HOME": str(home), "PORT": "8127"}
    began = time.monotonic()
    launcher = subprocess.Popen(
        [sys.executable, "-m", "contactcenter.embedded.launcher"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while running(Layout(home=home)) is None and time.monotonic() - began < 120:
            time.sleep(0.1)
        found = running(Layout(home=home))
        if found is None:
            raise SystemExit("the instance did not start")
        for _ in range(50):
            urllib.request.urlopen(f"{found.address}/healthz").read()
            urllib.request.urlopen(f"{found.address}/accounts/login/").read()
        web = _resident(found.pids["web"])
        whole = sum(_resident(pid) for pid in _family(launcher.pid))
        bench.report.add("memory, web process", web, "MB", goal=150)
        bench.report.add("memory, all of make run", whole, "MB", goal=700)
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(60)
