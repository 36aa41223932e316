"""Memory of a web process and of the whole of ``make run``, after some use."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from benchmarks.measure import Bench
from contactcenter.embedded.locations import PROJECT, Layout, Running, running

_NOT_THEIRS: Final = frozenset(
    ("DATABASE_URL", "REDIS_URL", "STATEMENT_TIMEOUT_MS", "CC_HOME", "API_RATE_PER_MINUTE")
)
_PATIENCE: Final = 180.0
_PAGES: Final = ("desk/", "desk/?tab=all", "desk/?tab=unassigned", "reports/repeat-contacts/")
_TIMES: Final = 15
_TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def run(bench: Bench) -> None:
    """Starts a whole instance with its demo, looks around in it, and weighs it."""
    home = Path(tempfile.mkdtemp(prefix="ccm-", dir="/tmp"))
    launcher = subprocess.Popen(
        [sys.executable, "-m", "contactcenter.embedded.launcher"],
        cwd=PROJECT,
        env={
            **{name: text for name, text in os.environ.items() if name not in _NOT_THEIRS},
            "CC_HOME": str(home),
            "PORT": str(_free_port()),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = _ready(Layout(home=home))
        _look_around(found.address, Layout(home=home).demo_login_lines())
        web = _resident(found.pids["web"])
        whole = sum(_resident(pid) for pid in _family(launcher.pid))
        bench.report.add("memory, web process", web, "MB", goal=150)
        bench.report.add("memory, all of make run", whole, "MB", goal=700)
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _ready(layout: Layout) -> Running:
    """The instance once its workers run, which start last."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = running(layout)
        if found is not None and {"web", "worker"} <= set(found.pids):
            with suppress(URLError):
                build_opener().open(f"{found.address}healthz").read()
                return found
        time.sleep(0.2)
    raise SystemExit("the instance did not start")


def _look_around(address: str, login: list[str]) -> None:
    """Signs in as the demo's administrator and opens the pages people open."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    password = login[0].rpartition(" ")[2]
    email = next(word for line in login for word in line.split() if word.startswith("eva@"))
    page = browser.open(f"{address}accounts/login/").read()
    token = _TOKEN.search(page)
    if token is None:
        raise SystemExit("there is no sign-in page")
    form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1].decode()}
    browser.open(f"{address}accounts/login/", urlencode(form).encode()).read()
    numbers = re.findall(rb"/desk/tickets/(\d+)/", _read(browser, f"{address}desk/?tab=all"))
    for turn in range(_TIMES):
        number = numbers[turn % len(numbers)].decode()
        for path in (*_PAGES, f"desk/tickets/{number}/"):
            _read(browser, address + path)


def _read(browser: OpenerDirector, url: str) -> bytes:
    with browser.open(url) as answer:
        content: bytes = answer.read()
    return content


def _resident(pid: int) -> float:
    """Memory of a process in MB; pages that several share are counted by their share."""
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
            with suppress(OSError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
    found, size = {pid}, 0
    while len(found) != size:
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found
