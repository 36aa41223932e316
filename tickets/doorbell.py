"""Nudges after commit, never on the request's time and never needed for correctness.

A side thread with a short queue talks to Redis. A full queue drops the nudge, an unreachable
Redis loses it; the sweeps find the rows either way.
"""

import json
import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

_LIMIT: Final = 1000
_LIVE_CHANNEL: Final = "cc:live"
_log = logging.getLogger(__name__)


class _Bell:
    """The queue and its thread; the thread starts with the first nudge of the process."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Callable[[], None]] = queue.Queue(_LIMIT)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._redis: redis.Redis | None = None

    def put(self, action: Callable[[], None]) -> None:
        try:
            self._waiting.put_nowait(action)
        except queue.Full:
            _log.warning("nudge_dropped")
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="doorbell", daemon=True)
                self._thread.start()

    def publish(self, text: str) -> None:
        if self._redis is None:
            self._redis = redis.Redis.from_url(
                settings.REDIS_URL.url, socket_timeout=1, socket_connect_timeout=1
            )
        self._redis.publish(_LIVE_CHANNEL, text)

    def _work(self) -> None:
        while True:
            action = self._waiting.get()
            try:
                action()
            except Exception as error:  # noqa: BLE001  # a nudge may fail in any way
                _log.warning("nudge_lost", extra={"error": type(error).__name__})
            finally:
                self._waiting.task_done()

    def drain(self) -> None:
        self._waiting.join()


_bell: Final = _Bell()


def ring(task_name: str, *args: str) -> None:
    """Sends a Celery task by name once the running transaction has committed."""
    if settings.REDIS_URL.enabled:
        transaction.on_commit(partial(_bell.put, partial(_send, task_name, args)))


def hint(topic: str, type_: str, **facts: Any) -> None:
    """Tells open pages, after commit, that something about ``topic`` changed.

    Only ids and codes: a page fetches what it may see.
    """
    if settings.REDIS_URL.enabled:
        text = json.dumps({"topic": topic, "type": type_, **facts})
        transaction.on_commit(partial(_bell.put, partial(_bell.publish, text)))


def drain() -> None:
    """Waits until every nudge so far was tried; for commands that end right afterwards."""
    _bell.drain()


def _send(task_name: str, args: tuple[str, ...]) -> None:
    current_app.send_task(task_name, args=args, ignore_result=True, retry=False)
