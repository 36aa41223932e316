"""The programs of the product, as `make run` starts them."""

import contextlib
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from contactcenter.embedded.children import Program
from contactcenter.embedded.locations import PROJECT

Check = Callable[[], bool]
# Tasks carry ids as JSON, which is what the warning about root is about; static files are served
# from the source tree.
CALM: Final = {"PYTHONWARNINGS": "ignore:You're running the worker,ignore:No directory at"}


def prepare(environment: Mapping[str, str]) -> Program:
    """Migrations, and demo data for an empty database."""
    return Program(
        name="setup",
        command=(sys.executable, "manage.py", "prepare"),
        environment=environment,
        folder=PROJECT,
    )


def web(host: str, port: int, environment: Mapping[str, str]) -> Program:
    """Pages, API and live gateway in one process."""
    return Program(
        name="web",
        command=(*(sys.executable, "-m", "contactcenter.embedded.serve", host, str(port)),),
        # One process serves many threads: the pool keeps their connections few.
        environment={**environment, **CALM, "DATABASE_POOL": "true"},
        folder=PROJECT,
        waits_for_go=True,
    )


def worker(environment: Mapping[str, str]) -> Program:
    """Celery's worker. WORKER_CONCURRENCY says how many tasks at once (2), WORKER_POOL how."""
    return Program(
        name="worker",
        command=(
            *(sys.executable, "-m", "celery", "--quiet", "-A", "contactcenter", "worker"),
            *("--concurrency", os.environ.get("WORKER_CONCURRENCY", "2")),
            *("--pool", os.environ.get("WORKER_POOL", "threads"), "--prefetch-multiplier", "1"),
            *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
        ),
        environment={**environment, **CALM},
        folder=PROJECT,
        no_news=("Warm shutdown",),
    )


def beat(environment: Mapping[str, str], schedule: Path) -> Program:
    """Celery's clock."""
    return Program(
        name="beat",
        command=(
            *(sys.executable, "-m", "celery", "--quiet", "-A", "contactcenter", "beat"),
            *("--schedule", str(schedule), "--pidfile", "", "--loglevel", "WARNING"),
        ),
        environment=environment,
        folder=PROJECT,
    )


def answers(address: tuple[str, int]) -> bool:
    """Does a web server say anything there?"""
    with contextlib.suppress(OSError), socket.create_connection(address, timeout=5) as line:
        line.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return line.recv(12).startswith(b"HTTP/1")
    return False
