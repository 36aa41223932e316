"""Which links of a message were opened a moment ago: in Redis for a day, best effort.

Mail scanners open all of them at once. If Redis is away the other signs of a machine remain.
"""

import logging
import threading
from datetime import datetime
from typing import Final

import redis
from django.conf import settings

from feedback.surveys.suspicion import FETCHES
from feedback.surveys.tokens import digest

_KEPT_SECONDS: Final = 24 * 3600
_MOST: Final = 200
_PATIENCE: Final = 0.25
_log = logging.getLogger(__name__)
_local = threading.local()


def opened(token: str, value: str, *, at: datetime) -> None:
    """Remembers that the link of this value was fetched."""
    store = _store()
    if store is None:
        return
    key, moment = _key(token), at.timestamp()
    try:
        with store.pipeline(transaction=False) as pipe:
            pipe.zadd(key, {f"{value}:{moment}": moment})
            pipe.zremrangebyrank(key, 0, -_MOST - 1)
            pipe.expire(key, _KEPT_SECONDS)
            pipe.execute()
    except redis.RedisError as error:
        _log.warning("survey_trace_lost", extra={"error": type(error).__name__})


def values_opened(token: str, *, at: datetime) -> frozenset[str]:
    """The different values whose links were fetched in the last ten seconds."""
    store = _store()
    if store is None:
        return frozenset()
    start = (at - FETCHES).timestamp()
    try:
        rows = store.zrangebyscore(_key(token), start, at.timestamp())
    except redis.RedisError as error:
        _log.warning("survey_trace_lost", extra={"error": type(error).__name__})
        return frozenset()
    return frozenset(str(row, "utf-8").partition(":")[0] for row in rows if isinstance(row, bytes))


def _key(token: str) -> str:
    return f"cc:survey:{digest(token)}"


def _store() -> "redis.Redis | None":
    """One connection a thread, with little patience: no page waits for Redis."""
    if not settings.REDIS_URL.enabled:
        return None
    if not hasattr(_local, "store"):
        _local.store = redis.Redis.from_url(
            settings.REDIS_URL.url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
    store: redis.Redis = _local.store
    return store
