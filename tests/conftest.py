"""Fixtures any test may use: real neighbours, started when first asked for, gone afterwards."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.utils import timezone, translation

from tests.support import dovecot as dovecot_server
from tests.support import processes
from tests.support.smtp_sink import SmtpSink

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in tests/browser needs a browser."""
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """No test reads or writes in the language or zone that another one's request left behind."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def valkey() -> Iterator[redis.Redis]:
    """A client of the test's Valkey, which is empty before and after."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=5)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A real SMTP server that keeps what it gets."""
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[dovecot_server.Dovecot]:
    """A real IMAP server, one for the whole run; use `mailbox` for a fresh mailbox in it."""
    if dovecot_server.program() is None:
        absent("Dovecot", dovecot_server.ABSENT)
    server = dovecot_server.Dovecot()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mailbox(dovecot: dovecot_server.Dovecot) -> dovecot_server.Mailbox:
    """An empty mailbox nobody else uses."""
    return dovecot.mailbox(f"box-{uuid4().hex[:12]}")


@pytest.fixture
def start_worker(
    transactional_db: None, valkey: redis.Redis
) -> Iterator[Callable[..., processes.Process]]:
    """Starts real Celery workers on the test's database: `start_worker(concurrency=2)`."""
    started: list[processes.Process] = []

    def start(**options: Any) -> processes.Process:
        started.append(processes.worker(**options))
        return started[-1]

    yield start
    for process in started:
        process.stop()


@pytest.fixture
def start_web(
    transactional_db: None, valkey: redis.Redis
) -> Iterator[Callable[..., tuple[processes.Process, str]]]:
    """Starts real web servers on the test's database; each call returns process and address."""
    started: list[processes.Process] = []

    def start(**options: str) -> tuple[processes.Process, str]:
        process, address = processes.web(**options)
        started.append(process)
        return process, address

    yield start
    for process in started:
        process.stop()


def absent(name: str, sentence: str) -> None:
    """Skip with a word; fail where CC_NO_SKIPS says that everything has to be there."""
    if os.environ.get("CC_NO_SKIPS"):
        pytest.fail(f"{name} is required here: {sentence}")
    pytest.skip(sentence)
